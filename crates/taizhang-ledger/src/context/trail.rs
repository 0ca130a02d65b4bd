//! Which events each figure rests on, for exporters that show it.

use std::collections::BTreeMap;

use taizhang_core::book::{AsOf, Book};
use taizhang_core::figure::{Figures, trace};
use taizhang_export::{EventEntry, ExportContext, Trail};

use crate::{Ledger, LedgerError, sentence};

impl Ledger {
    /// Traces every figure of `book`, which was folded as of `as_of`, and tells the events that
    /// other numbers of `context` rest on.
    pub fn trail(
        &self,
        context: &ExportContext,
        book: &Book,
        as_of: AsOf,
    ) -> Result<Trail, LedgerError> {
        let figures = Figures::of(book)?;
        let events = self.events_as_of(as_of)?;
        let mut sources = BTreeMap::new();
        let mut named = context.named_events();
        for key in figures.keys() {
            let found = trace(&figures, &figures.sources(key)?, &events, AsOf::default());
            let behind: Vec<u64> = found.iter().map(|source| source.sequence.get()).collect();
            if !behind.is_empty() {
                named.extend(behind.iter().copied());
                sources.insert(key.clone(), behind);
            }
        }
        let behind_any = events.iter().filter(|event| named.contains(&event.sequence.get()));
        let entries = behind_any.map(|recorded| EventEntry {
            sequence: recorded.sequence.get(),
            date: recorded.occurred_on,
            sentence: sentence(&recorded.event),
        });
        Ok(Trail { events: entries.collect(), sources })
    }
}
