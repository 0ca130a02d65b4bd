//! The event log as its callers see it.

use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};

use crate::{Append, Appended, Damage, HashValue, Head, LedgerId, RecordedAt, StoredEvent};

/// Events in the order of their sequence, or the reason why the next one cannot be given.
pub type Events<'a> = Box<dyn Iterator<Item = Result<StoredEvent, ReadError>> + Send + 'a>;

/// An append-only log of events, chained by hash, in streams that are versioned.
pub trait EventLog {
    /// Returns the identity of the ledger.
    fn ledger_id(&self) -> LedgerId;

    /// Returns where the log ends.
    fn head(&self) -> Head;

    /// Stores the events of one command, all or none.
    ///
    /// When this returns, the events are on the disk. A command id that is already known gives
    /// its first result again and stores nothing, whatever version is expected.
    fn append(&mut self, append: Append) -> Result<Appended, AppendError>;

    /// Returns the events from a position on; each is checked against the chain.
    fn read(&self, from: Sequence) -> Result<Events<'_>, ReadError>;

    /// Returns the events of one stream.
    fn read_stream(&self, stream: &StreamId) -> Result<Events<'_>, ReadError>;

    /// Returns how many events a stream holds.
    fn stream_version(&self, stream: &StreamId) -> Result<StreamVersion, ReadError>;

    /// Returns the event with this id.
    fn find(&self, id: EventId) -> Result<Option<StoredEvent>, ReadError>;

    /// Returns first and last position of the events of a command.
    fn command(&self, id: CommandId) -> Result<Option<RangeInclusive<Sequence>>, ReadError>;

    /// Returns the checkpoint saved under `name`, if it fits: same fingerprint, intact, and made
    /// from events that this log holds.
    fn load_checkpoint(
        &self,
        name: &CheckpointName,
        fingerprint: &str,
    ) -> Result<Option<Checkpoint>, ReadError>;

    /// Saves a checkpoint in the place of the last one of that name.
    fn save_checkpoint(
        &mut self,
        name: &CheckpointName,
        checkpoint: &Checkpoint,
    ) -> Result<(), CheckpointError>;
}

/// Name of a projection's checkpoint: lower-case letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckpointName(Box<str>);

/// Text that cannot name a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a checkpoint name of 1 to 64 characters a-z, 0-9, '-' and '_'")]
pub struct CheckpointNameError {
    /// What was given.
    pub text: String,
}

impl CheckpointName {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CheckpointName {
    type Err = CheckpointNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.into()))
        } else {
            Err(CheckpointNameError { text: text.to_owned() })
        }
    }
}

impl fmt::Display for CheckpointName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A projection's state after the event at `sequence`, so that a fold need not begin at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which version of the projection's code made it; another version's checkpoint is ignored.
    pub fingerprint: String,
    /// The last event that was folded in.
    pub sequence: Sequence,
    /// Hash of that event.
    pub head_hash: HashValue,
    /// The state, which the log does not look into.
    pub bytes: Vec<u8>,
}

/// Events were not stored.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The stream changed since the caller looked.
    #[error("stream {stream} is at version {actual}, not {expected}")]
    Conflict {
        /// The stream.
        stream: StreamId,
        /// The version the caller expected.
        expected: StreamVersion,
        /// The version it has.
        actual: StreamVersion,
    },
    /// The append holds no event.
    #[error("command {command} records no event")]
    Empty {
        /// The command.
        command: CommandId,
    },
    /// The id is that of an event already stored, or occurs twice in the append.
    #[error("event id {id} is already taken")]
    DuplicateEvent {
        /// The id.
        id: EventId,
    },
    /// The event would be recorded before its predecessor: the clock was set back.
    #[error("recording time {recorded_at} is earlier than {tail}, the time of the event before")]
    ClockBehind {
        /// The time given.
        recorded_at: RecordedAt,
        /// The time of the event before.
        tail: RecordedAt,
    },
    /// The event is larger than a line of the journal may be.
    #[error("event {id} has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// The event.
        id: EventId,
        /// Its stored size.
        bytes: usize,
        /// The largest size.
        limit: usize,
    },
    /// The log was opened for reading.
    #[error("the ledger was opened for reading only")]
    ReadOnly,
    /// The bytes could not be written; nothing of the append remains.
    #[error("cannot write {path}; nothing was recorded")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system could not say that the bytes are on the disk; the append is not acknowledged
    /// and the log takes no further one until it is opened again.
    #[error("cannot make {path} durable; the ledger must be opened again before it is written")]
    Sync {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// An earlier failure left the end of the journal uncertain.
    #[error("an earlier write failed; the ledger must be opened again before it is written")]
    Poisoned,
    /// The log could not be read.
    #[error("cannot look up what the ledger holds")]
    Read(#[from] ReadError),
}

/// Events could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system could not read a file.
    #[error("cannot read {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The journal is not what was once written.
    #[error(transparent)]
    Damage(#[from] Damage),
}

/// A checkpoint could not be saved.
#[derive(Debug, thiserror::Error)]
#[error("cannot save checkpoint {path}")]
pub struct CheckpointError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}
