//! What an import notes of where its events came from: the files by name and content, and the rows of each
//! event ([ADR 10](../../../../docs/adr/0010-where-imported-events-come-from.md)).

use std::collections::BTreeSet;
use std::path::Path;

use taizhang_core::event::{
    EventRows, EventRowsWriter, ImportKind, ImportedList, ImportedLists, NamedFile, RowSpan,
};
use taizhang_core::money::MoneyError;
use taizhang_core::{FiscalYear, Money, is_unseen};
use taizhang_import::draft::Source;
use taizhang_import::kind::{Kind, StatementRow};
use taizhang_import::profile::header_fingerprint;
use taizhang_store::HashValue;

use super::preview::{ImportPreview, Judged, Verdict};

/// How long the rows of one record may be, in bytes; a ledger's events have at most 1 MiB.
const LONGEST_ROWS: usize = 256 * 1024;

/// How many lists one record names.
const MOST_LISTS: usize = 300;

/// How many characters of a name are kept; names of files are no longer, and a workbook can name a sheet as
/// it likes.
const LONGEST_NAME: usize = 255;

/// What the rows of a preview came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provenance {
    kind: ImportKind,
    /// The lists, of which nothing is counted yet.
    lists: Vec<ImportedList>,
    rules: Vec<NamedFile>,
    /// Whether rows are what they are in the lists, and not files or balances.
    has_rows: bool,
}

/// Names a file that was read, by its own name and its content.
pub fn named_file(path: &Path, bytes: &[u8]) -> NamedFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    NamedFile { name: printable(&name), digest: Some(HashValue::of(bytes).to_string()) }
}

/// Names a list, of which nothing is counted yet.
fn list_of(source: &Source) -> ImportedList {
    let table = &source.table;
    let unread = || NamedFile { name: printable(&table.file), digest: None };
    ImportedList {
        file: table.reading.named.clone().unwrap_or_else(unread),
        sheet: table.sheet.as_deref().map(printable),
        header: (!table.header.is_empty()).then(|| header_fingerprint(table)),
        rows: 0,
        amount: Money::ZERO,
    }
}

/// Names the lists that a comparison reads, with how many rows of each are compared and what these state.
pub fn compared_lists<'r>(
    sources: &[Source],
    rows: impl IntoIterator<Item = &'r StatementRow>,
) -> Result<Vec<ImportedList>, MoneyError> {
    let mut lists: Vec<ImportedList> = sources.iter().map(list_of).collect();
    let mut counted = BTreeSet::new();
    for StatementRow { row, amount, .. } in rows {
        let Some(list) = lists.get_mut(row.source) else { continue };
        list.amount = list.amount.checked_add(*amount)?;
        // Several amounts may stand in one row.
        if counted.insert((row.source, row.row)) {
            list.rows = list.rows.saturating_add(1);
        }
    }
    Ok(lists)
}

impl Provenance {
    /// Says what tables were read.
    pub(super) fn of_tables(kind: Kind, sources: &[Source]) -> Self {
        let lists = sources.iter().map(list_of).collect();
        Self { kind: import_kind(kind), lists, rules: Vec::new(), has_rows: true }
    }

    /// Says which folder was read; its files are named by the events.
    pub(super) fn of_folder(folder: &Path) -> Self {
        let file = NamedFile { name: own_name(folder), digest: None };
        Self::of_one(ImportKind::Evidence, file, None)
    }

    /// Says which ledger was read, by the hash of its closing.
    pub(super) fn of_ledger(folder: &Path, year: FiscalYear, closing: Option<HashValue>) -> Self {
        let digest = closing.map(|hash| hash.to_string());
        let file = NamedFile { name: own_name(folder), digest };
        Self::of_one(ImportKind::CarryOver, file, Some(format!("{year} 年度")))
    }

    fn of_one(kind: ImportKind, file: NamedFile, sheet: Option<String>) -> Self {
        let list = ImportedList { file, sheet, header: None, rows: 0, amount: Money::ZERO };
        Self { kind, lists: vec![list], rules: Vec::new(), has_rows: false }
    }
}

impl ImportPreview {
    /// Notes by which rules the lists were read.
    #[must_use]
    pub fn read_by(mut self, rules: Vec<NamedFile>) -> Self {
        self.provenance.rules = rules;
        self
    }

    /// Notes that the rows of the lists are sums over a payroll.
    #[must_use]
    pub fn of_payroll(mut self) -> Self {
        self.provenance.kind = ImportKind::Payroll;
        self
    }

