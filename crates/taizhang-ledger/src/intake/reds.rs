//! Which row of a list a reversal of the ledger is. It has no number of its own, where the list's red letter
//! mostly has one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_import::spelling::{Spelling, last_number};

use super::moved::{Entry, Moved, Number, Side};

/// What takes a payment back: a movement, or all of one number and month together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Red<'m> {
    /// The first, or the only one.
    pub(super) moved: &'m Moved,
    pub(super) amount: Money,
}

impl Red<'_> {
    /// Returns the numbers by which a list may say what it takes back.
    fn targets(&self) -> Vec<(u64, Spelling)> {
        let Moved { target, payment_id, .. } = self.moved;
        let numbers = std::iter::once(target.as_str()).chain(payment_id.as_deref());
        numbers.map(|number| (last_number(number), Spelling::of(number))).collect()
    }
}

/// Rows that reversals may be, by what both must say alike.
#[derive(Debug, Default)]
pub(super) struct RedRows<'m> {
    /// By day, amount, and what all spellings of the number share that they say is taken back.
    of_days: BTreeMap<(Date, Money, Option<u64>), BTreeSet<Number<'m>>>,
    /// By month, amount, and the same.
    of_months: BTreeMap<(i8, Money, Option<u64>), BTreeSet<Number<'m>>>,
    /// The day and that number of each.
    told: BTreeMap<Number<'m>, Told>,
}

/// What a row says of what it takes back.
#[derive(Debug)]
struct Told {
    on: Date,
    amount: Money,
    /// What all spellings of its number share; none where it names no number.
    shared: Option<u64>,
    target: Spelling,
}

impl<'m> RedRows<'m> {
    /// Collects the rows whose number is that of no payment.
    pub(super) fn of(there: &Side<'m>, paid: &Side<'m>) -> Self {
        let mut rows = Self::default();
        for (number, Entry { on, amount, target, .. }) in there {
            if !paid.contains_key(number) {
                let (on, amount) = (*on, *amount);
                let shared = (!target.is_empty()).then(|| last_number(target));
                rows.of_days.entry((on, amount, shared)).or_default().insert(*number);
                rows.of_months.entry((on.month(), amount, shared)).or_default().insert(*number);
                let target = Spelling::of(target);
                rows.told.insert(*number, Told { on, amount, shared, target });
            }
        }
        rows
    }

    /// Takes the row out that fits a reversal best, if one does: one that names what it takes back before one that
    /// may name it, and this before one that does not say; one of the day before one of the month.
    pub(super) fn take(&mut self, red: &Red<'m>) -> Option<Number<'m>> {
        let targets = red.targets();
        let best = self.naming(red, &targets, Spelling::eq);
        let best = best.or_else(|| self.naming(red, &targets, Spelling::may_be));
        let best = best.or_else(|| self.of_day(red, None).next());
        let best = best.or_else(|| self.of_month(red, None).next())?;
        let Told { on, amount, shared, .. } = self.told.remove(&best)?;
        if let Some(rows) = self.of_days.get_mut(&(on, amount, shared)) {
            rows.remove(&best);
        }
        if let Some(rows) = self.of_months.get_mut(&(on.month(), amount, shared)) {
            rows.remove(&best);
        }
        Some(best)
    }

    /// Returns the first row whose target stands to one of a reversal's as `is_it` says.
    fn naming(
        &self,
        red: &Red<'m>,
        targets: &[(u64, Spelling)],
        is_it: fn(&Spelling, &Spelling) -> bool,
    ) -> Option<Number<'m>> {
        let names = |row: &Number<'m>, own: &Spelling| {
            self.told.get(row).is_some_and(|told| is_it(&told.target, own))
        };
        let of_day = targets.iter().filter_map(|(shared, own)| {
            self.of_day(red, Some(*shared)).find(|row| names(row, own))
        });
        let of_month = targets.iter().filter_map(|(shared, own)| {
            self.of_month(red, Some(*shared)).find(|row| names(row, own))
        });
        of_day.min().or_else(|| of_month.min())
    }

    fn of_day(&self, red: &Red<'_>, shared: Option<u64>) -> impl Iterator<Item = Number<'m>> + '_ {
        self.of_days.get(&(red.moved.on, red.amount, shared)).into_iter().flatten().copied()
    }

    fn of_month(
        &self,
        red: &Red<'_>,
        shared: Option<u64>,
    ) -> impl Iterator<Item = Number<'m>> + '_ {
        let of_month = self.of_months.get(&(red.moved.on.month(), red.amount, shared));
        of_month.into_iter().flatten().copied()
    }
}
