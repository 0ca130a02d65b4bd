//! What a sum in a column may be of. Each is found in a few look-ups, however many rows and sums stand
//! above it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::running_sums::{Before, RunningSums, Starts};
use crate::table::Aside;

/// Rows by rising number; none for what cannot be read.
pub(crate) type Amounts = Vec<(u32, Option<Decimal>)>;

/// What stands above the sums of a column.
pub(crate) struct Above {
    /// The amounts of the rows.
    amounts: Ranges,
    /// What rows state that are no payments: sums may count them.
    beside: Ranges,
    /// Both.
    all: Ranges,
    /// The last sum of each label.
    last_of: BTreeMap<String, u32>,
    /// Those sums, where further sums may begin; the first of them, and the last.
    starts: BTreeSet<u32>,
}

/// Rows with where sums of them may begin.
struct Ranges {
    sums: RunningSums,
    starts: Starts,
}

impl Ranges {
    fn of(rows: Amounts) -> Self {
        Self { sums: RunningSums::of(rows.into_iter()), starts: Starts::default() }
    }

    /// Lets sums begin with the first row, too.
    fn with_beginning(mut self) -> Self {
        self.starts.add(Before::default());
        self
    }

    /// Tells whether what is stated may be a sum of the rows above a row.
    fn come_to(&self, stated: Decimal, number: u32) -> bool {
        self.starts.come_to(stated, self.sums.before(number))
    }

    /// Tells whether all rows sum to what is stated.
    fn are(&self, stated: Decimal) -> bool {
        self.sums.at_end().since(Before::default()) == Some(stated)
    }
}

impl Above {
    /// Takes the rows by rising number.
    pub(crate) fn of(amounts: Amounts, beside: Amounts) -> Self {
        let mut all = [amounts.as_slice(), beside.as_slice()].concat();
        all.sort_by_key(|(number, _)| *number);
        let [amounts, beside, all] = [amounts, beside, all].map(Ranges::of);
        Self {
            amounts,
            // With what is no payment a sum may count from the beginning, too.
            beside: beside.with_beginning(),
            all: all.with_beginning(),
            last_of: BTreeMap::new(),
            starts: BTreeSet::new(),
        }
    }

    /// Keeps that sums below may begin behind this one, and no longer behind the one before of its label.
    pub(crate) fn begin_behind(&mut self, number: u32, label: String) {
        let before = self.last_of.insert(label, number);
        for Ranges { sums, starts } in [&mut self.amounts, &mut self.beside, &mut self.all] {
            if let Some(before) = before {
                starts.remove(sums.before(before));
            }
            starts.add(sums.before(number));
        }
        if let Some(before) = before {
            self.starts.remove(&before);
        }
        self.starts.insert(number);
    }

    /// Returns what a sum most likely is; none if it may be what it states, or an amount cannot be read.
    pub(crate) fn other_than(
        &self,
        stated: Decimal,
        number: u32,
        reason: Aside,
    ) -> Option<Decimal> {
        let end = self.amounts.sums.before(number);
        // The ranges of all other labels are parts of the longest.
        let longest = self.starts.first().map(|start| self.amounts.sums.before(*start));
        end.since(longest.unwrap_or(end))?;
        let sums = self.likely(number, reason)?;
        // A sum above its rows has none before it.
        let likely = match sums.as_slice() {
            [nothing, _, all] if reason == Aside::Total && nothing.is_zero() => all,
            [first, ..] => first,
            [] => return None,
        };
        let may_be = sums.contains(&stated)
            || self.amounts.come_to(stated, number)
            || !self.beside.sums.is_empty() && self.with_beside(stated, number);
        (!may_be).then_some(*likely)
    }

    /// Returns what a sum may be by its kind alone, the likeliest first.
    fn likely(&self, number: u32, reason: Aside) -> Option<Vec<Decimal>> {
        let end = self.amounts.sums.before(number);
        if let Aside::Parent { last, .. } = reason {
            let held = self.amounts.sums.before(last.saturating_add(1)).since(end)?;
            return Some(vec![held]);
        }
        let last = self.starts.last().map(|start| self.amounts.sums.before(*start));
        let since_last = end.since(last.unwrap_or_default())?;
        let above = end.since(Before::default())?;
        let all = self.amounts.sums.at_end().since(Before::default())?;
        Some(match reason {
            Aside::Total => vec![above, since_last, all],
            _ => vec![since_last, above, all],
        })
    }

