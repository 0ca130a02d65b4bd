//! Statements of a changing fact, of which the latest holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{EventId, Sequence};

/// One statement and the event that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement<T> {
    /// When it held from.
    pub on: Date,
    /// The event's place.
    pub sequence: Sequence,
    /// The event.
    pub event: EventId,
    /// What was stated.
    pub fact: T,
}

/// Statements ordered by business date, then by recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History<T>(Vec<Statement<T>>);

impl<T> Default for History<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> History<T> {
    /// Adds a statement in its place.
    pub(crate) fn insert(&mut self, statement: Statement<T>) {
        let at = self.0.partition_point(|earlier| {
            (earlier.on, earlier.sequence) <= (statement.on, statement.sequence)
        });
        self.0.insert(at, statement);
    }

    /// Changes what an event stated.
    pub(crate) fn amend(&mut self, event: EventId, change: impl Fn(&mut T)) {
        for statement in self.0.iter_mut().filter(|statement| statement.event == event) {
            change(&mut statement.fact);
        }
    }

    /// Takes back the statement of a reversed event.
    pub(crate) fn remove(&mut self, event: EventId) {
        self.0.retain(|statement| statement.event != event);
    }

    /// Takes back all statements about what `is_about` selects.
    pub(crate) fn remove_about(&mut self, is_about: impl Fn(&T) -> bool) {
        self.0.retain(|statement| !is_about(&statement.fact));
    }

    /// Returns all statements, earliest first.
    pub fn iter(&self) -> impl Iterator<Item = &Statement<T>> {
        self.0.iter()
    }

    /// Returns the latest statement about what `is_about` selects.
    pub fn latest(&self, is_about: impl Fn(&T) -> bool) -> Option<&Statement<T>> {
        self.0.iter().rev().find(|statement| is_about(&statement.fact))
    }
}
