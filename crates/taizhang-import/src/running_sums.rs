//! Sums of the rows before a row, kept once, so that what any range of rows comes to is one subtraction.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// What the rows before a row come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Before {
    /// How many of them cannot be read, or added.
    unread: usize,
    /// The sum of the others.
    sum: Decimal,
}

impl Before {
    /// Returns what the rows from `start` up to here come to; none if one of them cannot be read.
    pub(crate) fn since(self, start: Self) -> Option<Decimal> {
        let is_read = self.unread == start.unread;
        is_read.then(|| self.sum.checked_sub(start.sum)).flatten()
    }
}

/// The rows of a column with what those before each come to.
pub(crate) struct RunningSums {
    /// Numbers of the rows, rising.
    numbers: Vec<u32>,
    /// What is before each of them, and before the end.
    before: Vec<Before>,
}

impl RunningSums {
    /// Adds up rows by rising number; none for what cannot be read.
    pub(crate) fn of(rows: impl Iterator<Item = (u32, Option<Decimal>)>) -> Self {
        let mut sums = Self { numbers: Vec::new(), before: vec![Before::default()] };
        let mut last = Before::default();
        for (number, amount) in rows {
            match amount.and_then(|amount| last.sum.checked_add(amount)) {
                Some(sum) => last.sum = sum,
                None => last.unread = last.unread.saturating_add(1),
            }
            sums.numbers.push(number);
            sums.before.push(last);
        }
        sums
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Returns what the rows of smaller numbers come to.
    pub(crate) fn before(&self, number: u32) -> Before {
        let place = self.numbers.partition_point(|row| *row < number);
        self.before.get(place).copied().unwrap_or_default()
    }

    /// Returns what all rows come to.
    pub(crate) fn at_end(&self) -> Before {
        self.before.last().copied().unwrap_or_default()
    }
}

/// Places that sums may begin at, by what is before them.
#[derive(Default)]
pub(crate) struct Starts(BTreeMap<Before, usize>);

impl Starts {
    pub(crate) fn add(&mut self, start: Before) {
        let count = self.0.entry(start).or_default();
        *count = count.saturating_add(1);
    }

    pub(crate) fn remove(&mut self, start: Before) {
        if let Some(count) = self.0.get_mut(&start) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.0.remove(&start);
            }
        }
    }

    /// Tells whether the rows from one of the places up to `end` come to a sum.
    pub(crate) fn come_to(&self, sum: Decimal, end: Before) -> bool {
        let start = end.sum.checked_sub(sum).map(|sum| Before { sum, ..end });
        start.is_some_and(|start| self.0.contains_key(&start))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What rows from one number up to another come to, row by row.
    fn plainly(rows: &[(u32, Option<Decimal>)], first: u32, end: u32) -> Option<Decimal> {
        let mut rows = rows.iter().filter(|(number, _)| (first..end).contains(number));
        rows.try_fold(Decimal::ZERO, |sum, (_, amount)| sum.checked_add((*amount)?))
    }

    proptest! {
        #[test]
        fn ranges_come_to_the_sum_of_their_rows(
            amounts in prop::collection::vec((1_u32..4, prop::option::weighted(0.9, -9_i64..9)), 0..20),
            starts in prop::collection::vec(0_u32..40, 0..4),
            end in 0_u32..60,
            sum in -9_i64..9,
        ) {
            let mut number = 0;
            let row = |(step, amount): (u32, Option<i64>)| {
                number += step;
                (number, amount.map(|amount| Decimal::new(amount, 2)))
            };
            let rows: Vec<_> = amounts.into_iter().map(row).collect();
            let sums = RunningSums::of(rows.iter().copied());
            let mut kept = Starts::default();
            // What was taken away is no place to begin at.
            kept.add(sums.before(7));
            for start in &starts {
                kept.add(sums.before(*start));
                let plain = plainly(&rows, *start, end.max(*start));
                prop_assert_eq!(sums.before(end.max(*start)).since(sums.before(*start)), plain);
            }
            kept.remove(sums.before(7));
            let (end, sum) = (end.max(40), Decimal::new(sum, 2));
            let plain = starts.iter().any(|start| plainly(&rows, *start, end) == Some(sum));
            prop_assert_eq!(kept.come_to(sum, sums.before(end)), plain);
            prop_assert_eq!(sums.at_end().since(Before::default()), plainly(&rows, 0, u32::MAX));
        }
    }
}
