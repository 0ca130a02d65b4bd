//! Fields by the words of headers, and by the cells below them where the words say too little.

use std::collections::BTreeMap;

use super::word_and_number::without_parts;
use super::{MapError, MapOptions, Taken, taxed};
use crate::field::Field;
use crate::in_capitals::is_of_capitals;
use crate::kind::Kind;
use crate::other_unit::columns::depth;
use crate::sides::direction_of;
use crate::table::{Column, Table, is_space};
use crate::tree::CODES;
use crate::value::choice::without_code;
use crate::vocabulary::{Vocabulary, compact, fold};

/// Fills the fields whose columns a person or a profile names.
pub(super) fn asked(
    table: &Table,
    asked: &BTreeMap<Field, String>,
    options: &MapOptions,
    errors: &mut Vec<MapError>,
) -> BTreeMap<Field, usize> {
    let mut columns = BTreeMap::new();
    for (field, header) in asked {
        match positions(table, header).as_slice() {
            [at] => {
                columns.insert(*field, *at);
            }
            // A profile may know more columns than this file has.
            [] if options.columns.contains_key(field) => {
                errors.push(MapError::NoHeader { header: header.clone(), known: headers(table) });
            }
            [] => {}
            several => {
                let headers = several.iter().map(|at| unique_name(table, *at)).collect();
                errors.push(MapError::SeveralColumns { field: *field, headers });
            }
        }
    }
    columns
}

/// Fills fields by the headers' own words; of several names of one field the kind's first wins.
pub(super) fn by_headers(
    table: &Table,
    kind: Kind,
    spoken_for: Taken<'_>,
    columns: &mut BTreeMap<Field, usize>,
    errors: &mut Vec<MapError>,
) {
    let vocabulary = Vocabulary::of(kind);
    let mut found: BTreeMap<Field, Vec<&Column>> = BTreeMap::new();
    for column in &table.columns {
        let taken = columns.values().any(|position| *position == column.position)
            || spoken_for.has(column.position);
        if let Some(field) = vocabulary.field(&column.name).filter(|_| !taken) {
            found.entry(field).or_default().push(column);
        }
    }
    for (field, candidates) in found {
        let is_said = |error: &MapError| matches!(error, MapError::SeveralColumns { field: said, .. } if *said == field);
        if columns.contains_key(&field) || spoken_for.holds(field) || errors.iter().any(is_said) {
            continue;
        }
        let candidates = without_parts(table, field, likely(table, kind, field, candidates));
        let rank = |column: &&&Column| rank(kind, field, &column.name);
        let best = candidates.iter().map(|column| rank(&column)).min();
        let mut first = candidates.iter().filter(|column| Some(rank(column)) == best);
        let (Some(column), more) = (first.next(), first.next().is_some()) else { continue };
        // What a row can do without is not guessed, and stops nobody.
        if more && !is_required(kind, field) {
            continue;
        }
        if more {
            let names = candidates.iter().map(|column| unique_name(table, column.position));
            let headers = names.collect();
            errors.push(MapError::SeveralColumns { field, headers });
        }
        columns.insert(field, column.position);
    }
}

/// Leaves out the columns of a field that by their cells cannot fill it: names where a column of codes
/// stands beside, words where none is one of the few that are possible, what was received, is without its
/// tax or is in capitals in a column of amounts.
fn likely<'t>(
    table: &'t Table,
    kind: Kind,
    field: Field,
    candidates: Vec<&'t Column>,
) -> Vec<&'t Column> {
    let texts = |position: usize| {
        let cells = table.rows.iter().map(move |row| row.cell(position));
        let filled = cells.filter(|cell| !cell.is_empty());
        filled.map(|cell| cell.to_string().trim_matches(is_space).to_owned())
    };
    if let Some(words) = kind.words(field).filter(|_| !table.header.is_empty()) {
        let knows = |column: &&Column| {
            let mut texts = texts(column.position).peekable();
            let is_one = |text: &str| {
                words.contains(&text)
                    || words.contains(&without_code(text).as_str())
                    || (field == Field::Direction && direction_of(text).is_some())
            };
            texts.peek().is_none() || texts.any(|text| is_one(&text))
        };
        return candidates.into_iter().filter(knows).collect();
    }
    let preferred: Vec<&Column> = match field {
        field if field.says_unit() && candidates.len() > 1 => {
            let deepest = candidates.iter().map(|column| depth(&column.name)).max();
            let is_deepest = |column: &&&Column| Some(depth(&column.name)) == deepest;
            candidates.iter().filter(is_deepest).copied().collect()
        }
        Field::Function | Field::Economic | Field::ProjectCode if candidates.len() > 1 => {
            let is_code = |text: String| text.starts_with(|c: char| c.is_ascii_digit());
            let has_codes = |column: &&&Column| texts(column.position).any(is_code);
            candidates.iter().filter(has_codes).copied().collect()
        }
        Field::Amount if candidates.len() > 1 => {
            let nets: Vec<usize> =
                candidates.iter().filter_map(|column| taxed::net_of(table, column)).collect();
            let is_paid = |column: &&&Column| {
                !is_received(&column.name)
                    && !nets.contains(&column.position)
                    && !is_of_capitals(table, column)
            };
            candidates.iter().filter(is_paid).copied().collect()
        }
        _ => Vec::new(),
    };
    if preferred.is_empty() { candidates } else { preferred }
}

