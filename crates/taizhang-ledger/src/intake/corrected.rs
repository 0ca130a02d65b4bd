//! Payments that were put right since their list was imported, where no number tells it: at least half of the list is
//! found again, and some payments of it are not. Of the rows that lie within its days as many may be what they were
//! put right to, those that are most like them first. A row that says nothing else but another day may be one in
//! whose place it stands, wherever it lies.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::ids::{BatchId, Sequence};
use taizhang_import::key::{Key, NumberKinds};

use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::known::{Entry, Held, Known, are_two};
use super::said::{Parts, Said};

/// Among how many payments that may be a row the one of it is looked for.
const AMONG: usize = 64;

/// The first and the last day of something.
#[derive(Clone, Copy, Debug)]
struct Days {
    first: Date,
    last: Date,
}

impl Days {
    fn hold(self, on: Date) -> bool {
        self.first <= on && on <= self.last
    }
}

/// What is found again of an import.
#[derive(Debug)]
struct Again {
    all: usize,
    found: usize,
    /// Whether payments of it have other numbers now.
    has_moved: bool,
    days: Days,
}

impl Again {
    const fn of(on: Date) -> Self {
        Self { all: 0, found: 0, has_moved: false, days: Days { first: on, last: on } }
    }

    fn add(&mut self, on: Date, entry: &Entry) {
        self.all = self.all.saturating_add(1);
        self.found = self.found.saturating_add(usize::from(!entry.is_free()));
        self.has_moved |= entry.is_moved();
        self.days = Days { first: on.min(self.days.first), last: on.max(self.days.last) };
    }

    /// Half of it must be, and not all: a second list of equal subsidies is no correction of the first.
    const fn is_put_right(&self) -> bool {
        self.found > 0 && self.found < self.all && self.found.saturating_mul(2) >= self.all
    }
}

/// A payment that no row is.
struct Missing {
    at: usize,
    batch: BatchId,
    voucher: bool,
    said: Said,
}

/// A row that may be one of them.
struct Row {
    /// Its place in the order in which rows are judged.
    place: usize,
    on: Date,
    key: Key,
    said: Said,
}

/// Places of missing payments, by their import, whether they have a number of a voucher, and what they say besides
/// some parts; the earliest comes last.
type Places = BTreeMap<(BatchId, bool, Said), Vec<usize>>;

/// Returns the rows that may be payments of the ledger put right, by their place in the order in which they are
/// judged. `is_settled` tells of a place whether the row is an entry, or asked about, already.
pub(super) fn find(
    rows: &KeyedRows,
    known: &mut Known,
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> BTreeMap<usize, Doubt> {
    let mut found = BTreeMap::new();
    let imports = put_right(known);
    let mut days = rows.in_order().map(|row| row.draft.on);
    let Some(first) = days.next().filter(|_| !imports.is_empty()) else { return found };
    let of_file = Days { first, last: days.last().unwrap_or(first) };
    let (rows, asked) = open(rows, known, is_settled);
    let missing = missing(known, &imports, &asked);
    for parts in Parts::that_differ() {
        let mut places = Places::new();
        for Missing { at, batch, voucher, said } in missing.iter().rev() {
            if known.entry(*at).is_some_and(Entry::is_free) {
                let key = (*batch, *voucher, said.without(parts));
                places.entry(key).or_default().push(*at);
            }
        }
        if places.is_empty() {
            break;
        }
        for Row { place, on, key, said } in &rows {
            if found.contains_key(place) {
                continue;
            }
            let said = said.without(parts);
            let taken = imports.iter().find_map(|(batch, Again { days, .. })| {
                let is_within = days.hold(*on);
                if !is_within && parts != Parts::DATE {
                    return None;
                }
                let places = places.get_mut(&(*batch, key.kinds.voucher, said))?;
                let may_be = |entry: &Entry| {
                    let is_near = is_within || entry.on().is_some_and(|on| of_file.hold(on));
                    is_near && !are_two(key, &entry.key)
                };
                take(places, |at| known.entry(at).is_some_and(may_be)).map(|at| (*batch, at))
            });
            let Some((batch, at)) = taken else { continue };
            if let Some(Entry { sequence, key: entry, .. }) = known.entry(at) {
                let differs = key.content.differing(&entry.content).collect();
                found.insert(*place, Doubt::PutRight { sequence: *sequence, batch, differs });
                known.hold(at, Held::Asked);
            }
        }
    }
    found
}

/// Takes the earliest payment out that may be a row.
fn take(places: &mut Vec<usize>, may_be: impl Fn(usize) -> bool) -> Option<usize> {
    let from_last = places.iter().rev().take(AMONG).position(|at| may_be(*at))?;
    let last = places.len().checked_sub(1)?;
    Some(places.remove(last.checked_sub(from_last)?))
}

/// Collects the rows that are no entries, and the entries that rows are asked about for their numbers or looks.
fn open(
    rows: &KeyedRows,
    known: &Known,
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> (Vec<Row>, BTreeSet<Sequence>) {
    let (mut open, mut asked) = (Vec::new(), BTreeSet::new());
    for (place, row) in rows.in_order().enumerate().filter(|(place, row)| !is_settled(*place, row))
    {
        if let Some(doubt) = known.same_number(row).or_else(|| known.look_alike(row)) {
            asked.extend(doubt.event());
        } else if let Some(key) = row.key()
            && let Some(said) = Said::of(&key)
        {
            open.push(Row { place, on: row.draft.on, key, said });
        }
    }
    (open, asked)
}

/// Finds the imports of which enough is found again, and something is missing.
fn put_right(known: &Known) -> BTreeMap<BatchId, Again> {
    let mut imports: BTreeMap<BatchId, Again> = BTreeMap::new();
    for (_, entry) in known.entries().filter(|(_, entry)| entry.stands()) {
        if let Some((batch, on)) = entry.batch.zip(entry.on()) {
            imports.entry(batch).or_insert_with(|| Again::of(on)).add(on, entry);
        }
    }
    imports.retain(|_, again| again.is_put_right());
    imports
}

/// Collects the payments of these imports that no row is. A number tells what was put right by itself, unless others
/// of the import have other numbers now.
fn missing(
    known: &Known,
    imports: &BTreeMap<BatchId, Again>,
    asked: &BTreeSet<Sequence>,
) -> Vec<Missing> {
    let missing = |(at, entry): (usize, &Entry)| {
        let (batch, key) = (entry.batch?, &entry.key);
        let again = imports.get(&batch)?;
        let NumberKinds { voucher, payment } = key.kinds;
        let is_told_by_number = if voucher { !again.has_moved } else { payment };
        if is_told_by_number
            || !entry.is_free()
            || !entry.stands()
            || asked.contains(&entry.sequence)
        {
            return None;
        }
        Some(Missing { at, batch, voucher, said: Said::of(key).filter(|_| entry.on().is_some())? })
    };
    known.entries().filter_map(missing).collect()
}
