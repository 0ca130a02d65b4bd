//! Entries of the ledger by what the spellings of a voucher's number share.

use taizhang_import::key::Key;
use taizhang_import::spelling::Spelled;

/// Places of the entries with a number of a voucher, each by a print of it with its amount, day or payee.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    amounts: Vec<(u64, usize)>,
    days: Vec<(u64, usize)>,
    payees: Vec<(u64, usize)>,
}

impl Spellings {
    /// Sorts the entries of a year, whose keys stand in the order of their places.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        let mut spellings = Self::default();
        for (at, key) in keys.enumerate() {
            let Some(Spelled { amount, day, payee }) = key.spelled else { continue };
            spellings.amounts.push((amount, at));
            spellings.days.push((day, at));
            spellings.payees.push((payee, at));
        }
        spellings.amounts.sort_unstable();
        spellings.days.sort_unstable();
        spellings.payees.sort_unstable();
        spellings
    }

    /// Returns the places of the entries that have the amount of a row, and perhaps its number.
    pub(super) fn of_amount(&self, row: &Key) -> impl Iterator<Item = usize> + '_ {
        of_print(&self.amounts, row.spelled.map(|spelled| spelled.amount))
    }

    /// Returns the places of the entries that have the day or the payee of a row, and perhaps its number.
    pub(super) fn of_day_or_payee(&self, row: &Key) -> impl Iterator<Item = usize> + '_ {
        let of_day = of_print(&self.days, row.spelled.map(|spelled| spelled.day));
        of_day.chain(of_print(&self.payees, row.spelled.map(|spelled| spelled.payee)))
    }
}

fn of_print(sorted: &[(u64, usize)], wanted: Option<u64>) -> impl Iterator<Item = usize> + '_ {
    let of_print = wanted.map(|wanted| {
        let start = sorted.partition_point(|(print, _)| *print < wanted);
        let rest = sorted.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(print, _)| *print == wanted).map(|(_, at)| *at)
    });
    of_print.into_iter().flatten()
}
