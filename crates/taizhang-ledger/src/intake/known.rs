//! What the ledger holds already, by the keys of its events.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::event::{Event, Recorded};
use taizhang_core::ids::{BatchId, EventId, Sequence};
use taizhang_import::key::{self, Key};

use crate::{Ledger, LedgerError};

/// The entries of a year that rows can be found among.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_identity: BTreeMap<String, Vec<usize>>,
    by_likeness: BTreeMap<String, Vec<usize>>,
    entries: Vec<Entry>,
}

/// One event that a row may be.
#[derive(Debug)]
struct Entry {
    sequence: Sequence,
    content: String,
    is_numbered: bool,
    is_taken: bool,
}

impl Known {
    /// Collects the entries of the year. An event that an undone import entered is none: its
    /// reversal carries the batch of the import. An event that a person reversed stays one. A change
    /// of authority whose document was amended is known by either document.
    pub(super) fn of(ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut keyed: Vec<(Key, EventId, Sequence, Option<BatchId>)> = Vec::new();
        let mut undone: BTreeSet<(EventId, BatchId)> = BTreeSet::new();
        let mut changes: BTreeMap<EventId, Recorded> = BTreeMap::new();
        for logged in ledger.year_events()? {
            let recorded = logged.recorded;
            if let (Event::Reversed(reversal), Some(batch)) = (&recorded.event, recorded.batch) {
                undone.insert((reversal.target, batch));
            }
            let entered = match &recorded.event {
                Event::BudgetDocumentAmended(amendment) => {
                    let Some(change) = changes.get(&amendment.target) else { continue };
                    let event = change.event.clone().with_budget_document(amendment.now.clone());
                    Recorded { event, ..change.clone() }
                }
                _ => recorded,
            };
            if let Some(key) = key::of_event(&entered) {
                keyed.push((key, entered.id, entered.sequence, entered.batch));
            }
            if entered.event.budget_document().is_some() {
                changes.insert(entered.id, entered);
            }
        }
        let mut known = Self::default();
        for (key, id, sequence, batch) in keyed {
            if batch.is_none_or(|batch| !undone.contains(&(id, batch))) {
                known.add(key, sequence);
            }
        }
        Ok(known)
    }

    fn add(&mut self, key: Key, sequence: Sequence) {
        let at = self.entries.len();
        self.by_identity.entry(key.identity).or_default().push(at);
        if !key.likeness.is_empty() {
            self.by_likeness.entry(key.likeness).or_default().push(at);
        }
        let (content, is_numbered) = (key.content, key.is_numbered);
        self.entries.push(Entry { sequence, content, is_numbered, is_taken: false });
    }

    /// Finds the entry that a row is, once for each row.
    pub(super) fn take(&mut self, key: &Key) -> Option<Sequence> {
        let places = self.by_identity.get(&key.identity)?;
        let fits = |at: &&usize| {
            self.entries
                .get(**at)
                .is_some_and(|entry| !entry.is_taken && entry.content == key.content)
        };
        let at = *places.iter().find(fits)?;
        let entry = self.entries.get_mut(at)?;
        entry.is_taken = true;
        Some(entry.sequence)
    }

    /// Finds an entry with the row's number and other content.
    pub(super) fn same_number(&self, key: &Key) -> Option<Sequence> {
        let at = self.by_identity.get(&key.identity)?.first()?;
        self.entries.get(*at).map(|entry| entry.sequence)
    }

    /// Finds an entry that no row is and that looks like this one, where only one of the two has
    /// a number of its own.
    pub(super) fn look_alike(&self, key: &Key) -> Option<Sequence> {
        let alike = self.by_likeness.get(&key.likeness)?.iter();
        let mut entries = alike.filter_map(|at| self.entries.get(*at));
        let found = entries.find(|entry| !entry.is_taken && entry.is_numbered != key.is_numbered);
        found.map(|entry| entry.sequence)
    }
}
