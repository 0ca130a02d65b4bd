//! Joining pieces of the journal that were checked on their own.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::chunk::{Chunk, Found, follows};
use crate::{Damage, DamageKind, HashValue, Head, RecordedAt};

/// Where the pieces that are joined so far end.
struct Joined<'a> {
    sequence: u64,
    hash: HashValue,
    recorded_at: Option<RecordedAt>,
    /// Version of every stream.
    versions: BTreeMap<&'a str, u64>,
    last_piece: Option<&'a Found>,
}

/// Returns the damage inside the pieces and at their seams.
pub(super) fn join(
    chunks: &[Chunk<'_>],
    found: &[Found],
    head: &Head,
    genesis: HashValue,
) -> Vec<Damage> {
    let mut damage: Vec<Damage> = Vec::new();
    let mut joined = Joined {
        sequence: 0,
        hash: genesis,
        recorded_at: None,
        versions: BTreeMap::new(),
        last_piece: None,
    };
    for (chunk, piece) in chunks.iter().zip(found) {
        // After damage the seam cannot be judged; each piece still is on its own.
        if damage.is_empty() && piece.before.is_some() {
            damage.extend(
                joined
                    .seam(piece)
                    .map(|(sequence, kind)| chunk.segment.damage(sequence, piece.offset, kind)),
            );
        }
        damage.extend(piece.damage.clone());
        joined.take_in(piece);
    }
    if damage.is_empty() && (joined.sequence, joined.hash) != (head.sequence.get(), head.hash) {
        let kind = DamageKind::Truncated { acknowledged: head.sequence };
        damage.extend(
            chunks.last().map(|chunk| chunk.segment.damage(joined.sequence + 1, chunk.end, kind)),
        );
    }
    if damage.is_empty() {
        damage.extend(repeated_id(chunks, found));
    }
    damage
}

impl<'a> Joined<'a> {
    /// Says what is wrong between the pieces so far and the next.
    fn seam(&self, piece: &'a Found) -> Option<(u64, DamageKind)> {
        let next = self.sequence + 1;
        let wrong = |kind| Some((next, kind));
        if piece.ids.is_empty() {
            return None;
        }
        if piece.first != next {
            let found = taizhang_core::ids::Sequence::new(piece.first);
            return wrong(DamageKind::WrongSequence { found });
        }
        if let Some(written) = piece.before.filter(|before| *before != self.hash) {
            return wrong(DamageKind::HashMismatch { written, computed: self.hash });
        }
        let first = &piece.ids[0];
        let complete = match self.last_piece.and_then(|piece| piece.ids.last()) {
            Some(before) => follows(before, first.part, first.command),
            None => first.part.0 == 1,
        };
        if !complete {
            return wrong(DamageKind::IncompleteAppend);
        }
        if piece.recorded.zip(self.recorded_at).is_some_and(|((first, _), before)| first < before) {
            return wrong(DamageKind::ClockBehind);
        }
        let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
        for run in &piece.runs {
            let known = versions.get(run.stream.as_str());
            let before = known.or_else(|| self.versions.get(run.stream.as_str()));
            if run.version != before.copied().unwrap_or(0) + 1 {
                return Some((run.sequence, DamageKind::WrongStreamVersion));
            }
            versions.insert(&run.stream, run.version + run.events - 1);
        }
        None
    }

    fn take_in(&mut self, piece: &'a Found) {
        let Some(last) = piece.ids.last() else { return };
        self.sequence = piece.last();
        self.hash = last.hash;
        self.recorded_at = piece.recorded.map(|(_, latest)| latest);
        for run in &piece.runs {
            self.versions.insert(&run.stream, run.version + run.events - 1);
        }
        self.last_piece = Some(piece);
    }
}

/// Finds an event id or a command id that occurs twice.
fn repeated_id(chunks: &[Chunk<'_>], found: &[Found]) -> Option<Damage> {
    let numbered = || {
        let pieces = chunks.iter().zip(found);
        pieces.flat_map(|(chunk, piece)| (piece.first..).zip(&piece.ids).map(move |id| (chunk, id)))
    };
    let events = numbered().map(|(_, (_, ids))| ids.event).collect();
    let commands = numbered().filter(|(_, (_, ids))| ids.part.0 == 1);
    let commands = commands.map(|(_, (_, ids))| ids.command).collect();
    let (event, command) = (repeated(events), repeated(commands));
    if event.is_none() && command.is_none() {
        return None;
    }
    let mut places = numbered().filter(|(_, (_, ids))| {
        Some(ids.event) == event || Some(ids.command) == command && ids.part.0 == 1
    });
    let (chunk, (sequence, _)) = places.nth(1)?;
    Some(chunk.segment.damage(sequence, chunk.from, DamageKind::RepeatedId))
}

fn repeated(mut ids: Vec<Uuid>) -> Option<Uuid> {
    if !ids.is_sorted() {
        ids.sort_unstable();
    }
    ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}
