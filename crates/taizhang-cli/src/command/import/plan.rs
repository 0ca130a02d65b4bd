//! How the tables of a file are mapped, those beside it that hold none of the columns looked for left alone.

use taizhang_ledger::Ledger;
use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::hidden::HiddenChoice;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::mapping::{MapError, MapOptions, Mapping};
use taizhang_ledger::import::profile::{Profile, header_fingerprint};
use taizhang_ledger::import::read::unread_table;
use taizhang_ledger::import::table::Table;

use crate::error::Problem;
use crate::wording;

/// How tables are mapped.
pub(super) struct Plan<'a> {
    pub(super) kind: Kind,
    /// The profile that a person named.
    pub(super) named: Option<&'a Profile>,
    /// All that are known of this kind.
    pub(super) known: Vec<&'a Profile>,
    pub(super) options: &'a MapOptions,
}

/// A table with what became of it.
struct Tried<'a> {
    table: Table,
    profile: Option<&'a Profile>,
    mapped: Result<Mapping, Vec<MapError>>,
}

impl Tried<'_> {
    /// Tells whether it has one of the columns without which a table of its kind says nothing.
    fn has_key(&self, kind: Kind) -> bool {
        let Err(errors) = &self.mapped else { return true };
        let lacks = |key: &_| {
            errors
                .iter()
                .any(|error| matches!(error, MapError::NoColumn { field, .. } if field == key))
        };
        kind.keys().is_empty() || !kind.keys().iter().all(lacks)
    }
}

impl Plan<'_> {
    /// Maps the tables of a file; those that cannot be mapped become problems, and those of them whose
    /// unit alone is asked for are returned too. Of the sheets that a person named none is left alone.
    pub(super) fn mapped(
        &self,
        tables: Vec<Table>,
        named: &[String],
        ledger: &Ledger,
        problems: &mut Vec<Problem>,
    ) -> Vec<Source> {
        let tried: Vec<Tried<'_>> = tables.into_iter().map(|table| self.tried(table)).collect();
        let with_key = tried.iter().filter(|tried| tried.has_key(self.kind));
        let sheets = with_key.filter_map(|tried| tried.table.sheet.clone());
        let sheets: Vec<String> = sheets.filter(|_| named.is_empty()).collect();
        let (mut sources, mut unread) = (Vec::new(), Vec::new());
        for tried in tried {
            let is_beside = !sheets.is_empty() && !tried.has_key(self.kind);
            let Tried { table, profile, mapped } = tried;
            match mapped {
                Ok(mapping) => {
                    let profile = profile.cloned();
                    sources.push(Source::of(table, mapping, profile, ledger.year()));
                }
                Err(_) if table.hidden.sheet && table.hidden.choice == HiddenChoice::Ask => {
                    problems.push(wording::hidden_sheet(&table));
                }
                Err(errors) if is_beside => match unread_table(&table) {
                    Some(sheet) if !sheet.is_in_question() => unread.push(sheet),
                    _ => problems.extend(wording::sheet_beside(&table, &errors, &sheets)),
                },
                Err(errors) => {
                    problems.extend(errors.iter().map(|error| wording::unmapped(&table, error)));
                    let open = Mapping::with_open_unit(&table, self.kind, profile, self.options);
                    sources.extend(open.map(|mapping| {
                        Source::of(table, mapping, profile.cloned(), ledger.year())
                    }));
                }
            }
        }
        if let Some(first) = sources.first_mut() {
            first.table.reading.unread.extend(unread);
        }
        sources
    }

    fn tried(&self, table: Table) -> Tried<'_> {
        let print = header_fingerprint(&table);
        let by_header = self.known.iter().find(|profile| profile.header == print).copied();
        let profile = self.named.or(by_header);
        let mapped = Mapping::of(&table, self.kind, profile, self.options);
        Tried { table, profile, mapped }
    }
}
