//! Where an event of the ledger came from, read from the record of its import when somebody asks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use taizhang_core::event::{
    Event, ImportKind, ImportedList, ImportedLists, NamedFile, Reconciliation, RowSpan,
};
use taizhang_core::ids::{CommandId, Sequence};
use taizhang_core::money::with_thousands;
use taizhang_core::quotation::quoted;
use taizhang_store::EventLog;

use crate::{Ledger, LedgerError, LoggedEvent};

/// Stands where an import has no record.
pub const NO_RECORD: &str = "（这一版以前没有记文件名）";

/// How much of a digest is said, in digits.
const DIGEST: usize = 8;

/// Where an event came from that was read from files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The record of its import says it.
    Recorded(RecordedOrigin),
    /// It compared the ledger with these lists, and says so itself.
    Compared {
        /// The event.
        record: Sequence,
        /// The lists.
        lists: Vec<ImportedList>,
    },
    /// It was imported before imports had a record.
    Unrecorded,
}

/// What the record of an import says of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedOrigin {
    /// The first record of the import.
    pub record: Sequence,
    /// What was imported.
    pub kind: ImportKind,
    /// The lists it came out of, each with its rows there; no rows where it was not made of rows.
    pub places: Vec<(Arc<ImportedList>, Vec<RowSpan>)>,
    /// What said how the lists were to be read.
    pub rules: Arc<[NamedFile]>,
    /// Whether the import read another file of the same name, so that digests tell them apart.
    pub is_namesake: bool,
}

/// Looks up the origins of events; the record of one import is read once.
pub struct Origins<'l> {
    ledger: &'l Ledger,
    imports: BTreeMap<CommandId, Option<Import>>,
}

/// The records of an import, joined.
pub(super) struct Import {
    /// Place of its first event.
    first: Sequence,
    record: Sequence,
    kind: ImportKind,
    pub(super) lists: Vec<Arc<ImportedList>>,
    /// Names that several of its files have.
    shared: BTreeSet<String>,
    rules: Arc<[NamedFile]>,
    /// The rows of each event.
    rows: Vec<Vec<RowSpan>>,
}

impl Ledger {
    /// Begins to look up where events came from.
    pub const fn origins(&self) -> Origins<'_> {
        Origins { ledger: self, imports: BTreeMap::new() }
    }

    /// Reads the records of the import that a command posted; nothing if it has none.
    pub(super) fn import_posted_by(
        &self,
        command: CommandId,
    ) -> Result<Option<Import>, LedgerError> {
        let Some(posted) = self.log.command(command)? else { return Ok(None) };
        let (first, mut at) = (*posted.start(), *posted.end());
        let mut records: Vec<(Sequence, ImportedLists)> = Vec::new();
        while at >= first
            && let Event::ListImported(record) = self.event_at(at)?.recorded.event
        {
            records.push((at, record));
            at = Sequence::new(at.get().saturating_sub(1));
        }
        records.reverse();
        let Some((record, kind)) = records.first().map(|(at, record)| (*at, record.kind)) else {
            return Ok(None);
        };
        let (mut lists, mut rules, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        // A text can stand for any number of events; there are no more than were appended before it.
        let entered =
            usize::try_from(record.get().saturating_sub(first.get())).unwrap_or(usize::MAX);
        for (_, record) in records {
            rows.extend(record.rows.events().take(entered.saturating_sub(rows.len())));
            lists.extend(record.lists.into_iter().map(Arc::new));
            rules.extend(record.rules);
        }
        let shared = shared_names(&lists);
        Ok(Some(Import { first, record, kind, lists, shared, rules: rules.into(), rows }))
    }
}

impl Origins<'_> {
    /// Tells where an event came from; nothing of one that was not read from files.
    pub fn of(&mut self, event: &LoggedEvent) -> Result<Option<Origin>, LedgerError> {
        let recorded = &event.recorded;
        if let Event::Reconciled(Reconciliation { lists, .. }) = &recorded.event {
            let (record, lists) = (recorded.sequence, lists.clone());
            return Ok((!lists.is_empty()).then_some(Origin::Compared { record, lists }));
        }
        if recorded.batch.is_none() || matches!(recorded.event, Event::ListImported(_)) {
            return Ok(None);
        }
        if !self.imports.contains_key(&event.command) {
            let import = self.ledger.import_posted_by(event.command)?;
            self.imports.insert(event.command, import);
        }
        Ok(match self.imports.get(&event.command).and_then(Option::as_ref) {
            Some(import) => Some(Origin::Recorded(import.origin_of(recorded.sequence))),
            // The reversals of an undo bear the batch of their import.
            None if matches!(recorded.event, Event::Reversed(_)) => None,
            None => Some(Origin::Unrecorded),
        })
    }
}

