//! Rows of a file that an import entered before. By their keys they are new where a person says another day
//! or number of the whole file than then; by the record of that import they are the same rows.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::event::{Event, ImportKind, ImportedList};
use taizhang_core::ids::{BatchId, CommandId, Sequence};
use taizhang_import::draft::{Draft, RowRef, Source};

use super::doubt::Doubt;
use super::origin::Import;
use super::provenance::import_kind;
use super::twins::Twin;
use super::undone::Undone;
use crate::{Ledger, LedgerError, LoggedEvent};

/// The events that were made of rows of files that are imported again.
#[derive(Default)]
pub(super) struct Reentry {
    by_row: BTreeMap<RowRef, Vec<(Sequence, Option<BatchId>)>>,
}

impl Ledger {
    /// Finds what stands in the ledger of the rows of files with the same bytes.
    pub(super) fn entered_before(
        &self,
        events: &[LoggedEvent],
        undone: &Undone,
        sources: &[Source],
    ) -> Result<Reentry, LedgerError> {
        let mut imports: BTreeMap<CommandId, Option<Import>> = BTreeMap::new();
        for logged in events {
            if let Event::ListImported(record) = &logged.recorded.event
                && sources.iter().any(|source| is_among(source, record.kind, &record.lists))
                && !imports.contains_key(&logged.command)
            {
                imports.insert(logged.command, self.import_posted_by(logged.command)?);
            }
        }
        let mut reentry = Reentry::default();
        if imports.is_empty() {
            return Ok(reentry);
        }
        for logged in events.iter().filter(|logged| !undone.holds(logged)) {
            let import = imports.get(&logged.command).and_then(Option::as_ref);
            let recorded = &logged.recorded;
            let spans = import.map(|import| import.rows_of(recorded.sequence)).unwrap_or_default();
            for span in spans {
                let list = usize::try_from(span.list).ok();
                let list = list.zip(import).and_then(|(list, import)| import.lists.get(list));
                let Some(list) = list else { continue };
                let same = sources.iter().enumerate().filter(|(_, source)| is_of(source, list));
                for (source, _) in same {
                    for row in span.first..=span.last {
                        let row = RowRef { source, row, part: None };
                        let entered = (recorded.sequence, recorded.batch);
                        reentry.by_row.entry(row).or_default().push(entered);
                    }
                }
            }
        }
        Ok(reentry)
    }
}

impl Reentry {
    /// Leaves out the events that rows of this import are: those they were taken for, and those without a
    /// number that they are again.
    pub(super) fn without(
        mut self,
        taken: &[Option<Sequence>],
        twins: &BTreeMap<usize, Twin>,
    ) -> Self {
        if !self.by_row.is_empty() {
            let same = twins.values().filter_map(Twin::same);
            let known: BTreeSet<Sequence> = taken.iter().flatten().copied().chain(same).collect();
            for entered in self.by_row.values_mut() {
                entered.retain(|(sequence, _)| !known.contains(sequence));
            }
        }
        self
    }

    /// Tells whether an event that no row is was made of a row of the draft.
    pub(super) fn holds(&self, draft: &Draft, sources: &[Source]) -> bool {
        self.entered(draft, sources).is_some()
    }

    /// Returns why a draft may be in the ledger already, or else what it asks itself.
    pub(super) fn doubt(&self, draft: &Draft, sources: &[Source]) -> Option<Doubt> {
        let entered = self.entered(draft, sources);
        let entered = entered.map(|(sequence, batch)| Doubt::EnteredBefore { sequence, batch });
        entered.or_else(|| draft.question.map(Doubt::Asked))
    }

    /// Returns the first event that was made of a row that takes a payment back; `is_known` tells what rows of this
    /// import are.
    pub(super) fn taken_back(
        &self,
        row: RowRef,
        is_known: impl Fn(Sequence) -> bool,
    ) -> Option<Doubt> {
        let entered = self.by_row.get(&RowRef { part: None, ..row })?;
        let (sequence, batch) = entered.iter().find(|(sequence, _)| !is_known(*sequence))?;
        Some(Doubt::EnteredBefore { sequence: *sequence, batch: *batch })
    }

    /// Returns what stands in the ledger of the rows that take payments back.
    pub(super) fn of_rows(&self, rows: impl Iterator<Item = RowRef>) -> Self {
        let of_row = |row: RowRef| {
            let row = RowRef { part: None, ..row };
            Some((row, self.by_row.get(&row)?.clone()))
        };
        let by_row = if self.by_row.is_empty() {
            BTreeMap::new()
        } else {
            rows.filter_map(of_row).collect()
        };
        Self { by_row }
    }

    fn entered(&self, draft: &Draft, sources: &[Source]) -> Option<(Sequence, Option<BatchId>)> {
        if self.by_row.is_empty() {
            return None;
        }
        let entered = |row: RowRef| self.by_row.get(&RowRef { part: None, ..row })?.first();
        let origin = sources.get(draft.row.source).and_then(|source| source.table.origin.as_ref());
        let own = draft.made.and_then(|at| origin?.rows.get(at));
        let found = match own.filter(|own| !own.rows.is_empty()) {
            Some(own) => own.rows.iter().find_map(|row| entered(RowRef { row: *row, ..draft.row })),
            None => std::iter::once(&draft.row).chain(&draft.others).find_map(|row| entered(*row)),
        };
        found.copied()
    }
}

/// Tells whether a table is one of the lists that an import of its kind read.
fn is_among(source: &Source, kind: ImportKind, lists: &[ImportedList]) -> bool {
    // The sums of a payroll are payments.
    let kind = if kind == ImportKind::Payroll { ImportKind::Payments } else { kind };
    import_kind(source.mapping.kind) == kind && lists.iter().any(|list| is_of(source, list))
}

/// Tells whether a table has the bytes of a list that was read.
fn is_of(source: &Source, list: &ImportedList) -> bool {
    let named = source.table.reading.named.as_ref();
    let digest = named.and_then(|named| named.digest.as_ref());
    digest.is_some() && digest == list.file.digest.as_ref() && source.table.sheet == list.sheet
}
