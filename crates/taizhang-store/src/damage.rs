//! What is wrong with a journal that is not what was once written.

use std::fmt;
use std::path::PathBuf;

use taizhang_core::ids::Sequence;

use crate::{FormFault, HashValue, Witness};

/// Damage of the journal: where it is, and of what kind.
///
/// A damaged journal is never repaired by guessing. The remedy is to restore a backup made at or
/// after the last event that can still be read, and to enter again what came after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {sequence} is damaged in {segment} at byte {offset}: {kind}; restore a backup")]
pub struct Damage {
    /// The first event that cannot be trusted.
    pub sequence: Sequence,
    /// The segment of the journal that should hold it.
    pub segment: PathBuf,
    /// Offset of the first byte that is in doubt.
    pub offset: u64,
    /// What was found.
    pub kind: DamageKind,
}

/// What was found in the place of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// The line does not have the form of an event.
    Malformed {
        /// The rule it breaks.
        reason: FormFault,
    },
    /// The line's hash does not follow from its bytes and the hash before.
    HashMismatch {
        /// The hash that is written on the line.
        written: HashValue,
        /// The hash that follows from the bytes.
        computed: HashValue,
    },
    /// The line holds another event than the one that belongs here.
    WrongSequence {
        /// The position written on the line.
        found: Sequence,
    },
    /// The version of the stream does not follow from the events before.
    WrongStreamVersion,
    /// The recording time is earlier than that of the event before.
    ClockBehind,
    /// The events of one append are not complete.
    IncompleteAppend,
    /// The first line of the segment is not its header.
    Header {
        /// The rule it breaks.
        reason: FormFault,
    },
    /// The segment is of a newer format, or uses another hash.
    UnknownFormat,
    /// The segment is not there.
    MissingSegment,
    /// The journal ends before an event that was acknowledged.
    Truncated {
        /// The last event that was acknowledged.
        acknowledged: Sequence,
    },
    /// The journal ends before an event that was once made something of.
    Shortened {
        /// Who knows it.
        witness: Witness,
        /// The last event it knows.
        known: Sequence,
    },
    /// The event is not the one that something was once made of, although the chain is sound.
    Rewritten {
        /// Who knows another.
        witness: Witness,
    },
    /// An id occurs a second time.
    RepeatedId,
}

impl fmt::Display for DamageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { reason } => write!(f, "the line is malformed ({reason})"),
            Self::HashMismatch { written, computed } => {
                write!(f, "hash {written} is written, {computed} follows from the bytes")
            }
            Self::WrongSequence { found } => write!(f, "event {found} is in its place"),
            Self::WrongStreamVersion => f.write_str("the stream's version has a gap"),
            Self::ClockBehind => f.write_str("it is recorded before its predecessor"),
            Self::IncompleteAppend => f.write_str("its append is not complete"),
            Self::Header { reason } => write!(f, "the segment's header is damaged ({reason})"),
            Self::UnknownFormat => f.write_str("the format or hash is not known to this version"),
            Self::MissingSegment => f.write_str("the segment is missing"),
            Self::Truncated { acknowledged } => {
                write!(f, "the journal ends before event {acknowledged}, which was acknowledged")
            }
            Self::Shortened { witness, known } => {
                write!(f, "the journal ends before event {known}, which {witness} knows")
            }
            Self::Rewritten { witness } => {
                write!(f, "{witness} was made from another event in its place")
            }
            Self::RepeatedId => f.write_str("its id occurs twice"),
        }
    }
}
