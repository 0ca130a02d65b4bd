//! Payments that were put right since their list was imported, where no number tells it: the rest of the list is found
//! again, and one payment of it is not. A row of its day that differs from it in one thing may be what it was put
//! right to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::ids::BatchId;
use taizhang_import::field::Field;
use taizhang_import::key::{Key, NumberKinds};

use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::known::{Entry, Held, Known, are_two};

/// What may have been put right, the likeliest first.
const PUT_RIGHT: [Field; 4] = [Field::Amount, Field::Payee, Field::Memo, Field::Line];

/// What is found again of an import.
#[derive(Debug, Default)]
struct Again {
    all: usize,
    found: usize,
    /// Whether payments of it have other numbers now.
    has_moved: bool,
}

impl Again {
    /// Half of it must be: a second list of equal subsidies is no correction of the first.
    const fn is_enough(&self) -> bool {
        self.found > 0 && self.found.saturating_mul(2) >= self.all
    }
}

/// Places of payments that no row is, by whether they have a number of a voucher and by all that they say besides one
/// thing; the earliest comes last.
type Missing = BTreeMap<(bool, Field, u64), Vec<usize>>;

/// A row that may be one of them.
struct Row {
    /// Its place in the order in which rows are judged.
    place: usize,
    key: Key,
}

/// Returns the rows that may be payments of the ledger put right, by their place in the order in which they are
/// judged. `is_settled` tells of a place whether the row is an entry, or asked about, already.
pub(super) fn find(
    rows: &KeyedRows,
    known: &mut Known,
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> BTreeMap<usize, Doubt> {
    let mut found = BTreeMap::new();
    let (mut missing, days) = missing(known);
    if days.is_empty() {
        return found;
    }
    let row = |(place, row): (usize, &Keyed)| {
        let is_open = days.contains(&row.draft.on) && !is_settled(place, row);
        let key = is_open.then(|| row.key()).flatten()?;
        let is_told = known.same_number(row).is_some() || known.look_alike(row).is_some();
        (!is_told).then_some(Row { place, key })
    };
    let rows: Vec<Row> = rows.in_order().enumerate().filter_map(row).collect();
    for field in PUT_RIGHT {
        for Row { place, key } in &rows {
            if found.contains_key(place) {
                continue;
            }
            let Some(print) = print(key, field) else { continue };
            let of_print = missing.get_mut(&(key.kinds.voucher, field, print));
            let Some(at) = of_print.and_then(|of_print| take(of_print, known, key)) else {
                continue;
            };
            let Some(Entry { sequence, batch: Some(batch), key: entry, .. }) = known.entry(at)
            else {
                continue;
            };
            let differs = key.content.differing(&entry.content).collect();
            found.insert(*place, Doubt::PutRight { sequence: *sequence, batch: *batch, differs });
            known.hold(at, Held::Asked);
        }
    }
    found
}

/// Takes the earliest payment out that is no row yet and that the row may be.
fn take(missing: &mut Vec<usize>, known: &Known, row: &Key) -> Option<usize> {
    while let Some(at) = missing.pop() {
        let is_it = |entry: &Entry| entry.is_free() && !are_two(row, &entry.key);
        if known.entry(at).is_some_and(is_it) {
            return Some(at);
        }
    }
    None
}

/// Collects the payments that no row is of imports of which enough is found again, and their days. A number tells what
/// was put right by itself, unless others of the import have other numbers now.
fn missing(known: &Known) -> (Missing, BTreeSet<Date>) {
    let mut imports: BTreeMap<BatchId, Again> = BTreeMap::new();
    for (_, entry) in known.entries().filter(|(_, entry)| entry.stands()) {
        if let Some((batch, _)) = entry.batch.zip(entry.on()) {
            let again = imports.entry(batch).or_default();
            again.all = again.all.saturating_add(1);
            again.found = again.found.saturating_add(usize::from(!entry.is_free()));
            again.has_moved |= entry.is_moved();
        }
    }
    let (mut missing, mut days) = (Missing::new(), BTreeSet::new());
    for (at, entry) in known.entries().filter(|(_, entry)| entry.stands() && entry.is_free()) {
        let again = entry.batch.and_then(|batch| imports.get(&batch));
        let Some(again) = again.filter(|again| again.is_enough()) else { continue };
        let NumberKinds { voucher, payment } = entry.key.kinds;
        let is_told_by_number = if voucher { !again.has_moved } else { payment };
        let Some(on) = entry.on().filter(|_| !is_told_by_number) else { continue };
        days.insert(on);
        for field in PUT_RIGHT {
            if let Some(print) = print(&entry.key, field) {
                missing.entry((voucher, field, print)).or_default().push(at);
            }
        }
    }
    for of_print in missing.values_mut() {
        of_print.reverse();
    }
    (missing, days)
}

fn print(key: &Key, besides: Field) -> Option<u64> {
    key.content.print_without(&[Field::Economic, Field::PaymentId, besides])
}
