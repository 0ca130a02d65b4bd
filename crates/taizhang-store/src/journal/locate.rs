//! Finding an event by its sequence: the lines are sorted, so the files can be searched in halves.

use super::Journal;
use super::cursor::Position;
use super::lines::{Lines, Piece};
use super::segment::Segment;
use crate::ReadError;
use crate::envelope::{Envelope, split_line};

/// A range of this size is read from front to back.
const SMALL: u64 = 64 << 10;

/// Returns the place before the event `sequence`, which the journal holds.
pub(super) fn locate(journal: &Journal, sequence: u64) -> Result<Position, ReadError> {
    let segments = &journal.segments;
    let after = segments.partition_point(|segment| segment.header.first <= sequence);
    let index = after.saturating_sub(1);
    let start = Position::start_of(segments, index);
    let near = approach(journal, start, sequence)?;
    match walk(journal, near, sequence) {
        // A probe may have trusted a damaged line; from the start, the damage is found itself.
        Err(ReadError::Damage(_)) if near != start => walk(journal, start, sequence),
        other => other,
    }
}

/// Reads line by line up to the place before `sequence`.
fn walk(journal: &Journal, from: Position, sequence: u64) -> Result<Position, ReadError> {
    let mut cursor = journal.cursor(from);
    while cursor.position().sequence + 1 < sequence {
        if cursor.next()?.is_none() {
            break;
        }
    }
    Ok(cursor.position())
}

/// Narrows the range down by reading single lines in its middle.
fn approach(journal: &Journal, start: Position, sequence: u64) -> Result<Position, ReadError> {
    let segment = &journal.segments[start.segment];
    let mut low = start;
    let mut high = if start.segment == journal.end.segment {
        journal.end.offset
    } else {
        let file = segment.open(&*journal.disk)?;
        file.size().map_err(|source| segment.unreadable(source))?
    };
    while high.saturating_sub(low.offset) > SMALL {
        let middle = low.offset + (high - low.offset) / 2;
        match probe(journal, segment, middle, high)? {
            Some(position) if position.sequence < sequence => {
                low = Position { segment: start.segment, ..position };
            }
            _ => high = middle,
        }
    }
    Ok(low)
}

/// Returns the place after the first whole line that begins after `offset`.
fn probe(
    journal: &Journal,
    segment: &Segment,
    offset: u64,
    end: u64,
) -> Result<Option<Position>, ReadError> {
    let mut lines = Lines::new(segment.open(&*journal.disk)?, offset, end);
    lines.next().map_err(|source| segment.unreadable(source))?;
    let piece = lines.next().map_err(|source| segment.unreadable(source))?;
    let Piece::Line { offset, bytes } = piece else { return Ok(None) };
    let read = split_line(bytes).and_then(|(event, hash)| Ok((Envelope::parse(event)?, hash)));
    Ok(read.ok().map(|(envelope, hash)| Position {
        segment: 0,
        offset: offset + bytes.len() as u64 + 1,
        sequence: envelope.sequence,
        hash,
    }))
}
