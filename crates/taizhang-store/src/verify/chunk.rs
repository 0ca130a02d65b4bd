//! Checking one piece of the journal on its own.
//!
//! A piece begins after a line feed. The hash before its first event is written at the end of the
//! line before, so pieces can be checked at the same time and joined afterwards.

use uuid::Uuid;

use crate::disk::Disk;
use crate::envelope::{Envelope, split_line};
use crate::index::block::{Entry, Run};
use crate::journal::cursor::check_line;
use crate::journal::lines::{Lines, Piece};
use crate::journal::segment::Segment;
use crate::{Damage, DamageKind, FormFault, HashValue, ReadError, RecordedAt};

/// Bytes from a line's hash to its line feed: the hash, a quotation mark and a brace.
const HASH_BEFORE_END: usize = 64 + 2;

/// A piece of a segment: the lines that begin in a range of offsets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'a> {
    pub(super) segment: &'a Segment,
    pub(super) from: u64,
    pub(super) to: u64,
    /// Where the segment ends.
    pub(super) end: u64,
}

/// What the index keeps of an event, without its stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids {
    pub(super) event: Uuid,
    pub(super) command: Uuid,
    pub(super) part: (u32, u32),
    pub(super) hash: HashValue,
}

/// What was found in a piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Hash that is written before the first event; none if the piece holds no event.
    pub(super) before: Option<HashValue>,
    /// Position of the first event.
    pub(super) first: u64,
    /// Offset of its line.
    pub(super) offset: u64,
    pub(super) ids: Vec<Ids>,
    pub(super) runs: Vec<Run>,
    pub(super) recorded: Option<(RecordedAt, RecordedAt)>,
    pub(super) damage: Option<Damage>,
}

impl Found {
    /// Returns the position of the last event.
    pub(super) fn last(&self) -> u64 {
        (self.first + self.ids.len() as u64).saturating_sub(1)
    }
}

/// Checks the lines of a piece against each other.
pub(super) fn check(disk: &dyn Disk, chunk: &Chunk<'_>) -> Result<Found, ReadError> {
    let segment = chunk.segment;
    let unreadable = |source| segment.unreadable(source);
    let mut found = Found::default();
    let Some((start, mut hash)) = begin(disk, chunk)? else { return Ok(found) };
    let first = first_sequence(disk, chunk, start)?;
    let mut lines = Lines::new(segment.open(disk)?, start, chunk.end);
    found.before = Some(hash);
    found.first = first.unwrap_or(segment.header.first);
    found.offset = start;
    loop {
        let before = found.last();
        let (offset, checked) = match lines.next().map_err(unreadable)? {
            Piece::Line { offset, .. } if offset >= chunk.to => break,
            Piece::End => break,
            Piece::Line { offset, bytes } => (offset, check_line(bytes, offset, before, hash)),
            Piece::Unended { offset, .. } => {
                (offset, Err(DamageKind::Malformed { reason: FormFault::Unended }))
            }
        };
        let line = match checked {
            Ok(line) => line,
            Err(kind) => {
                found.damage = Some(segment.damage(before + 1, offset, kind));
                break;
            }
        };
        hash = line.hash;
        let envelope = &line.envelope;
        let entry = Entry::from(envelope);
        let kind = take_in(&mut found, entry, hash, envelope.recorded_at)
            .or_else(|| line.envelope.to_stored(line.previous, hash).err().map(malformed));
        if let Some(kind) = kind {
            found.damage = Some(segment.damage(before + 1, offset, kind));
            break;
        }
    }
    Ok(found)
}

fn malformed(reason: FormFault) -> DamageKind {
    DamageKind::Malformed { reason }
}

