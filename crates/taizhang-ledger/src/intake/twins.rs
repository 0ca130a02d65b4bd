//! Payments without a number of their own, which nothing but what they say tells from others. Whether one
//! is the ledger's or a second equal one, the rest of its import tells: the same file again, corrected
//! at the end or longer, brings everything that the import brought.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::ids::{BatchId, Sequence};

use super::doubt::Doubt;
use super::keyed::KeyedRows;
use super::known::{Held, Known};

/// What a row without a number is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// It is this payment: everything that its import brought without a number is here again.
    Same(Sequence),
    /// It may be this payment, or another one like it: only a part of its import is here again.
    Perhaps {
        /// The payment.
        sequence: Sequence,
        /// The import it came with, if it came with one.
        batch: Option<BatchId>,
    },
}

impl Twin {
    /// Returns the payment that the row is.
    pub(super) const fn same(&self) -> Option<Sequence> {
        match self {
            Self::Same(sequence) => Some(*sequence),
            Self::Perhaps { .. } => None,
        }
    }

    /// Returns what is asked about a row that may be a payment.
    pub(super) const fn into_doubt(self) -> Option<Doubt> {
        match self {
            Self::Same(_) => None,
            Self::Perhaps { sequence, batch } => Some(Doubt::Twin { sequence, batch }),
        }
    }
}

/// Tells of each row whether it is an entry: `taken` has those whose number is.
pub(super) fn known_rows(taken: &[Option<Sequence>], twins: &BTreeMap<usize, Twin>) -> Vec<bool> {
    let is_same = |place: usize| twins.get(&place).is_some_and(|twin| twin.same().is_some());
    let is_known = |(place, taken): (usize, &Option<Sequence>)| taken.is_some() || is_same(place);
    taken.iter().enumerate().map(is_known).collect()
}

/// A payment of the ledger whose number was made from what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeEntry<'k> {
    /// Its place among the entries.
    pub(super) at: usize,
    pub(super) sequence: Sequence,
    pub(super) batch: Option<BatchId>,
    /// What equal payments share of their identity.
    pub(super) stem: &'k str,
    /// Which of them it is.
    pub(super) occurrence: u32,
}

/// Equal payments, here and in the ledger.
#[derive(Debug, Default)]
struct Equal<'k> {
    /// Places of the rows, in the order in which they are judged.
    rows: Vec<usize>,
    entries: Vec<MadeEntry<'k>>,
}

/// Finds what each row without a number is, by the place of the row among those that are judged. Rows that
/// are not the ledger's get numbers that the ledger does not use.
pub(super) fn find(rows: &mut KeyedRows, known: &mut Known) -> BTreeMap<usize, Twin> {
    let mut equal: BTreeMap<&str, Equal<'_>> = BTreeMap::new();
    for entry in known.made() {
        equal.entry(entry.stem).or_default().entries.push(entry);
    }
    // Most ledgers hold payments with numbers only.
    if equal.is_empty() {
        return BTreeMap::new();
    }
    for (place, row) in rows.in_order().enumerate() {
        let of_stem = row.made_stem().and_then(|stem| equal.get_mut(stem));
        if let Some(of_stem) = of_stem {
            of_stem.rows.push(place);
        }
    }
    let again = imports_found_again(&equal);
    let (mut twins, mut held, mut numbers) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
    for Equal { rows, entries } in equal.values() {
        let is_again = |entry: &&MadeEntry<'_>| again.contains(&source_of(entry));
        let mut same = entries.iter().filter(is_again);
        let mut perhaps = entries.iter().filter(|entry| !is_again(entry));
        let mut last = entries.iter().map(|entry| entry.occurrence).max().unwrap_or(0);
        for place in rows {
            if let Some(MadeEntry { at, sequence, .. }) = same.next() {
                held.push((*at, Held::Taken));
                twins.insert(*place, Twin::Same(*sequence));
                continue;
            }
            if let Some(MadeEntry { at, sequence, batch, .. }) = perhaps.next() {
                held.push((*at, Held::Asked));
                twins.insert(*place, Twin::Perhaps { sequence: *sequence, batch: *batch });
            }
            last = last.saturating_add(1);
            numbers.insert(*place, last);
        }
    }
    for (at, held) in held {
        known.hold(at, held);
    }
    rows.renumber(&numbers);
    twins
}

/// What brought a payment: an import, or, if it came alone, the payment's own command.
type Brought = (Option<BatchId>, Option<Sequence>);

const fn source_of(entry: &MadeEntry<'_>) -> Brought {
    match entry.batch {
        Some(batch) => (Some(batch), None),
        None => (None, Some(entry.sequence)),
    }
}

/// Returns the imports of which every payment without a number has a row of its own here.
fn imports_found_again(equal: &BTreeMap<&str, Equal<'_>>) -> BTreeSet<Brought> {
    let mut again = BTreeSet::new();
    let mut partly = BTreeSet::new();
    for Equal { rows, entries } in equal.values() {
        let mut counts: BTreeMap<Brought, usize> = BTreeMap::new();
        for entry in entries {
            let count = counts.entry(source_of(entry)).or_default();
            *count = count.saturating_add(1);
        }
        for (brought, count) in counts {
            let found = if count <= rows.len() { &mut again } else { &mut partly };
            found.insert(brought);
        }
    }
    again.retain(|brought| !partly.contains(brought));
    again
}
