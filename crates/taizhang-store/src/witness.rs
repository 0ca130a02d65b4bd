//! What follows from the journal remembers it: a journal that was cut short or written anew is
//! contradicted by what was once made from it.

use std::fmt;

use taizhang_core::ids::Sequence;

use crate::journal::Journal;
use crate::{DamageKind, HashValue, ReadError};

/// What once saw the journal. Each of them is made from events that were durable already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// The index.
    Index,
    /// A checkpoint.
    Checkpoint,
    /// The mark that says how far the journal was checked.
    Mark,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Index => "the index",
            Self::Checkpoint => "a checkpoint",
            Self::Mark => "the mark of the last check",
        })
    }
}

/// That an event had a hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Testimony {
    pub(crate) witness: Witness,
    pub(crate) sequence: u64,
    pub(crate) hash: HashValue,
}

impl Testimony {
    /// Reports damage if the journal ends before the event.
    pub(crate) fn check_length(&self, journal: &Journal) -> Result<(), ReadError> {
        let end = journal.end();
        if self.sequence <= end.sequence {
            return Ok(());
        }
        let known = Sequence::new(self.sequence);
        let kind = DamageKind::Shortened { witness: self.witness, known };
        let segment = &journal.segments()[end.segment];
        Err(segment.damage(end.sequence + 1, end.offset, kind).into())
    }

    /// Reports damage if the journal ends before the event, or holds another one in its place.
    pub(crate) fn check(&self, journal: &Journal) -> Result<(), ReadError> {
        self.check_length(journal)?;
        let &Self { witness, sequence, hash } = self;
        let after = journal.locate(sequence + 1)?;
        if after.hash == hash {
            return Ok(());
        }
        let before = journal.locate(sequence)?;
        let kind = DamageKind::Rewritten { witness };
        Err(journal.segments()[before.segment].damage(sequence, before.offset, kind).into())
    }
}
