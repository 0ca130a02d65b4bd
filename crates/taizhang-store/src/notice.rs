//! What was put right without being asked, for the caller to show.

use std::fmt;
use std::path::PathBuf;

use taizhang_core::ids::Sequence;

/// Something that the log found and dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing is lost: an append that was never acknowledged was cut off: the program or the machine stopped
    /// while it was written.
    TornAppendRemoved {
        /// The segment.
        segment: PathBuf,
        /// Where it was cut.
        offset: u64,
        /// How many bytes were cut.
        bytes: u64,
    },
    /// Bytes that are no complete append were cut off the end while there was no note of the last
    /// acknowledgement: an interrupted write, or the damage of events that were acknowledged.
    UnnotedTailRemoved {
        /// The segment.
        segment: PathBuf,
        /// Where it was cut.
        offset: u64,
        /// How many bytes were cut.
        bytes: u64,
    },
    /// The note of the last acknowledgement was missing or unreadable, and was made anew. Until
    /// then, damage at the very end of the journal could not be told from an interrupted write.
    AcknowledgementLost {
        /// What was wrong with it.
        fault: NoteFault,
        /// The last event that is there.
        last: Sequence,
    },
    /// The note of the last acknowledgement could not be written.
    AcknowledgementNotWritten {
        /// What the system said.
        kind: std::io::ErrorKind,
    },
    /// The index was damaged, was moved to `path`, and is built anew from the journal.
    IndexSetAside {
        /// Where the damaged index is now.
        path: PathBuf,
        /// What was wrong with it.
        reason: IndexFault,
    },
    /// The index cannot be used and cannot be moved; look-ups read the journal instead.
    IndexUnusable {
        /// What is wrong with it.
        reason: IndexFault,
    },
    /// The index was behind the journal and was brought up to an event.
    IndexCaughtUp {
        /// The last event it holds now.
        through: Sequence,
        /// How many events it was behind.
        events: u64,
    },
}

/// What is wrong with the note of the last acknowledgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteFault {
    /// It is not there.
    Missing,
    /// It is not what was once written.
    Unreadable,
}

impl fmt::Display for NoteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "is missing",
            Self::Unreadable => "cannot be read",
        })
    }
}

/// What is wrong with an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFault {
    /// The database reported an error.
    Database {
        /// Its words.
        message: String,
    },
    /// The database panicked.
    Panic,
    /// The database did not answer in time.
    NoAnswer,
    /// An entry is missing or does not have the digest that was stored with it.
    Entry {
        /// Number of the block it belongs to.
        block: u32,
    },
    /// It was made from other events than the journal's.
    OtherEvents,
    /// Nothing: a rebuild was asked for.
    RebuildAsked,
    /// Its folder could not be moved.
    Rename {
        /// What the system said.
        kind: std::io::ErrorKind,
    },
}

impl fmt::Display for IndexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database { message } => write!(f, "the database reports: {message}"),
            Self::Panic => f.write_str("the database failed while it was read"),
            Self::NoAnswer => f.write_str("the database did not answer in time"),
            Self::Entry { block } => write!(f, "entry {block} is missing or damaged"),
            Self::OtherEvents => f.write_str("it was made from other events"),
            Self::RebuildAsked => f.write_str("a rebuild was asked for"),
            Self::Rename { kind } => write!(f, "its folder cannot be moved ({kind})"),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TornAppendRemoved { segment, offset, bytes } => write!(
                f,
                "an interrupted append of {bytes} bytes was cut off {} at byte {offset}",
                segment.display()
            ),
            Self::UnnotedTailRemoved { segment, offset, bytes } => write!(
                f,
                "{bytes} bytes that are no complete append were cut off {} at byte {offset}; \
                 whether they were acknowledged is not known",
                segment.display()
            ),
            Self::AcknowledgementLost { fault, last } => {
                write!(f, "the note of the last append {fault}; it was made anew for event {last}")
            }
            Self::AcknowledgementNotWritten { kind } => {
                write!(f, "the note of the last append cannot be written ({kind})")
            }
            Self::IndexSetAside { path, reason } => {
                write!(f, "the index was moved to {} and made anew: {reason}", path.display())
            }
            Self::IndexUnusable { reason } => write!(f, "the index cannot be used: {reason}"),
            Self::IndexCaughtUp { through, events } => {
                write!(f, "the index took in {events} events, up to event {through}")
            }
        }
    }
}