impl Import {
    /// Returns the rows that an event was made of.
    pub(super) fn rows_of(&self, event: Sequence) -> &[RowSpan] {
        let at = event.get().saturating_sub(self.first.get());
        let rows = usize::try_from(at).ok().and_then(|at| self.rows.get(at));
        rows.map(Vec::as_slice).unwrap_or_default()
    }

    fn origin_of(&self, event: Sequence) -> RecordedOrigin {
        let spans = self.rows_of(event);
        let mut places: Vec<(Arc<ImportedList>, Vec<RowSpan>)> = Vec::new();
        for of_list in spans.chunk_by(|a, b| a.list == b.list) {
            let list = of_list.first().and_then(|span| usize::try_from(span.list).ok());
            if let Some(list) = list.and_then(|list| self.lists.get(list)) {
                places.push((Arc::clone(list), of_list.to_vec()));
            }
        }
        if places.is_empty()
            && let [list] = self.lists.as_slice()
        {
            places.push((Arc::clone(list), Vec::new()));
        }
        let (record, kind, rules) = (self.record, self.kind, Arc::clone(&self.rules));
        let is_namesake = places.iter().any(|(list, _)| self.shared.contains(&list.file.name));
        RecordedOrigin { record, kind, places, rules, is_namesake }
    }
}

/// Collects the names of files that files of another content have, too.
fn shared_names(lists: &[Arc<ImportedList>]) -> BTreeSet<String> {
    let mut digests = BTreeMap::new();
    let files = lists.iter().map(|list| &list.file);
    let shared = files.filter_map(|NamedFile { name, digest }| {
        let known = digests.insert(name, digest)?;
        (known != digest).then(|| name.clone())
    });
    shared.collect()
}

/// Names the file of a list, and says what it is where it is none.
pub fn file_name(kind: ImportKind, list: &ImportedList) -> String {
    let name = &list.file.name;
    match (kind, &list.sheet) {
        (ImportKind::Evidence, _) => format!("文件夹 {name}"),
        (ImportKind::CarryOver, Some(year)) => format!("台账 {name} {year}"),
        _ => name.clone(),
    }
}

/// Names a list as people look for it.
pub fn list_name(kind: ImportKind, list: &ImportedList) -> String {
    let name = file_name(kind, list);
    match &list.sheet {
        Some(sheet) if kind != ImportKind::CarryOver => format!("{name} 工作表{}", quoted(sheet)),
        _ => name,
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Recorded(origin) => origin.fmt(f),
            Self::Compared { lists, .. } => {
                let list = |list: &ImportedList| {
                    let amount = with_thousands(&list.amount.to_string());
                    let name = list_name(ImportKind::Payments, list);
                    format!("{name} {} 行 {amount} 元", list.rows)
                };
                f.write_str(&lists.iter().map(list).collect::<Vec<_>>().join("；"))
            }
            Self::Unrecorded => write!(f, "导入{NO_RECORD}"),
        }
    }
}

impl fmt::Display for RecordedOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (list, rows)) in self.places.iter().enumerate() {
            if at > 0 {
                f.write_str("；")?;
            }
            f.write_str(&list_name(self.kind, list))?;
            let digest = list.file.digest.as_deref().and_then(|digest| digest.get(..DIGEST));
            if let Some(digest) = digest.filter(|_| self.is_namesake) {
                write!(f, "（SM3 {digest}…）")?;
            }
            if !rows.is_empty() {
                write!(f, " {}", rows_text(rows))?;
            }
        }
        let rules: Vec<&str> = self.rules.iter().map(|rule| rule.name.as_str()).collect();
        if rules.is_empty() { Ok(()) } else { write!(f, "（按 {}）", rules.join("、")) }
    }
}

/// Says which rows, like `第 2-5、7 行`.
fn rows_text(rows: &[RowSpan]) -> String {
    if let [RowSpan { first, last, is_loose: true, .. }] = rows {
        return format!("第 {first} 行至第 {last} 行之间");
    }
    let span = |span: &RowSpan| {
        let RowSpan { first, last, .. } = span;
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    format!("第 {} 行", rows.iter().map(span).collect::<Vec<_>>().join("、"))
}
