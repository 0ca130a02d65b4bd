//! Records that hold places of other records: BOUNDSHEET, EXTSST, INDEX and DBCELL ([MS-XLS] 2.4.28,
//! 2.4.107, 2.4.144, 2.4.78); no other does. What does not fit the records as they were read stays.

use super::records::{HEADER, Record, kind};
use super::stream::Stream;
use crate::little_endian::{size, word};

/// Where records stood, and where they stand now; in the order of the stream.
struct Moves(Vec<(usize, usize)>);

impl Moves {
    fn of(stream: &Stream<'_>) -> Self {
        let (mut moves, mut at) = (Vec::new(), 0_usize);
        for record in stream.stretches.iter().flatten() {
            moves.extend(record.from.map(|from| (from, at)));
            at = at.saturating_add(record.bytes().len());
        }
        Self(moves)
    }

    fn of_place(&self, from: usize) -> Option<usize> {
        let first = self.0.partition_point(|(old, _)| *old < from);
        self.0.get(first).filter(|(old, _)| *old == from).map(|(_, new)| *new)
    }

    fn of_word(&self, from: u32) -> Option<[u8; 4]> {
        let place = self.of_place(size(from))?;
        u32::try_from(place).ok().map(u32::to_le_bytes)
    }
}

/// Corrects the places that records hold.
pub(super) fn settle(stream: &mut Stream<'_>) {
    let moves = Moves::of(stream);
    let strings = stream.globals().iter().find(|record| record.is(kind::SST));
    let strings = strings.and_then(|strings| strings.from);
    for stretch in &mut stream.stretches {
        for record in stretch {
            match record.kind() {
                Some(kind::BOUND_SHEET) => settle_words(record, &[0], &moves),
                Some(kind::INDEX) => {
                    let count = record.body().len() / 4;
                    let places: Vec<usize> = (3..count).map(|at| at.saturating_mul(4)).collect();
                    settle_words(record, &places, &moves);
                }
                Some(kind::EXT_SST) => settle_buckets(record, strings, &moves),
                Some(kind::DB_CELL) => {
                    let _ = settle_row_block(record, &moves);
                }
                _ => {}
            }
        }
    }
}

fn settle_words(record: &mut Record<'_>, places: &[usize], moves: &Moves) {
    for at in places {
        if let Some(new) = record.word(*at).and_then(|old| moves.of_word(old)) {
            record.set(*at, &new);
        }
    }
}

/// Strings stay where they are behind the first of their records, so all move like that.
fn settle_buckets(record: &mut Record<'_>, strings: Option<usize>, moves: &Moves) {
    let start = strings.and_then(|old| Some((old, moves.of_place(old)?)));
    let Some((old, new)) = start else { return };
    let mut at = 2_usize;
    while let Some(place) = word(record.body(), at) {
        let behind = size(place).checked_sub(old);
        let place = behind.and_then(|behind| u32::try_from(new.checked_add(behind)?).ok());
        if let Some(place) = place {
            record.set(at, &place.to_le_bytes());
        }
        at = at.saturating_add(8);
    }
}

/// A record DBCELL holds how far before it the first row of its block stands, and how far the first
/// cell of each row stands behind the one before; that of the first row behind the second record ROW.
fn settle_row_block(record: &mut Record<'_>, moves: &Moves) -> Option<()> {
    /// Bytes of a record ROW.
    const ROW: usize = HEADER + 16;
    let own = record.from?;
    let new_own = moves.of_place(own)?;
    let first = own.checked_sub(size(record.word(0)?))?;
    let new_first = moves.of_place(first)?;
    let mut settled = u32::try_from(new_own.checked_sub(new_first)?).ok()?.to_le_bytes().to_vec();
    let (mut old, mut new) = (first.checked_add(ROW)?, new_first.checked_add(ROW)?);
    for at in (4..record.body().len()).step_by(2) {
        let old_cell = old.checked_add(usize::from(record.half(at)?))?;
        let new_cell = moves.of_place(old_cell)?;
        settled.extend(u16::try_from(new_cell.checked_sub(new)?).ok()?.to_le_bytes());
        (old, new) = (old_cell, new_cell);
    }
    record.set(0, &settled);
    Some(())
}
