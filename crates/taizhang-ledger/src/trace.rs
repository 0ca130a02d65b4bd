//! From a figure to the events behind it.

use taizhang_core::Money;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::figure::{Figure, FigureKey, Figures, amendments, trace};

use crate::{Ledger, LedgerError, LoggedEvent};

/// A figure and the events it rests on.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The figure.
    pub figure: Figure,
    /// The events, in ledger order.
    pub events: Vec<TracedEvent>,
    /// Sum of what the events contribute, where the figure sums money.
    pub total: Option<Money>,
    /// What was put right about the lines and documents behind it, in ledger order.
    pub amendments: Vec<LoggedEvent>,
}

/// One event behind a figure.
#[derive(Clone, Debug)]
pub struct TracedEvent {
    /// The event.
    pub event: LoggedEvent,
    /// Signed yuan it contributes, where the figure sums money.
    pub amount: Option<Money>,
}

impl Ledger {
    /// Traces a figure of `book`, which was folded as of `as_of`.
    pub fn trace(&self, book: &Book, key: &FigureKey, as_of: AsOf) -> Result<Trace, LedgerError> {
        let figures = Figures::of(book)?;
        let figure = figures.get(key)?;
        let sources = figures.sources(key)?;
        let logged = self.logged_as_of(as_of)?;
        let mut events = Vec::new();
        for event in &logged {
            for contribution in trace(&figures, &sources, [&event.recorded], as_of) {
                let amount = contribution.amount.map(Money::from_yuan).transpose()?;
                events.push(TracedEvent { event: event.clone(), amount });
            }
        }
        // A stated fact, like the value of an asset, is not a sum of amounts.
        let states_facts = events.iter().any(|event| event.amount.is_none());
        let total = if figure.value.money().is_some() && !states_facts {
            Some(Money::sum(events.iter().filter_map(|event| event.amount))?)
        } else {
            None
        };
        let behind = events.iter().map(|traced| traced.event.recorded.id).collect();
        let amending = amendments(&sources, &behind, logged.iter().map(|event| &event.recorded));
        let amends = |event: &LoggedEvent| amending.contains(&event.recorded.sequence);
        let amendments = logged.iter().filter(|event| amends(event)).cloned().collect();
        Ok(Trace { figure, events, total, amendments })
    }
}
