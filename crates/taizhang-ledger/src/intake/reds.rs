//! Which row of a list a reversal of the ledger is. It has no number of its own, where the list's red letter
//! mostly has one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;

use super::moved::{Entry, Moved, Number, Side};

/// What takes a payment back: a movement, or all of one number and month together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Red<'m> {
    /// The first, or the only one.
    pub(super) moved: &'m Moved,
    pub(super) amount: Money,
}

impl<'m> Red<'m> {
    /// Returns the numbers by which a list may say what it takes back.
    fn targets(&self) -> impl Iterator<Item = &'m str> + use<'m> {
        let Moved { target, payment_id, .. } = self.moved;
        std::iter::once(target.as_str()).chain(payment_id.as_deref())
    }
}

/// Rows that reversals may be, by what both must say alike.
#[derive(Debug, Default)]
pub(super) struct RedRows<'m> {
    /// By day, amount, and the number that they say is taken back.
    of_days: BTreeMap<(Date, Money, &'m str), BTreeSet<Number<'m>>>,
    /// By month, amount, and that number.
    of_months: BTreeMap<(i8, Money, &'m str), BTreeSet<Number<'m>>>,
    /// The day and that number of each.
    told: BTreeMap<Number<'m>, (Date, &'m str)>,
}

impl<'m> RedRows<'m> {
    /// Collects the rows whose number is that of no payment.
    pub(super) fn of(there: &Side<'m>, paid: &Side<'m>) -> Self {
        let mut rows = Self::default();
        for (number, Entry { on, amount, target, .. }) in there {
            if !paid.contains_key(number) {
                rows.of_days.entry((*on, *amount, *target)).or_default().insert(*number);
                rows.of_months.entry((on.month(), *amount, *target)).or_default().insert(*number);
                rows.told.insert(*number, (*on, *target));
            }
        }
        rows
    }

    /// Takes the row out that fits a reversal best, if one does: one that names what it takes back before one
    /// that does not say, one of the day before one of the month.
    pub(super) fn take(&mut self, red: &Red<'m>) -> Option<Number<'m>> {
        let (on, amount) = (red.moved.on, red.amount);
        let of_day = |target: &'m str| self.of_days.get(&(on, amount, target))?.first();
        let of_month = |target: &'m str| self.of_months.get(&(on.month(), amount, target))?.first();
        let best = red.targets().filter_map(of_day).min();
        let best = best.or_else(|| red.targets().filter_map(of_month).min());
        let best = *best.or_else(|| of_day("")).or_else(|| of_month(""))?;
        let (day, target) = self.told.remove(&best)?;
        if let Some(rows) = self.of_days.get_mut(&(day, amount, target)) {
            rows.remove(&best);
        }
        if let Some(rows) = self.of_months.get_mut(&(day.month(), amount, target)) {
            rows.remove(&best);
        }
        Some(best)
    }
}
