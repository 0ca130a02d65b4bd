//! Finding where the acknowledged journal ends.

use taizhang_core::ids::Sequence;

use super::acknowledgement::{Acknowledged, Found};
use super::cursor::{Cursor, Line, Position, check_line};
use super::lines::{Lines, Piece};
use super::segment::Segment;
use crate::disk::{Disk, read_full};
use crate::envelope::MAX_LINE_BYTES;
use crate::{Damage, DamageKind, FormFault, HashValue, ReadError, RecordedAt};

/// The end of a journal, after its last complete append.
#[derive(Clone, Debug)]
pub(crate) struct Tail {
    /// The place after the last complete append.
    pub(crate) position: Position,
    /// When its last event was recorded.
    pub(crate) recorded_at: Option<RecordedAt>,
    /// Its last event; none in a new ledger.
    pub(crate) last: Option<LastLine>,
    /// Where the scan began: nothing before it is in doubt.
    pub(crate) scanned_from: Position,
    /// Bytes after the last complete append, which were never acknowledged.
    pub(crate) torn_bytes: u64,
}

/// Where the last event of a journal is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastLine {
    /// Index of its segment.
    pub(crate) segment: usize,
    /// Offset of its line.
    pub(crate) offset: u64,
    /// Offset after its line.
    pub(crate) after: u64,
    /// Hash of the event before it.
    pub(crate) previous: HashValue,
}

impl Tail {
    fn at(position: Position) -> Self {
        Self { position, recorded_at: None, last: None, scanned_from: position, torn_bytes: 0 }
    }

    /// Tells whether some of the journal, or all of it, is not noted as acknowledged.
    pub(crate) fn in_doubt(&self) -> bool {
        self.scanned_from != self.position || self.last.is_none()
    }

    /// Moves the end to the place after `line`.
    fn advance(&mut self, line: &Line<'_>, offset_after: u64) {
        self.position.offset = offset_after;
        self.position.sequence = line.envelope.sequence;
        self.position.hash = line.hash;
        self.recorded_at = Some(line.envelope.recorded_at);
        self.last = Some(LastLine {
            segment: self.position.segment,
            offset: line.offset,
            after: offset_after,
            previous: line.previous,
        });
    }
}

/// Finds the end of the journal.
pub(crate) fn find(
    disk: &dyn Disk,
    segments: &[Segment],
    found: &Found,
) -> Result<Tail, ReadError> {
    let mut tail = match found {
        Found::Note(note) => acknowledged_tail(disk, segments, note)?,
        Found::Nothing | Found::Unreadable => {
            let mut index = segments.len() - 1;
            while index > 0 && is_bare(disk, &segments[index])? {
                index -= 1;
            }
            Tail::at(Position::start_of(segments, index))
        }
    };
    loop {
        scan_segment(disk, segments, &mut tail)?;
        let next = tail.position.segment + 1;
        if next == segments.len() {
            return Ok(tail);
        }
        enter(segments, &mut tail, next)?;
    }
}

/// Finds the place after the last event that can be trusted, from the front: before the first damage
/// and before the event `untrusted`.
pub(crate) fn sound_end(
    disk: &dyn Disk,
    segments: &[Segment],
    untrusted: u64,
) -> Result<(Position, Option<RecordedAt>), ReadError> {
    let last = segments.len() - 1;
    let mut cursor = Cursor::new(
        disk,
        segments,
        size_of(disk, &segments[last])?,
        Position::start_of(segments, 0),
    );
    let (mut end, mut recorded_at) = (cursor.position(), None);
    while end.sequence + 1 < untrusted {
        match cursor.next_event() {
            Ok(Some(event)) => (end, recorded_at) = (cursor.position(), Some(event.recorded_at)),
            Ok(None) | Err(ReadError::Damage(_)) => break,
            Err(error) => return Err(error),
        }
    }
    Ok((end, recorded_at))
}

/// Tells whether a segment holds nothing but its header.
fn is_bare(disk: &dyn Disk, segment: &Segment) -> Result<bool, ReadError> {
    Ok(size_of(disk, segment)? == segment.body)
}

fn size_of(disk: &dyn Disk, segment: &Segment) -> Result<u64, ReadError> {
    let file = segment.open(disk)?;
    file.size().map_err(|source| segment.unreadable(source))
}

fn enter(segments: &[Segment], tail: &mut Tail, index: usize) -> Result<(), ReadError> {
    let start = Position::start_of(segments, index);
    let position = &mut tail.position;
    if tail.torn_bytes > 0 {
        let kind = DamageKind::IncompleteAppend;
        let segment = &segments[position.segment];
        return Err(segment.damage(position.sequence + 1, position.offset, kind).into());
    }
    if (start.sequence, start.hash) != (position.sequence, position.hash) {
        let kind = DamageKind::Header { reason: FormFault::NotContinued };
        return Err(segments[index].damage(position.sequence + 1, 0, kind).into());
    }
    *position = start;
    Ok(())
}

