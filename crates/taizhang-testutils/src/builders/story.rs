//! A ledger as a list of events, with fixed ids.

use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::{Event, Recorded, YearOpening};
use taizhang_core::ids::{EventId, Sequence};
use uuid::Uuid;

use super::{day, operator, unit, year};

/// Events in recording order; the first has sequence 1, and each id is its sequence.
#[derive(Clone, Debug, Default)]
pub struct Story(Vec<Recorded>);

impl Story {
    /// Starts a ledger in which nothing happened.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Starts a ledger whose year was opened on 1 January: events 1 and 2.
    pub fn opened() -> Self {
        let opening = YearOpening { year: year(), previous: None };
        Self::new()
            .with("2022-01-01", Event::UnitRegistered(unit()))
            .with("2022-01-01", Event::YearOpened(opening))
    }

    /// Adds an event.
    #[must_use]
    #[track_caller]
    pub fn with(mut self, on: &str, event: Event) -> Self {
        self.push(day(on), event);
        self
    }

    /// Adds an event that follows from the ones before it.
    #[must_use]
    #[track_caller]
    pub fn then(mut self, on: &str, event: impl FnOnce(&Self) -> Event) -> Self {
        let event = event(&self);
        self.push(day(on), event);
        self
    }

    /// Adds an event recorded by 张三.
    pub fn push(&mut self, on: jiff::civil::Date, event: Event) {
        self.push_by("张三", on, event);
    }

    /// Adds an event recorded by `name`.
    #[track_caller]
    pub fn push_by(&mut self, name: &str, on: jiff::civil::Date, event: Event) {
        let position = u64::try_from(self.0.len()).expect("a story is short") + 1;
        self.0.push(Recorded {
            sequence: Sequence::new(position),
            id: EventId::new(Uuid::from_u128(position.into())),
            occurred_on: on,
            batch: None,
            operator: operator(name),
            event,
        });
    }

    /// Returns the events.
    pub fn events(&self) -> &[Recorded] {
        &self.0
    }

    /// Returns the event of a sequence.
    #[track_caller]
    pub fn event(&self, sequence: usize) -> &Recorded {
        sequence.checked_sub(1).and_then(|at| self.0.get(at)).expect("the story has the event")
    }

    /// Returns the last event.
    #[track_caller]
    pub fn last(&self) -> &Recorded {
        self.event(self.0.len())
    }

    /// Folds all events.
    #[track_caller]
    pub fn book(&self) -> Book {
        self.book_as_of(AsOf::default())
    }

    /// Folds the events up to a point in time.
    #[track_caller]
    pub fn book_as_of(&self, as_of: AsOf) -> Book {
        Book::fold(&self.0, as_of).expect("the story's amounts fit")
    }
}
