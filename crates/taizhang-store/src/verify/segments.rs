//! Checking the chain inside some segments, before anything is written after them.

use taizhang_core::ids::Sequence;

use super::chunk::{self, Chunk, Found};
use super::{cut, in_parallel};
use crate::disk::Disk;
use crate::journal::cursor::Position;
use crate::journal::segment::Segment;
use crate::{DamageKind, FormFault, ReadError};

/// Checks that each of the chosen segments leads from its header to the next one's, or to `end`.
pub(crate) fn check_segments(
    disk: &dyn Disk,
    segments: &[Segment],
    chosen: &[usize],
    end: Position,
) -> Result<(), ReadError> {
    let mut chunks = Vec::new();
    let mut counts = Vec::new();
    for &index in chosen {
        let pieces = cut(disk, segments, index, end)?;
        counts.push(pieces.len());
        chunks.extend(pieces);
    }
    let found = in_parallel(chunks.len(), |n| chunk::check(disk, &chunks[n]));
    let found = found.into_iter().collect::<Result<Vec<Found>, ReadError>>()?;
    let mut pieces = chunks.iter().zip(&found);
    for (&index, count) in chosen.iter().zip(counts) {
        let start = Position::start_of(segments, index);
        let last = follow(start, pieces.by_ref().take(count))?;
        let expected = match segments.get(index + 1) {
            Some(_) if index < end.segment => Position::start_of(segments, index + 1),
            _ => end,
        };
        if (last.sequence, last.hash) != (expected.sequence, expected.hash) {
            let kind = DamageKind::Header { reason: FormFault::NotContinued };
            let next = segments.get(index + 1).unwrap_or(&segments[index]);
            return Err(next.damage(last.sequence + 1, 0, kind).into());
        }
    }
    Ok(())
}

/// Joins the pieces of one segment.
fn follow<'a>(
    mut position: Position,
    pieces: impl Iterator<Item = (&'a Chunk<'a>, &'a Found)>,
) -> Result<Position, ReadError> {
    for (chunk, piece) in pieces {
        let next = position.sequence + 1;
        if let Some(written) = piece.before.filter(|_| !piece.ids.is_empty()) {
            let kind = if piece.first != next {
                Some(DamageKind::WrongSequence { found: Sequence::new(piece.first) })
            } else if written != position.hash {
                Some(DamageKind::HashMismatch { written, computed: position.hash })
            } else {
                None
            };
            if let Some(kind) = kind {
                return Err(chunk.segment.damage(next, piece.offset, kind).into());
            }
        }
        if let Some(damage) = &piece.damage {
            return Err(damage.clone().into());
        }
        if let Some(last) = piece.ids.last() {
            position.sequence = piece.last();
            position.hash = last.hash;
        }
    }
    Ok(position)
}
