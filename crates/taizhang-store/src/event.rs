//! What is appended, what is stored, and where the ledger ends.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use taizhang_core::ids::{
    BatchId, CommandId, EventId, Operator, Sequence, StreamId, StreamVersion,
};
use uuid::Uuid;

use crate::{CanonicalJson, HashValue, RecordedAt};

/// Identity of a ledger; its chain of hashes starts from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LedgerId(Uuid);

impl LedgerId {
    /// Wraps an id that was made elsewhere.
    pub const fn new(id: Uuid) -> Self {
        Self(id)
    }

    /// Returns the id as a UUID.
    pub const fn as_uuid(&self) -> &Uuid {
        &self.0
    }

    /// Returns the hash before the first event: the digest of `taizhang/1/sm3/` and this id.
    pub fn genesis(&self) -> HashValue {
        HashValue::of(format!("taizhang/1/sm3/{self}").as_bytes())
    }
}

impl fmt::Display for LedgerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Name of an event's type, like `disbursement_made`: lower-case letters, digits and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventType(Arc<str>);

/// Text that is no event type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an event type of 1 to 64 characters a-z, 0-9, '_' and '.'")]
pub struct EventTypeError {
    /// What was given.
    pub text: String,
}

impl EventType {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EventType {
    type Err = EventTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.');
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.into()))
        } else {
            Err(EventTypeError { text: text.to_owned() })
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One event that is to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Identity of the event, new to the ledger.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// Version of the form of `data`.
    pub schema_version: u32,
    /// Business date.
    pub occurred_on: Date,
    /// When it is recorded; never earlier than the event before it in the ledger.
    pub recorded_at: RecordedAt,
    /// Who records it.
    pub operator: Operator,
    /// The import it belongs to.
    pub batch_id: Option<BatchId>,
    /// The payload, which the log does not look into.
    pub data: CanonicalJson,
}

/// The events of one command: all of them are stored, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// The stream they belong to.
    pub stream: StreamId,
    /// How many events the stream holds, as far as the caller knows.
    pub expected_version: StreamVersion,
    /// Idempotency key: the same key a second time stores nothing.
    pub command_id: CommandId,
    /// The events, in order; at least one.
    pub events: Vec<NewEvent>,
}

/// What an append led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// First and last position of the command's events.
    pub sequences: RangeInclusive<Sequence>,
    /// Whether the command was known already and nothing was written.
    pub duplicate: bool,
}

/// One event as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Position in the ledger.
    pub sequence: Sequence,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Number of events in the stream up to and including this one.
    pub stream_version: StreamVersion,
    /// Identity.
    pub id: EventId,
    /// What happened.
    pub event_type: EventType,
    /// Version of the form of `data`.
    pub schema_version: u32,
    /// Business date.
    pub occurred_on: Date,
    /// When it was recorded.
    pub recorded_at: RecordedAt,
    /// Who recorded it.
    pub operator: Operator,
    /// The command that led to it.
    pub command_id: CommandId,
    /// The import it belongs to.
    pub batch_id: Option<BatchId>,
    /// The payload.
    pub data: CanonicalJson,
    /// Hash of the event before.
    pub previous_hash: HashValue,
    /// Hash of this event.
    pub hash: HashValue,
}

/// Where a ledger ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Position of the last event; [`Sequence::ORIGIN`] when there is none.
    pub sequence: Sequence,
    /// Hash of the last event, or the ledger's [genesis](LedgerId::genesis).
    pub hash: HashValue,
    /// When the last event was recorded.
    pub recorded_at: Option<RecordedAt>,
}
