//! Verification of a ledger from its bytes: the whole chain, and the index against it.

mod chain;
mod chunk;
mod join;
mod segments;

use crate::disk::Disk;
use crate::index::block::{BLOCK_EVENTS, BlockBuilder, Entry, Run};
use crate::journal::cursor::Position;
use crate::journal::segment::Segment;
use crate::{Damage, DurableLog, EventLog, HashValue, Head, IndexFault, NoteFault, ReadError};
use chunk::{Chunk, Found, Ids};
use taizhang_core::ids::Sequence;
use taizhang_core::parallel::in_parallel;

pub use chain::{Chain, verify_chain};
pub(crate) use segments::check_segments;

/// Size of the pieces that are checked at the same time.
const PIECE: u64 = 4 << 20;

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Where the ledger ends.
    pub head: Head,
    /// Damage of the journal, in its order; at most one report for each piece of 4 MiB.
    pub damage: Vec<Damage>,
    /// What is wrong with the index, which can be made anew.
    pub index: Option<IndexFault>,
    /// What is wrong with the note of the last acknowledgement. While it is, events that are
    /// missing at the very end are not noticed unless the index or a checkpoint knows them.
    pub note: Option<NoteFault>,
    /// Whether there is an index that could not be looked at, because another process holds the
    /// ledger.
    pub index_unseen: bool,
}

impl Verification {
    /// Tells whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.index.is_none() && self.note.is_none()
    }
}

/// How a hash, for example one printed on a report, stands to a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No state of this ledger ever had this hash.
    Unknown,
    /// The ledger had this hash after an event, and so many events came after.
    Past {
        /// The event.
        sequence: Sequence,
        /// How many events came after it.
        events_after: u64,
    },
}

impl DurableLog {
    /// Checks every byte of the journal, and the index against it.
    pub fn verify(&self) -> Result<Verification, ReadError> {
        let chunks = self.chunks()?;
        let found = in_parallel(chunks.len(), |n| chunk::check(&**self.disk(), &chunks[n]));
        let found = found.into_iter().collect::<Result<Vec<Found>, ReadError>>()?;
        let head = self.head();
        let mut damage = join::join(&chunks, &found, &head, self.ledger_id().genesis());
        let mut index = None;
        if damage.is_empty() {
            match self.verify_index(&found) {
                Ok(fault) => index = fault,
                // The index knows another journal than this one.
                Err(ReadError::Damage(contradiction)) => damage.push(contradiction),
                Err(error) => return Err(error),
            }
        }
        let index_unseen = damage.is_empty() && self.index_is_held();
        Ok(Verification { head, damage, index, note: self.note_fault(), index_unseen })
    }

    /// Tells whether the ledger ever had this hash as its head, and what came after.
    ///
    /// The answer rests on the written hashes; [`DurableLog::verify`] proves them.
    pub fn standing(&self, hash: HashValue) -> Result<Standing, ReadError> {
        let last = self.head().sequence.get();
        let past = |sequence| Standing::Past {
            sequence: Sequence::new(sequence),
            events_after: last - sequence,
        };
        if hash == self.ledger_id().genesis() {
            return Ok(past(0));
        }
        let chunks = self.chunks()?;
        let found = in_parallel(chunks.len(), |n| chunk::find(&**self.disk(), &chunks[n], hash));
        for sequence in found {
            if let Some(sequence) = sequence? {
                return Ok(past(sequence));
            }
        }
        Ok(Standing::Unknown)
    }

    fn chunks(&self) -> Result<Vec<Chunk<'_>>, ReadError> {
        let (segments, end) = self.journal_extent();
        let cut = |index| cut(&**self.disk(), segments, index, end);
        let pieces = (0..segments.len()).map(cut).collect::<Result<Vec<_>, ReadError>>()?;
        Ok(pieces.into_iter().flatten().collect())
    }

    /// Makes every block of the index from the journal and compares it with the stored one.
    fn verify_index(&self, found: &[Found]) -> Result<Option<IndexFault>, ReadError> {
        let ids: Vec<Ids> = found.iter().flat_map(|found| &found.ids).copied().collect();
        let runs: Vec<&Run> = found.iter().flat_map(|found| &found.runs).collect();
        self.with_index(|index| {
            let compare = |number: usize| -> Option<IndexFault> {
                let number = u32::try_from(number).ok()?;
                let block = make_block(number, &ids, &runs)?;
                index.compare(&block).err()
            };
            in_parallel(index.stored_blocks(), compare).into_iter().flatten().next()
        })
    }
}

/// Cuts a segment into pieces; the journal ends at `end`.
fn cut<'a>(
    disk: &dyn Disk,
    segments: &'a [Segment],
    index: usize,
    end: Position,
) -> Result<Vec<Chunk<'a>>, ReadError> {
    let segment = &segments[index];
    let end = if index == end.segment {
        end.offset
    } else {
        segment.open(disk)?.size().map_err(|source| segment.unreadable(source))?
    };
    let mut chunks = Vec::new();
    let mut from = segment.body;
    while from < end {
        let to = end.min(from + PIECE);
        chunks.push(Chunk { segment, from, to, end });
        from = to;
    }
    Ok(chunks)
}

/// Makes one block of the index.
fn make_block(number: u32, ids: &[Ids], runs: &[&Run]) -> Option<crate::index::block::Block> {
    let start = usize::try_from(u64::from(number) * BLOCK_EVENTS).ok()?;
    let ids = ids.get(start..start + usize::try_from(BLOCK_EVENTS).ok()?)?;
    let mut builder = BlockBuilder::starting_at(number);
    let mut at = runs.partition_point(|run| run.sequence <= start as u64 + 1).saturating_sub(1);
    for (sequence, ids) in (start as u64 + 1..).zip(ids) {
        while runs.get(at).is_some_and(|run| sequence >= run.sequence + run.events) {
            at += 1;
        }
        let run = runs.get(at)?;
        let entry = Entry {
            sequence,
            id: ids.event,
            command: ids.command,
            part: ids.part,
            stream: &run.stream,
            stream_version: run.version + (sequence - run.sequence),
        };
        if let Some(block) = builder.push(entry, ids.hash) {
            return Some(block);
        }
    }
    None
}