    /// Tells whether what is stated may be a sum of the rows that are no payments, alone or with the others.
    fn with_beside(&self, stated: Decimal, number: u32) -> bool {
        let of = |rows: &Ranges| rows.come_to(stated, number) || rows.are(stated);
        of(&self.beside) || of(&self.all)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lists what a sum may be, the likeliest first, range by range; none if an amount cannot be read.
    fn plainly(
        number: u32,
        reason: Aside,
        earlier: &BTreeMap<String, u32>,
        amounts: &Amounts,
        beside: &Amounts,
    ) -> Option<Vec<Decimal>> {
        let of = |rows: &Amounts, first: u32, end: u32| {
            let mut rows = rows.iter().filter(|(row, _)| (first..end).contains(row));
            rows.try_fold(Decimal::ZERO, |sum, (_, amount)| sum.checked_add((*amount)?))
        };
        let sum = |first: u32, end: u32| of(amounts, first, end);
        let last = earlier.values().max().copied().unwrap_or_default();
        let mut sums = match reason {
            Aside::Parent { last, .. } => vec![sum(number, last + 1)],
            Aside::Total => vec![sum(0, number), sum(last, number), sum(0, u32::MAX)],
            _ => vec![sum(last, number), sum(0, number), sum(0, u32::MAX)],
        };
        sums.extend(earlier.values().map(|earlier| sum(*earlier, number)));
        let starts = earlier.values().copied().chain([0]).map(|start| (start, number));
        for (start, end) in starts.chain([(0, u32::MAX)]).filter(|_| !beside.is_empty()) {
            let Some(beside) = of(beside, start, end) else { continue };
            sums.push(Some(beside));
            sums.extend(sum(start, end).map(|sum| Some(sum + beside)));
        }
        sums.into_iter().collect()
    }

    /// The rows of a table: what each states (seldom unreadable), and what it is.
    fn rows() -> impl Strategy<Value = Vec<(Option<Decimal>, u8)>> {
        let amount = prop::option::weighted(0.99, (-3_i64..6).prop_map(|fen| Decimal::new(fen, 2)));
        prop::collection::vec((amount, 0_u8..9), 0..24)
    }

    proptest! {
        #[test]
        fn a_sum_may_be_of_the_same_rows_as_when_each_range_is_added(rows in rows(), held in 0_u32..6) {
            let of_kind = |wanted: fn(u8) -> bool| {
                let numbered = (1_u32..).zip(&rows).filter(|(_, (_, kind))| wanted(*kind));
                numbered.map(|(number, (amount, _))| (number, *amount)).collect::<Amounts>()
            };
            let (amounts, beside) = (of_kind(|kind| kind < 4), of_kind(|kind| kind == 4));
            let mut above = Above::of(amounts.clone(), beside.clone());
            let mut earlier = BTreeMap::new();
            for (number, (stated, kind)) in (1_u32..).zip(&rows).filter(|(_, (_, kind))| *kind > 4) {
                let reason = match kind {
                    5 => Aside::Total,
                    6 => Aside::Parent { last: number + held, is_exceeded: false },
                    _ => Aside::Subtotal,
                };
                let stated = stated.unwrap_or_default();
                let sums = plainly(number, reason, &earlier, &amounts, &beside);
                let likely = sums.filter(|sums| !sums.contains(&stated)).map(|sums| {
                    let is_above = reason == Aside::Total && sums[0].is_zero();
                    sums[if is_above { 2 } else { 0 }]
                });
                prop_assert_eq!(above.other_than(stated, number, reason), likely);
                if reason != (Aside::Parent { last: number + held, is_exceeded: false }) {
                    let label = kind.to_string();
                    earlier.insert(label.clone(), number);
                    above.begin_behind(number, label);
                }
            }
        }
    }
}
