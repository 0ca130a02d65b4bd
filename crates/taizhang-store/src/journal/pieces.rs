//! Lines of the journal that wait for their hashes.
//!
//! The text of an event does not depend on the events before it, only its hash does. So the lines of a
//! large append are made on all processors, with zeros where the hashes will stand; then one thread
//! follows the chain, and another writes what the first is done with.

use std::io;
use std::ops::Range;
use std::sync::mpsc;
use std::thread;

use taizhang_core::ids::Sequence;
use taizhang_core::parallel::{in_parallel, processors};

use crate::admission::Places;
use crate::disk::DiskFile;
use crate::envelope::{MAX_EVENT_BYTES, fill_hash, write_unchained};
use crate::{Append, AppendError, HashValue};

/// Events whose lines are made by one thread, and written at once.
const PIECE_EVENTS: usize = 1024;

/// Bytes of a line without the payload, unless the operator's name is long.
const USUAL_ENVELOPE: usize = 440;

/// Bytes that are worth a thread of their own that writes them.
const MANY_BYTES: usize = 1 << 20;

/// Bytes after which a large append is synced before it is complete, so that the disk works while the
/// chain is followed.
const SYNC_BYTES: usize = 16 << 20;

/// Why lines are not on the disk.
#[derive(Debug)]
pub(crate) enum NotKept {
    /// They could not be written.
    Unwritten(io::Error),
    /// The system could not say that they are on the disk.
    Unsynced(io::Error),
}

/// Consecutive lines of one append.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    lines: Vec<u8>,
    /// Where the events stand in the lines.
    events: Vec<Range<usize>>,
}

impl Piece {
    /// Makes the lines of an append whose first event comes after the event at `before`.
    pub(crate) fn all_of(append: &Append, before: Sequence) -> Result<Vec<Self>, AppendError> {
        let places = Places::of(append, before);
        let chunks: Vec<_> = append.events.chunks(PIECE_EVENTS).collect();
        let make = |number: usize| {
            let events = chunks[number];
            let sizes = events.iter().map(|event| event.data.as_str().len() + USUAL_ENVELOPE);
            let mut lines = String::with_capacity(sizes.sum());
            let mut found = Vec::with_capacity(events.len());
            for (index, event) in (number * PIECE_EVENTS..).zip(events) {
                let event_at = write_unchained(&mut lines, event, &places.place(index));
                if event_at.len() > MAX_EVENT_BYTES {
                    let (id, bytes) = (event.id, event_at.len());
                    return Err(AppendError::TooLarge { id, bytes, limit: MAX_EVENT_BYTES });
                }
                found.push(event_at);
            }
            Ok(Self { lines: lines.into_bytes(), events: found })
        };
        in_parallel(chunks.len(), make).into_iter().collect()
    }

    /// Returns how many bytes the lines have.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns where the last line begins.
    pub(crate) fn last_line(&self) -> usize {
        let end_of_others = self.lines.len().saturating_sub(1);
        memchr::memrchr(b'\n', &self.lines[..end_of_others]).map_or(0, |end| end + 1)
    }

    /// Fills in the hashes, which follow `previous`, and adds them to `hashes`; returns the last.
    fn chain(&mut self, mut previous: HashValue, hashes: &mut Vec<HashValue>) -> HashValue {
        for event in &self.events {
            let (before, after) = self.lines.split_at_mut(event.end);
            previous = previous.chain(&before[event.start..]);
            fill_hash(after, previous);
            hashes.push(previous);
        }
        previous
    }
}

/// Chains pieces after the event with the hash `before`, writes them from an offset on and waits until
/// they are on the disk. Returns the hashes of all events.
pub(crate) fn chain_and_keep(
    file: &dyn DiskFile,
    offset: u64,
    mut before: HashValue,
    pieces: Vec<Piece>,
) -> Result<Vec<HashValue>, NotKept> {
    let bytes: usize = pieces.iter().map(Piece::len).sum();
    let mut hashes = Vec::with_capacity(pieces.iter().map(|piece| piece.events.len()).sum());
    if bytes < MANY_BYTES {
        let mut lines = Vec::with_capacity(bytes);
        for mut piece in pieces {
            before = piece.chain(before, &mut hashes);
            lines.append(&mut piece.lines);
        }
        file.write_at(&lines, offset).map_err(NotKept::Unwritten)?;
        file.sync().map_err(NotKept::Unsynced)?;
        return Ok(hashes);
    }
    if processors() == 1 {
        let chained = pieces.into_iter().map(|mut piece| {
            before = piece.chain(before, &mut hashes);
            piece.lines
        });
        keep(file, offset, chained)?;
        return Ok(hashes);
    }
    thread::scope(|scope| {
        let (chained, ready) = mpsc::channel::<Vec<u8>>();
        let keeping = scope.spawn(move || keep(file, offset, ready));
        for mut piece in pieces {
            before = piece.chain(before, &mut hashes);
            // Nobody takes the rest when a piece could not be written.
            if chained.send(piece.lines).is_err() {
                break;
            }
        }
        drop(chained);
        keeping.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(hashes)
    })
}

/// Writes lines from an offset on, and waits until they are on the disk.
fn keep(
    file: &dyn DiskFile,
    mut offset: u64,
    all_lines: impl IntoIterator<Item = Vec<u8>>,
) -> Result<(), NotKept> {
    let mut unsynced = 0;
    for lines in all_lines {
        if unsynced >= SYNC_BYTES {
            file.sync().map_err(NotKept::Unsynced)?;
            unsynced = 0;
        }
        file.write_at(&lines, offset).map_err(NotKept::Unwritten)?;
        offset += lines.len() as u64;
        unsynced += lines.len();
    }
    file.sync().map_err(NotKept::Unsynced)
}
