//! What is wrong with a profile that somebody wrote.

use std::collections::BTreeSet;

use super::column::PLACES;
use super::{Profile, Table, file_name};
use crate::sheet::Sheet;

/// One thing that is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// It is no TOML of this form.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Line, counted from 1.
        line: usize,
        /// Column in characters, counted from 1.
        column: usize,
        /// Cause, as the reader of TOML tells it.
        message: String,
    },
    /// A table has rows of a sheet that there is not.
    #[error("table {table:?}: there is no sheet {sheet:?}")]
    Sheet {
        /// The table.
        table: String,
        /// What it names.
        sheet: String,
        /// The sheets that there are.
        known: Vec<String>,
    },
    /// A column takes its cells from a column that the sheet does not have.
    #[error("table {table:?}, column {column:?}: there is no source {source_name:?}")]
    Source {
        /// The table.
        table: String,
        /// The column; none in the condition of the table.
        column: Option<String>,
        /// What it names.
        source_name: String,
        /// The columns that the sheet has.
        known: Vec<String>,
    },
    /// Rows are sorted by a column that the table does not have.
    #[error("table {table:?}: it is sorted by {column:?}, which there is not")]
    Sort {
        /// The table.
        table: String,
        /// What it names.
        column: String,
    },
    /// A column is written by a list of codes that the profile does not have.
    #[error("table {table:?}, column {column:?}: there is no list of codes {list:?}")]
    Codes {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What it names.
        list: String,
    },
    /// A column without a source says no reason, or one with a source says one.
    #[error(
        "table {table:?}, column {column:?}: `reason` goes with `from = \"@none\"`, and only there"
    )]
    Reason {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// The pattern of a file's name asks for something that there is not.
    #[error("table {table:?}: its file's name asks for {place:?}")]
    FileName {
        /// The table.
        table: String,
        /// What stands between braces.
        place: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// Two tables, or two columns of a table, have one name.
    #[error("{name:?} is there twice in {place:?}")]
    Twice {
        /// The table; empty where two tables have the name.
        place: String,
        /// The name.
        name: String,
    },
}

impl ProfileFault {
    /// Tells what the reader of TOML says of `text`.
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self::Syntax {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: error.message().to_owned(),
        }
    }
}

/// Finds everything that a profile names and that is not there.
pub(super) fn faults(profile: &Profile, sheets: &[Sheet]) -> Vec<ProfileFault> {
    let mut faults = twice("", profile.table.iter().map(|table| table.name.as_str()));
    for table in &profile.table {
        let columns = table.columns.iter().map(|column| column.name.as_str());
        faults.extend(twice(&table.name, columns));
        faults.extend(of_table(profile, table, sheets));
        faults.extend(file_name::faults(profile, table));
    }
    faults
}

fn twice<'a>(place: &str, names: impl Iterator<Item = &'a str>) -> Vec<ProfileFault> {
    let mut seen = BTreeSet::new();
    let again = names.filter(|name| !seen.insert(*name));
    again
        .map(|name| ProfileFault::Twice { place: place.to_owned(), name: name.to_owned() })
        .collect()
}

fn of_table(profile: &Profile, table: &Table, sheets: &[Sheet]) -> Vec<ProfileFault> {
    let Some(sheet) = sheets.iter().find(|sheet| sheet.title == table.sheet) else {
        let known = sheets.iter().map(|sheet| sheet.title.clone()).collect();
        let (table, sheet) = (table.name.clone(), table.sheet.clone());
        return vec![ProfileFault::Sheet { table, sheet, known }];
    };
    let known: Vec<String> = sheet.columns.iter().map(|column| column.name.clone()).collect();
    let unknown = |column: Option<&str>, name: &str| {
        (!known.iter().any(|known| known == name)).then(|| ProfileFault::Source {
            table: table.name.clone(),
            column: column.map(str::to_owned),
            source_name: name.to_owned(),
            known: if name.starts_with('@') {
                PLACES.map(str::to_owned).to_vec()
            } else {
                known.clone()
            },
        })
    };
    let mut faults = Vec::new();
    if let Some(condition) = &table.condition {
        faults.extend(unknown(None, &condition.column));
    }
    for column in &table.columns {
        let name = Some(column.name.as_str());
        if column.is_of_sheet() {
            faults.extend(unknown(name, &column.from));
        }
        faults.extend(column.name_from.as_ref().and_then(|from| unknown(name, from)));
        if let Some(list) = column.codes.as_ref().filter(|list| !profile.codes.contains_key(*list))
        {
            let (table, column, list) = (table.name.clone(), column.name.clone(), list.clone());
            faults.push(ProfileFault::Codes { table, column, list });
        }
        if column.is_unknown() == column.reason.is_empty() {
            let (table, column) = (table.name.clone(), column.name.clone());
            faults.push(ProfileFault::Reason { table, column });
        }
    }
    let sorted = table.sort.iter().map(|key| key.strip_prefix('-').unwrap_or(key));
    let strange = sorted.filter(|key| table.columns.iter().all(|column| column.name != *key));
    faults.extend(
        strange.map(|key| ProfileFault::Sort { table: table.name.clone(), column: key.to_owned() }),
    );
    faults
}
