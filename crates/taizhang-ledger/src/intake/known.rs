//! What the ledger holds already, by the keys of its events.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::event::{Event, Recorded};
use taizhang_core::ids::{BatchId, CommandId, EventId, Sequence};
use taizhang_import::key::{self, Key};

use super::keyed::Keyed;
use crate::LoggedEvent;

/// The entries of a year that rows can be found among.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_identity: BTreeMap<String, Vec<usize>>,
    by_likeness: BTreeMap<String, Vec<usize>>,
    entries: Vec<Entry>,
}

/// What undone imports entered. The reversals of an undo carry the batch of their import, as do
/// reversals that an import itself entered; these came with the command that posted the import.
#[derive(Debug, Default)]
pub(super) struct Undone {
    /// Events that an undo took back.
    events: BTreeSet<EventId>,
    /// The imports it took back, and events that those had reversed themselves.
    batches: BTreeMap<BatchId, BTreeSet<EventId>>,
}

impl Undone {
    /// Looks through the events of a year.
    pub(super) fn of(events: &[LoggedEvent]) -> Self {
        let posted_by = posting_commands(events);
        let mut undone = Self::default();
        let mut own: BTreeMap<BatchId, BTreeSet<EventId>> = BTreeMap::new();
        for logged in events {
            let (Event::Reversed(reversal), Some(batch)) =
                (&logged.recorded.event, logged.recorded.batch)
            else {
                continue;
            };
            if posted_by.get(&batch) == Some(&logged.command) {
                own.entry(batch).or_default().extend([reversal.target, logged.recorded.id]);
            } else {
                undone.events.insert(reversal.target);
                undone.batches.entry(batch).or_default();
            }
        }
        for (batch, events) in &mut undone.batches {
            events.extend(own.remove(batch).unwrap_or_default());
        }
        undone
    }

    /// Tells whether an event counts as never entered.
    pub(super) fn holds(&self, logged: &LoggedEvent) -> bool {
        let recorded = &logged.recorded;
        let is_own = |batch: BatchId| {
            self.batches.get(&batch).is_some_and(|events| events.contains(&recorded.id))
        };
        self.events.contains(&recorded.id) || recorded.batch.is_some_and(is_own)
    }
}

/// Returns the command that posted each import: that of its first event.
pub(super) fn posting_commands(events: &[LoggedEvent]) -> BTreeMap<BatchId, CommandId> {
    let mut posted_by = BTreeMap::new();
    for logged in events {
        if let Some(batch) = logged.recorded.batch {
            posted_by.entry(batch).or_insert(logged.command);
        }
    }
    posted_by
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
    /// Collects the entries of the year. An event that an undone import entered is none; an event
    /// that a person reversed stays one. A change of authority whose document was amended is known
    /// by either document.
    pub(super) fn of(events: Vec<LoggedEvent>, undone: &Undone) -> Self {
        let mut known = Self::default();
        let mut changes: BTreeMap<EventId, Recorded> = BTreeMap::new();
        for logged in events.into_iter().filter(|logged| !undone.holds(logged)) {
            let recorded = logged.recorded;
            let entered = match &recorded.event {
                Event::BudgetDocumentAmended(amendment) => {
                    let Some(change) = changes.get(&amendment.target) else { continue };
                    let event = change.event.clone().with_budget_document(amendment.now.clone());
                    Recorded { event, ..change.clone() }
                }
                _ => recorded,
            };
            if let Some(key) = key::of_event(&entered) {
                known.add(key, entered.sequence);
            }
            if entered.event.budget_document().is_some() {
                changes.insert(entered.id, entered);
            }
        }
        known
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
    pub(super) fn take(&mut self, row: &Keyed) -> Option<Sequence> {
        let places = self.by_identity.get(&row.identity)?;
        let key = row.key()?;
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
    pub(super) fn same_number(&self, identity: &str) -> Option<Sequence> {
        let at = self.by_identity.get(identity)?.first()?;
        self.entries.get(*at).map(|entry| entry.sequence)
    }

    /// Finds an entry that no row is and that looks like this one, where only one of the two has
    /// a number of its own.
    pub(super) fn look_alike(&self, row: &Keyed) -> Option<Sequence> {
        if self.by_likeness.is_empty() {
            return None;
        }
        let key = row.key()?;
        let alike = self.by_likeness.get(&key.likeness)?.iter();
        let mut entries = alike.filter_map(|at| self.entries.get(*at));
        let found = entries.find(|entry| !entry.is_taken && entry.is_numbered != key.is_numbered);
        found.map(|entry| entry.sequence)
    }
}