/// Tells whether a header like `交易金额(收入)` says that money was received.
fn is_received(header: &str) -> bool {
    let compact = compact(header);
    let bracket = compact.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    matches!(bracket, Some("收入" | "收" | "贷" | "贷方" | "存入" | "转入"))
}

fn is_required(kind: Kind, field: Field) -> bool {
    kind.columns().iter().any(|known| known.required && known.field == field)
}

/// Fills the fields of codes from columns whose header says no more than 科目编码: functional codes
/// begin with 2, economic ones with 3 and have at most five digits.
pub(super) fn by_codes(
    table: &Table,
    kind: Kind,
    spoken_for: Taken<'_>,
    columns: &mut BTreeMap<Field, usize>,
) {
    for column in &table.columns {
        let last = column.last_part();
        let is_taken = columns.values().any(|position| *position == column.position)
            || spoken_for.has(column.position);
        if is_taken || !CODES.contains(&fold(last).as_str()) {
            continue;
        }
        let texts = table.rows.iter().map(|row| row.cell(column.position).to_string());
        let codes: Vec<String> = texts
            .map(|text| text.trim().chars().take_while(char::is_ascii_digit).collect())
            .filter(|code: &String| !code.is_empty())
            .collect();
        let all = |first: char, longest: usize| {
            !codes.is_empty()
                && codes.iter().all(|code| code.starts_with(first) && code.len() <= longest)
        };
        let field = match (all('2', 7), all('3', 5)) {
            (true, _) => Field::Function,
            (_, true) => Field::Economic,
            _ => continue,
        };
        let is_known = kind.columns().iter().any(|known| known.field == field);
        if is_known && !spoken_for.holds(field) {
            columns.entry(field).or_insert(column.position);
        }
    }
}

fn rank(kind: Kind, field: Field, header: &str) -> usize {
    let known = kind.columns().iter().find(|known| known.field == field);
    let names = known.map(|known| known.names).unwrap_or_default();
    let at = |text: &str| names.iter().position(|name| fold(name) == fold(text));
    at(header)
        .or_else(|| header.rsplit('/').next().and_then(at))
        // What stands below says which of the group it is.
        .or_else(|| Some(header.split('/').next().and_then(at)?.saturating_add(names.len())))
        .unwrap_or(names.len())
}

/// Returns the columns with this header: those that have it to the letter, else those that have it
/// folded, else those whose last part it is.
pub(crate) fn positions(table: &Table, header: &str) -> Vec<usize> {
    let all = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = table.columns.iter().filter(|column| is_it(&column.name));
        found.map(|column| column.position).collect()
    };
    let last = |name: &str| name.rsplit('/').next().is_some_and(|part| fold(part) == fold(header));
    [all(&|name| name == header), all(&|name| fold(name) == fold(header)), all(&last)]
        .into_iter()
        .find(|found| !found.is_empty())
        .or_else(|| numbered(table, header))
        .unwrap_or_default()
}

/// Returns the column that a name like `单位名称#2` means: the second of those with this header.
fn numbered(table: &Table, header: &str) -> Option<Vec<usize>> {
    let (header, number) = header.rsplit_once(['#', '＃'])?;
    let number: usize = number.trim().parse().ok()?;
    let position = *positions(table, header).get(number.checked_sub(1)?)?;
    Some(vec![position])
}

/// Returns the name of a column by which [`positions`] finds it alone.
pub(crate) fn unique_name(table: &Table, position: usize) -> String {
    let Some(column) = table.columns.get(position) else { return String::new() };
    let alike = positions(table, &column.name);
    match alike.iter().position(|at| *at == position) {
        Some(before) if alike.len() > 1 => {
            format!("{}#{}", column.name, before.saturating_add(1))
        }
        _ => column.name.clone(),
    }
}

pub(super) fn headers(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).filter(|name| !name.is_empty()).collect()
}