    /// Returns the record of what posting enters; several where one would be too long.
    pub(super) fn records(&self) -> Result<Vec<ImportedLists>, MoneyError> {
        let Provenance { kind, lists, rules, has_rows } = &self.provenance;
        let mut entered: Vec<Option<&Judged>> = vec![None; self.events.len()];
        for row in self.rows.iter().filter(|row| row.verdict == Verdict::New) {
            if let Some(place) = row.event.and_then(|event| entered.get_mut(event)) {
                *place = Some(row);
            }
        }
        let (lists, of_events) = self.entered(lists.clone(), &entered)?;
        let of_events = if *has_rows { of_events } else { Vec::new() };
        let mut of_events = of_events.into_iter();
        let mut lists = lists.chunks(MOST_LISTS);
        let mut records = Vec::new();
        loop {
            let (lists, rows) = (lists.next(), of_events.next());
            if lists.is_none() && rows.is_none() {
                return Ok(records);
            }
            records.push(ImportedLists {
                kind: *kind,
                lists: lists.map(<[_]>::to_vec).unwrap_or_default(),
                rules: if records.is_empty() { rules.clone() } else { Vec::new() },
                rows: rows.unwrap_or_default(),
            });
        }
    }

    /// Counts what was entered of each list, and writes the rows of each event, in pieces that are not too long for
    /// one record. A row of which several events were made counts once.
    fn entered(
        &self,
        mut lists: Vec<ImportedList>,
        entered: &[Option<&Judged>],
    ) -> Result<(Vec<ImportedList>, Vec<EventRows>), MoneyError> {
        let (mut counted, mut pieces) = (Vec::new(), Vec::new());
        let mut writer = EventRowsWriter::default();
        for row in entered {
            let rows = row.map(|row| self.rows_of(row)).unwrap_or_default();
            if let Some(row) = row
                && let Some(list) = lists.get_mut(row.row.source)
            {
                list.amount = list.amount.checked_add(row.amount)?;
            }
            counted.extend_from_slice(&rows);
            if writer.len() > LONGEST_ROWS {
                pieces.push(std::mem::take(&mut writer).finish());
            }
            writer.push(&RowSpan::joined(rows));
        }
        if !writer.is_empty() {
            pieces.push(writer.finish());
        }
        counted.sort_unstable();
        counted.dedup();
        for (list, _) in counted {
            let list = usize::try_from(list).ok().and_then(|list| lists.get_mut(list));
            if let Some(list) = list {
                list.rows = list.rows.saturating_add(1);
            }
        }
        Ok((lists, pieces))
    }

    /// Returns the list and number of each row that an event was made of.
    fn rows_of(&self, row: &Judged) -> Vec<(u32, u32)> {
        let list = |source: usize| u32::try_from(source).unwrap_or(u32::MAX);
        let origin =
            self.sources.get(row.row.source).and_then(|source| source.table.origin.as_ref());
        let own = row.made.and_then(|at| origin?.rows.get(at)).map(|cells| cells.rows.as_slice());
        let mut rows: Vec<(u32, u32)> = match own.filter(|own| !own.is_empty()) {
            Some(own) => own.iter().map(|number| (list(row.row.source), *number)).collect(),
            None => std::iter::once(&row.row)
                .chain(&row.others)
                .map(|row| (list(row.source), row.row))
                .collect(),
        };
        if rows.len() > 1 {
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }
}

pub(super) const fn import_kind(kind: Kind) -> ImportKind {
    match kind {
        Kind::Staff => ImportKind::Staff,
        Kind::Assets => ImportKind::Assets,
        Kind::Opening => ImportKind::Opening,
        Kind::Budget => ImportKind::Budget,
        Kind::Indicators => ImportKind::Indicators,
        Kind::Activities => ImportKind::Activities,
        Kind::Payments | Kind::Statement => ImportKind::Payments,
        Kind::Evidence => ImportKind::Evidence,
    }
}

/// Returns the name of a folder, which may be written like `.`.
fn own_name(folder: &Path) -> String {
    let resolved = folder.canonicalize();
    let folder = resolved.as_deref().unwrap_or(folder);
    printable(&folder.file_name().unwrap_or_default().to_string_lossy())
}

/// Makes a name that can be recorded; names come from files of others.
fn printable(name: &str) -> String {
    let plain = |c: char| if is_unseen(c) { char::REPLACEMENT_CHARACTER } else { c };
    let name: String = name.chars().map(plain).take(LONGEST_NAME).collect();
    if name.trim().is_empty() { "（无名）".to_owned() } else { name }
}
