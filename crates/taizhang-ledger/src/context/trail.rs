//! Which events each figure rests on, for exporters that show it.

use std::collections::BTreeMap;

use taizhang_core::book::{AsOf, Book};
use taizhang_core::figure::{Figures, trace};
use taizhang_export::{EventEntry, ExportContext, Trail};

use crate::{Ledger, LedgerError, LoggedEvent, sentence};

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
        let logged = self.logged_as_of(as_of)?;
        let events = || logged.iter().map(|event| &event.recorded);
        let mut sources = BTreeMap::new();
        let mut named = context.named_events();
        for key in figures.keys() {
            let found = trace(&figures, &figures.sources(key)?, events(), AsOf::default());
            let behind: Vec<u64> = found.iter().map(|source| source.sequence.get()).collect();
            if !behind.is_empty() {
                named.extend(behind.iter().copied());
                sources.insert(key.clone(), behind);
            }
        }
        let mut origins = self.origins();
        let is_behind_any = |event: &&LoggedEvent| named.contains(&event.recorded.sequence.get());
        let entries = logged.iter().filter(is_behind_any).map(|event| {
            let recorded = &event.recorded;
            Ok(EventEntry {
                sequence: recorded.sequence.get(),
                date: recorded.occurred_on,
                sentence: sentence(&recorded.event),
                origin: origins.of(event)?.map(|origin| origin.to_string()),
            })
        });
        let events = entries.collect::<Result<_, LedgerError>>()?;
        Ok(Trail { events, sources })
    }
}
