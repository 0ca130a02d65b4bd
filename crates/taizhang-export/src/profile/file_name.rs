//! What the files of a profile are called: a pattern that the profile may state.

use super::fault::ProfileFault;
use super::{Profile, Table};
use crate::{ArtifactName, ExportContext};

/// The pattern of profiles that state none.
const PATTERN: &str = "{year}_{unit}_{name}（{title}）.csv";
/// What a pattern may ask for.
const PLACES: [&str; 5] = ["year", "unit", "code", "name", "title"];

/// Returns the name of a table's file; an ending is added where the pattern has none.
pub(super) fn of(profile: &Profile, table: &Table, context: &ExportContext) -> String {
    let pattern = pattern_of(profile, table);
    let value = |place: &str| match place {
        "year" => context.year.to_string(),
        "unit" => context.unit_part(),
        "code" => ArtifactName::part(context.unit.code.as_str()),
        "name" => ArtifactName::part(&table.name),
        _ => ArtifactName::part(&table.title),
    };
    let name = parts(pattern).into_iter().map(|part| match part {
        Part::Words(words) => words.to_owned(),
        Part::Place(place) => value(place),
    });
    let name: String = name.collect();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let has_ending = ending.is_some_and(|ending| {
        (1..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if has_ending { name } else { format!("{name}.csv") }
}

/// Finds what the pattern of a table asks for and is not there.
pub(super) fn faults(profile: &Profile, table: &Table) -> Vec<ProfileFault> {
    let pattern = pattern_of(profile, table);
    let unknown = parts(pattern).into_iter().filter_map(|part| match part {
        Part::Place(place) if !PLACES.contains(&place) => Some(ProfileFault::FileName {
            table: table.name.clone(),
            place: place.to_owned(),
            known: PLACES.map(str::to_owned).to_vec(),
        }),
        Part::Place(_) | Part::Words(_) => None,
    });
    unknown.collect()
}

fn pattern_of<'p>(profile: &'p Profile, table: &'p Table) -> &'p str {
    table.file.as_ref().or(profile.file.as_ref()).map_or(PATTERN, String::as_str)
}

enum Part<'p> {
    Words(&'p str),
    Place(&'p str),
}

fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else { break };
        parts.extend([Part::Words(before), Part::Place(place)]);
        rest = after;
    }
    parts.push(Part::Words(rest));
    parts
}
