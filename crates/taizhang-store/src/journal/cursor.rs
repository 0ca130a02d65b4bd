//! Reading the journal from front to back, each line checked against the chain.

use taizhang_core::ids::Sequence;

use super::lines::{Lines, Piece};
use super::segment::Segment;
use crate::disk::Disk;
use crate::envelope::{Envelope, split_line};
use crate::{DamageKind, FormFault, HashValue, ReadError, StoredEvent};

/// A place between two events, with what is needed to read on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Index of the segment.
    pub(crate) segment: usize,
    /// Offset in the segment.
    pub(crate) offset: u64,
    /// Sequence of the event before; 0 at the start.
    pub(crate) sequence: u64,
    /// Hash of the event before.
    pub(crate) hash: HashValue,
}

impl Position {
    /// Returns the place before a segment's first event.
    pub(crate) fn start_of(segments: &[Segment], index: usize) -> Self {
        let Segment { header, body, .. } = &segments[index];
        Self {
            segment: index,
            offset: *body,
            sequence: header.first.saturating_sub(1),
            hash: header.previous,
        }
    }
}

/// A line that fits the chain.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// Offset in its segment.
    pub(crate) offset: u64,
    pub(crate) envelope: Envelope<'a>,
    pub(crate) previous: HashValue,
    pub(crate) hash: HashValue,
}

/// Checks a line against the hash and the sequence before it.
pub(crate) fn check_line(
    bytes: &[u8],
    offset: u64,
    sequence_before: u64,
    previous: HashValue,
) -> Result<Line<'_>, DamageKind> {
    let malformed = |reason| DamageKind::Malformed { reason };
    let (event, written) = split_line(bytes).map_err(malformed)?;
    let computed = previous.chain(event);
    if written != computed {
        return Err(DamageKind::HashMismatch { written, computed });
    }
    let envelope = Envelope::parse(event).map_err(malformed)?;
    if envelope.sequence.checked_sub(1) != Some(sequence_before) {
        return Err(DamageKind::WrongSequence { found: Sequence::new(envelope.sequence) });
    }
    Ok(Line { offset, envelope, previous, hash: computed })
}

/// Reads lines from a position to the end of the journal.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    disk: &'a dyn Disk,
    segments: &'a [Segment],
    /// Length of the last segment.
    end: u64,
    position: Position,
    lines: Option<Lines>,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(
        disk: &'a dyn Disk,
        segments: &'a [Segment],
        end: u64,
        position: Position,
    ) -> Self {
        Self { disk, segments, end, position, lines: None }
    }

    /// Returns the place that is reached.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Returns the next line, or `None` at the end of the journal.
    pub(crate) fn next(&mut self) -> Result<Option<Line<'_>>, ReadError> {
        while self.lines.is_none() || self.at_end_of_segment() {
            if self.lines.is_some() && !self.enter_next_segment()? {
                return Ok(None);
            }
            self.open()?;
        }
        let Self { segments, position, lines: Some(lines), .. } = self else { return Ok(None) };
        let segment = &segments[position.segment];
        let piece = lines.next().map_err(|source| segment.unreadable(source))?;
        let damage = |offset, kind| segment.damage(position.sequence + 1, offset, kind);
        match piece {
            Piece::Line { offset, bytes } => {
                let line = check_line(bytes, offset, position.sequence, position.hash)
                    .map_err(|kind| damage(offset, kind))?;
                position.offset = offset + bytes.len() as u64 + 1;
                position.sequence = line.envelope.sequence;
                position.hash = line.hash;
                Ok(Some(line))
            }
            Piece::Unended { offset, .. } => {
                let kind = DamageKind::Malformed { reason: FormFault::Unended };
                Err(damage(offset, kind).into())
            }
            Piece::End => {
                let kind = DamageKind::Malformed { reason: FormFault::BecameShorter };
                Err(damage(position.offset, kind).into())
            }
        }
    }

    /// Returns the next event, or `None` at the end of the journal.
    pub(crate) fn next_event(&mut self) -> Result<Option<StoredEvent>, ReadError> {
        let (segments, before) = (self.segments, self.position);
        let Some(line) = self.next()? else { return Ok(None) };
        line.envelope.to_stored(line.previous, line.hash).map(Some).map_err(|reason| {
            let kind = DamageKind::Malformed { reason };
            segments[before.segment].damage(before.sequence + 1, line.offset, kind).into()
        })
    }

    fn at_end_of_segment(&self) -> bool {
        self.lines.as_ref().is_some_and(|lines| self.position.offset >= lines.end())
    }

    fn open(&mut self) -> Result<(), ReadError> {
        let segment = &self.segments[self.position.segment];
        let file = segment.open(self.disk)?;
        let last = self.position.segment + 1 == self.segments.len();
        let end = if last { self.end } else { file.size().map_err(|e| segment.unreadable(e))? };
        self.lines = Some(Lines::new(file, self.position.offset, end));
        Ok(())
    }

    fn enter_next_segment(&mut self) -> Result<bool, ReadError> {
        let Some(segment) = self.segments.get(self.position.segment + 1) else { return Ok(false) };
        let start = Position::start_of(self.segments, self.position.segment + 1);
        if (start.sequence, start.hash) != (self.position.sequence, self.position.hash) {
            let reason = FormFault::NotContinued;
            let kind = DamageKind::Header { reason };
            return Err(segment.damage(self.position.sequence + 1, 0, kind).into());
        }
        self.position = start;
        self.lines = None;
        Ok(true)
    }
}