/// Adds an event; says what is wrong if it does not follow from the one before.
fn take_in(
    found: &mut Found,
    entry: Entry<'_>,
    hash: HashValue,
    recorded_at: RecordedAt,
) -> Option<DamageKind> {
    if let Some(before) = found.ids.last()
        && !follows(before, entry.part, entry.command)
    {
        return Some(DamageKind::IncompleteAppend);
    }
    let (first, latest) = found.recorded.unwrap_or((recorded_at, recorded_at));
    if recorded_at < latest {
        return Some(DamageKind::ClockBehind);
    }
    found.recorded = Some((first, recorded_at));
    let Entry { id: event, command, part, stream, stream_version, sequence } = entry;
    found.ids.push(Ids { event, command, part, hash });
    match found.runs.last_mut() {
        Some(run) if run.stream == stream => {
            run.events += 1;
            let expected = run.version + run.events - 1;
            (expected != stream_version).then_some(DamageKind::WrongStreamVersion)
        }
        _ => {
            let stream = stream.to_owned();
            found.runs.push(Run { stream, version: stream_version, sequence, events: 1 });
            None
        }
    }
}

/// Tells whether an event's place in its append follows from the event before.
pub(super) fn follows(before: &Ids, part: (u32, u32), command: Uuid) -> bool {
    if before.part.0 == before.part.1 {
        part.0 == 1 && command != before.command
    } else {
        part == (before.part.0 + 1, before.part.1) && command == before.command
    }
}

/// Returns where the first line of the piece begins and the hash written before it; `None` if no
/// line begins in it.
fn begin(disk: &dyn Disk, chunk: &Chunk<'_>) -> Result<Option<(u64, HashValue)>, ReadError> {
    let segment = chunk.segment;
    if chunk.from == segment.body {
        return Ok((chunk.from < chunk.end).then_some((chunk.from, segment.header.previous)));
    }
    // A line that ends just before the piece has its hash before the piece.
    let back = HASH_BEFORE_END as u64 + 1;
    let file = segment.open(disk)?;
    let mut lines = Lines::new(file, chunk.from - back.min(chunk.from), chunk.end);
    let unreadable = |source| segment.unreadable(source);
    loop {
        match lines.next().map_err(unreadable)? {
            Piece::Line { offset, bytes } => {
                let start = offset + bytes.len() as u64 + 1;
                if start < chunk.from {
                    continue;
                }
                let at = bytes.len().checked_sub(HASH_BEFORE_END);
                let hash = at.and_then(|at| HashValue::from_hex(&bytes[at..at + 64]));
                // The piece before reports the damage of a line without a hash.
                return Ok(hash.filter(|_| start < chunk.to).map(|hash| (start, hash)));
            }
            Piece::Unended { .. } | Piece::End => return Ok(None),
        }
    }
}

/// Returns the position that the first line claims; joining the pieces checks it.
fn first_sequence(
    disk: &dyn Disk,
    chunk: &Chunk<'_>,
    start: u64,
) -> Result<Option<u64>, ReadError> {
    let file = chunk.segment.open(disk)?;
    let mut lines = Lines::new(file, start, chunk.end);
    let piece = lines.next().map_err(|source| chunk.segment.unreadable(source))?;
    let Piece::Line { bytes, .. } = piece else { return Ok(None) };
    let envelope = split_line(bytes).and_then(|(event, _)| Envelope::parse(event));
    Ok(envelope.ok().map(|envelope| envelope.sequence))
}

/// Returns the position of the event whose written hash is `hash`.
pub(super) fn find(
    disk: &dyn Disk,
    chunk: &Chunk<'_>,
    hash: HashValue,
) -> Result<Option<u64>, ReadError> {
    let segment = chunk.segment;
    let hex = hash.to_hex();
    let start = if chunk.from == segment.body { segment.body } else { chunk.from - 1 };
    let mut lines = Lines::new(segment.open(disk)?, start, chunk.end);
    loop {
        match lines.next().map_err(|source| segment.unreadable(source))? {
            Piece::Line { offset, .. } if offset >= chunk.to => return Ok(None),
            Piece::Line { bytes, .. } => {
                let at = bytes.len().checked_sub(HASH_BEFORE_END);
                if at.is_some_and(|at| bytes[at..at + 64] == hex)
                    && let Ok((event, _)) = split_line(bytes)
                    && let Ok(envelope) = Envelope::parse(event)
                {
                    return Ok(Some(envelope.sequence));
                }
            }
            Piece::Unended { .. } | Piece::End => return Ok(None),
        }
    }
}
