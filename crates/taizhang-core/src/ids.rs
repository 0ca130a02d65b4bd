//! Identities and positions of recorded events.
//!
//! Ids are given from outside: nothing here makes a random number or reads a clock.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text_value::text_value;
use crate::{FiscalYear, is_unseen};

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that was made elsewhere.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// Returns the id as a UUID.
            pub const fn as_uuid(&self) -> &Uuid {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

uuid_ids! {
    /// Identity of one event (UUID version 7).
    EventId;
    /// Idempotency key of one command: the same key twice records its events once.
    CommandId;
    /// Identity of one import; all its events can be undone together.
    BatchId;
}

/// Position of an event in the whole ledger: 1 for the first, without gaps.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Sequence(u64);

impl Sequence {
    /// The position before the first event.
    pub const ORIGIN: Self = Self(0);

    /// Wraps a position.
    pub const fn new(position: u64) -> Self {
        Self(position)
    }

    /// Returns the position as a number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Returns the position after this one.
    ///
    /// # Panics
    /// Never in practice: 2^64 events do not fit on any disk.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.checked_add(1).expect("a ledger holds fewer than 2^64 events"))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Number of events in one stream; appending states the version it expects.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StreamVersion(u64);

impl StreamVersion {
    /// The version of a stream that has no event yet.
    pub const EMPTY: Self = Self(0);

    /// Wraps a version.
    pub const fn new(version: u64) -> Self {
        Self(version)
    }

    /// Returns the version as a number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Returns the version after one more event.
    ///
    /// # Panics
    /// Never in practice: 2^64 events do not fit on any disk.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.checked_add(1).expect("a stream holds fewer than 2^64 events"))
    }
}

impl fmt::Display for StreamVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text identity was empty, too long, or held a character it must not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {text:?} is not valid: {reason}")]
pub struct IdError {
    /// Which identity was read.
    pub kind: &'static str,
    /// What was given.
    pub text: String,
    /// Why it was refused.
    pub reason: &'static str,
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident($kind:literal, $max:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        text_value!($name, IdError);

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                check_text_id($kind, text, $max).map(|()| Self(text.into()))
            }
        }
    )+};
}

text_ids! {
    /// Code of a budgetary unit (预算单位编码), at most 21 characters
    /// (`agency_code` of the national integrated system).
    UnitCode("unit code", 21);
    /// Id of a budget line (指标), like `2022-001`.
    LineId("budget line id", 38);
    /// Id of a performance indicator (绩效指标) within its year.
    IndicatorId("indicator id", 38);
    /// Id of an activity (活动) within its year.
    ActivityId("activity id", 38);
    /// Name of what an activity counts, like `audience`; figures sum by it.
    MeasureKey("measure key", 38);
    /// Name of a narrative section of the report, like `duties`.
    SectionKey("section key", 64);
    /// Who recorded an event (经办人).
    Operator("operator", 64);
}

fn check_text_id(kind: &'static str, text: &str, max_chars: usize) -> Result<(), IdError> {
    let refuse = |reason| Err(IdError { kind, text: text.to_owned(), reason });
    if text.is_empty() {
        return refuse("it is empty");
    }
    if text.chars().count() > max_chars {
        return refuse("it is too long");
    }
    if text.trim() != text {
        return refuse("it starts or ends with a space");
    }
    if text.chars().any(|c| is_unseen(c) || c == '/') {
        return refuse("it holds a character that is not seen, or a slash");
    }
    Ok(())
}

/// Stream of one unit's fiscal year; written `unit/year`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StreamId {
    /// The unit whose year it is.
    pub unit: UnitCode,
    /// The fiscal year.
    pub year: FiscalYear,
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.unit, self.year)
    }
}

impl FromStr for StreamId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |reason| IdError { kind: "stream", text: text.to_owned(), reason };
        let (unit, year) = text.split_once('/').ok_or_else(|| refuse("it has no slash"))?;
        Ok(Self {
            unit: unit.parse()?,
            year: year.parse().map_err(|_| refuse("its year is not a fiscal year"))?,
        })
    }
}

impl TryFrom<String> for StreamId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<StreamId> for String {
    fn from(stream: StreamId) -> Self {
        stream.to_string()
    }
}