/// Goes to the end that the note names, and checks that the journal holds that event.
fn acknowledged_tail(
    disk: &dyn Disk,
    segments: &[Segment],
    note: &Acknowledged,
) -> Result<Tail, ReadError> {
    let index = (note.segment as usize).wrapping_sub(1);
    let Some(segment) = segments.get(index) else {
        return Err(explain(disk, segments, segments.len() - 1, note));
    };
    let length = note.length.saturating_sub(note.line).min(MAX_LINE_BYTES as u64);
    let mut bytes = vec![0; usize::try_from(length).unwrap_or_default()];
    let file = segment.open(disk)?;
    let filled =
        read_full(&*file, &mut bytes, note.line).map_err(|source| segment.unreadable(source))?;
    let before = note.sequence.saturating_sub(1);
    let line = match bytes[..filled].split_last() {
        Some((b'\n', line)) if filled == bytes.len() => {
            check_line(line, note.line, before, note.previous).ok()
        }
        _ => None,
    };
    let Some(line) = line.filter(|line| line.hash == note.hash) else {
        return Err(explain(disk, segments, index, note));
    };
    let mut tail = Tail::at(Position::start_of(segments, index));
    tail.advance(&line, note.length);
    tail.scanned_from = tail.position;
    Ok(tail)
}

/// Finds out what happened to an acknowledged event that is not where it was.
fn explain(disk: &dyn Disk, segments: &[Segment], index: usize, note: &Acknowledged) -> ReadError {
    let acknowledged = Sequence::new(note.sequence);
    let mut tail = Tail::at(Position::start_of(segments, index));
    let ended = match scan_segment(disk, segments, &mut tail) {
        Err(error) => return error,
        Ok(()) => tail.position,
    };
    let kind = if ended.sequence < note.sequence {
        DamageKind::Truncated { acknowledged }
    } else {
        DamageKind::WrongSequence { found: Sequence::new(ended.sequence) }
    };
    segments[index].damage(ended.sequence + 1, ended.offset, kind).into()
}

/// Reads on to the end of the segment; sets aside what looks like an interrupted append.
fn scan_segment(disk: &dyn Disk, segments: &[Segment], tail: &mut Tail) -> Result<(), ReadError> {
    let segment = &segments[tail.position.segment];
    let file = segment.open(disk)?;
    let size = file.size().map_err(|source| segment.unreadable(source))?;
    let mut lines = Lines::new(file, tail.position.offset, size);
    let mut reached = tail.clone();
    let mut append: Option<(u32, u32, uuid::Uuid)> = None;
    loop {
        let piece = lines.next().map_err(|source| segment.unreadable(source))?;
        let (offset, bytes) = match piece {
            Piece::Line { offset, bytes } => (offset, bytes),
            // Either the start of a line, or nothing: what is open was never finished.
            Piece::Unended { .. } | Piece::End => break,
        };
        let Position { sequence, hash, .. } = reached.position;
        let line = match check_line(bytes, offset, sequence, hash) {
            Ok(line) => line,
            // A block that never reached the disk reads as zeros; nothing else does.
            Err(_) if has_unwritten_block(disk, segment, offset, size)? => break,
            Err(kind) => return Err(segment.damage(sequence + 1, offset, kind).into()),
        };
        let (part, count) = line.envelope.part;
        let continues = match append {
            None => part == 1,
            Some((index, total, command)) => {
                (part, count, line.envelope.command) == (index + 1, total, command)
            }
        };
        if !continues {
            let kind = DamageKind::IncompleteAppend;
            return Err(segment.damage(sequence + 1, offset, kind).into());
        }
        append = (part < count).then_some((part, count, line.envelope.command));
        reached.advance(&line, offset + bytes.len() as u64 + 1);
        if append.is_none() {
            *tail = reached.clone();
        }
    }
    tail.torn_bytes = size.saturating_sub(tail.position.offset);
    Ok(())
}

/// Tells whether a NUL byte, which no event holds, follows in the segment.
fn has_unwritten_block(
    disk: &dyn Disk,
    segment: &Segment,
    mut offset: u64,
    size: u64,
) -> Result<bool, ReadError> {
    let file = segment.open(disk)?;
    let mut buffer = vec![0; 64 << 10];
    while offset < size {
        let count =
            read_full(&*file, &mut buffer, offset).map_err(|source| segment.unreadable(source))?;
        if buffer[..count].contains(&0) {
            return Ok(true);
        }
        if count == 0 {
            break;
        }
        offset += count as u64;
    }
    Ok(false)
}

/// Returns the damage that keeps an empty list of segments from being a journal.
pub(crate) fn no_segment(journal: &std::path::Path) -> Damage {
    Damage {
        sequence: Sequence::new(1),
        segment: super::segment::path_of(journal, 1),
        offset: 0,
        kind: DamageKind::MissingSegment,
    }
}
