//! What imports entered that were undone since.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::event::Event;
use taizhang_core::ids::{BatchId, CommandId, EventId};

use crate::LoggedEvent;

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
