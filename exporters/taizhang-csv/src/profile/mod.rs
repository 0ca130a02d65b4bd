//! Profiles: which columns a return has, and how its files are written, as data.

mod apply;
mod fault;

use std::collections::BTreeMap;

use serde::Deserialize;
use taizhang_export::{ExportError, Profile as Chosen, ProfileDescriptor};

use crate::format::Charset;

pub(crate) use apply::files;

/// Id of the profile that is no file: the sheets as they are.
pub(crate) const PLAIN: &str = "plain";
/// The profiles that are part of this program.
const BUILT_IN: [&str; 2] = [
    include_str!("../../profiles/integrated.toml"),
    include_str!("../../profiles/self-evaluation.toml"),
];

/// A return as data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    id: String,
    summary: String,
    verified: bool,
    /// Where the form comes from; for readers of the file.
    #[serde(rename = "source")]
    _source: String,
    encoding: Charset,
    #[serde(default)]
    line_end: LineEnd,
    #[serde(default)]
    quoting: Quoting,
    /// Header rows from top to bottom; none at all is no header.
    header: Vec<HeaderRow>,
    /// Words and the codes they are written as, by list.
    #[serde(default)]
    codes: BTreeMap<String, BTreeMap<String, String>>,
    table: Vec<Table>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LineEnd {
    #[default]
    Crlf,
    Lf,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Quoting {
    #[default]
    Needed,
    Always,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum HeaderRow {
    Name,
    Meaning,
}

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    title: String,
    /// Title of the sheet whose rows it has.
    sheet: String,
    #[serde(default, rename = "where")]
    condition: Option<Condition>,
    /// Columns by whose text the rows are sorted; ledger order where there are none.
    #[serde(default)]
    sort: Vec<String>,
    columns: Vec<Column>,
}

/// Which rows of the sheet are taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    column: String,
    is: Option<String>,
    not: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    #[serde(default)]
    meaning: String,
    /// A column of the sheet, or `@year`, `@unit.code`, `@unit.name`.
    from: String,
    /// Most bytes in the file's encoding.
    width: Option<usize>,
    /// Decimals of amounts and numbers.
    decimals: Option<u32>,
    /// 元 or 万元, where it holds amounts.
    #[serde(default)]
    unit: Unit,
    /// List of codes that words are written as.
    codes: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unit {
    #[default]
    Yuan,
    Wan,
}

/// Describes the profiles, the default first.
pub(crate) fn describe() -> Vec<ProfileDescriptor> {
    let plain = ProfileDescriptor {
        id: PLAIN.to_owned(),
        summary: "各表原样，中文列名".to_owned(),
        verified: true,
    };
    let built_in = BUILT_IN.iter().filter_map(|text| read("", text).ok());
    std::iter::once(plain)
        .chain(built_in.map(|profile| ProfileDescriptor {
            id: profile.id,
            summary: profile.summary,
            verified: profile.verified,
        }))
        .collect()
}

/// Returns the profile that was chosen; none for the plain one.
pub(crate) fn chosen(chosen: Option<&Chosen>) -> Result<Option<Profile>, ExportError> {
    let Some(chosen) = chosen else { return Ok(None) };
    if let Some(text) = &chosen.definition {
        return read(&chosen.id, text).map(Some);
    }
    let mut built_in = BUILT_IN.iter().filter_map(|text| read("", text).ok());
    Ok(built_in.find(|profile| profile.id == chosen.id))
}

fn read(id: &str, text: &str) -> Result<Profile, ExportError> {
    toml::from_str(text)
        .map_err(|error| ExportError::Profile { id: id.to_owned(), fault: error.to_string() })
}
