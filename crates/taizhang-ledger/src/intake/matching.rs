//! The ledger's payments beside the provincial system's list, number by number and month by month.
//!
//! Numbers of vouchers are held against each other first. What is left on both sides is joined by the number
//! that the system gave its payment, where the ledger knows it, or by another spelling of the voucher: a list may have
//! no vouchers, or others. What has no kind of number in common is compared by day and amount.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::money::MoneyError;
use taizhang_import::kind::StatementRow;

use super::comparison::{Comparison, Finding};
use super::days;
use super::joined::Joined;
use super::moved::{Entry, Here, Moved, Name, Number, Side, side};
use super::reds::{Red, RedRows};
use crate::{Ledger, LedgerError};

impl Ledger {
    /// Compares the year's payments up to `day` with a list of the same time. Several payments of one
    /// number in one month are compared by their sum. A row that has no kind of number in common with a payment of the same day
    /// and amount is matched with it if it is clear with which, a reversal with a row of its amount in its month. What
    /// one side alone paid and took back in a month is no difference. What the months differ by is the sum of the differences.
    pub fn compare(&self, rows: &[StatementRow], day: Date) -> Result<Comparison, LedgerError> {
        let events = self.year_events()?;
        let events = events.iter().filter(|logged| logged.recorded.occurred_on <= day);
        let here: Vec<Moved> = events
            .filter_map(|logged| Moved::by(&logged.recorded.event, logged.recorded.occurred_on))
            .collect();
        let there: Vec<Moved> = rows.iter().filter(|row| row.on <= day).map(Moved::shown).collect();
        Ok(compare(&here, &there)?)
    }
}

fn compare(here: &[Moved], there: &[Moved]) -> Result<Comparison, MoneyError> {
    let mut comparison = Comparison::default();
    comparison.sum(here, there)?;
    let (unnumbered, there): (Vec<&Moved>, Vec<&Moved>) =
        there.iter().partition(|row| row.number.is_empty());
    let here: Vec<&Moved> = here.iter().collect();
    let none = Joined::default();
    let agreed = comparison.match_numbers(&Here::of(&here, &none)?, &side(&there, &none)?)?;
    let is_left = |moved: &&Moved| !agreed.contains(&none.name(moved));
    let here: Vec<&Moved> = here.into_iter().filter(is_left).collect();
    let there: Vec<&Moved> = there.into_iter().filter(is_left).collect();
    let joined = Joined::of(&here, &there);
    let (mut here, mut there) = (Here::of(&here, &joined)?, side(&there, &joined)?);
    if !joined.is_empty() {
        for number in comparison.match_numbers(&here, &there)? {
            there.remove(&number);
            here.paid.remove(&number);
            here.reds.remove(&number);
        }
    }
    comparison.match_reds(&mut here, &mut there)?;
    comparison.match_paid(&mut here, &mut there)?;
    // What is left of the reversals lessens what was paid under their numbers.
    let mut here = here.netted()?;
    comparison.match_amounts(&mut here, &mut there)?;
    comparison.match_bare(&mut here, &mut there)?;
    comparison.match_days(&mut here, &mut there, unnumbered)?;
    days::cancel(&mut here);
    days::cancel(&mut there);
    comparison.match_other_months(&mut here, &mut there);
    for Entry { on, amount, number, .. } in there.into_values() {
        comparison.differs(on, number, Finding::OnlyThere, amount, Money::ZERO);
    }
    for Entry { on, amount, number, .. } in here.into_values() {
        comparison.differs(on, number, Finding::OnlyHere, Money::ZERO, amount);
    }
    comparison.differences.sort_unstable();
    comparison.told_apart.sort_unstable();
    Ok(comparison)
}

impl Comparison {
    /// Sums the months of both sides.
    fn sum(&mut self, here: &[Moved], there: &[Moved]) -> Result<(), MoneyError> {
        for Moved { on, amount, .. } in here {
            self.ledger = self.ledger.checked_add(*amount)?;
            let month = self.months.entry(on.month()).or_default();
            month.ledger = month.ledger.checked_add(*amount)?;
        }
        for Moved { on, amount, .. } in there {
            self.shown = self.shown.checked_add(*amount)?;
            let month = self.months.entry(on.month()).or_default();
            month.shown = month.shown.checked_add(*amount)?;
        }
        Ok(())
    }

    /// Matches numbers whose sums of a month agree, reversals included, and returns them.
    fn match_numbers<'m>(
        &mut self,
        here: &Here<'m>,
        there: &Side<'m>,
    ) -> Result<BTreeSet<Number<'m>>, MoneyError> {
        let mut agreed = BTreeSet::new();
        for (number, entry) in there {
            if here.sum(number)? == Some(entry.amount) {
                self.matches(entry.amount)?;
                agreed.insert(*number);
            }
        }
        Ok(agreed)
    }

    /// Matches numbers whose payments agree, though the list has nothing for their reversals.
    fn match_paid<'m>(
        &mut self,
        here: &mut Here<'m>,
        there: &mut Side<'m>,
    ) -> Result<(), MoneyError> {
        for (number, row) in std::mem::take(there) {
            match here.paid.get(&number) {
                Some(paid) if paid.amount == row.amount => {
                    here.paid.remove(&number);
                    self.matches(row.amount)?;
                }
                _ => {
                    there.insert(number, row);
                }
            }
        }
        Ok(())
    }

    /// Matches reversals with rows that have a number of their own, or that of what they reverse: first
    /// all reversals of a voucher and month together, as a red voucher has several entries, then each.
    fn match_reds<'m>(
        &mut self,
        here: &mut Here<'m>,
        there: &mut Side<'m>,
    ) -> Result<(), MoneyError> {
        if here.reds.is_empty() {
            return Ok(());
        }
        let mut vouchers: BTreeMap<(&str, i8), Vec<(Number<'m>, Red<'m>)>> = BTreeMap::new();
        for (number, reds) in std::mem::take(&mut here.reds) {
            for red in reds {
                let of_voucher = vouchers.entry((&red.moved.target, number.1)).or_default();
                of_voucher.push((number, red));
            }
        }
        let mut rows = RedRows::of(there, &here.paid);
        let mut single = Vec::new();
        for reds in vouchers.into_values() {
            let sum = Money::sum(reds.iter().map(|(_, red)| red.amount))?;
            let whole = reds.first().map(|(_, first)| Red { amount: sum, ..*first });
            match whole.and_then(|whole| rows.take(&whole)) {
                Some(row) => {
                    there.remove(&row);
                    self.matches(sum)?;
                }
                None => single.extend(reds),
            }
        }
        for (number, red) in single {
            if let Some(row) = rows.take(&red) {
                there.remove(&row);
                self.matches(red.amount)?;
            } else {
                here.reds.entry(number).or_default().push(red);
            }
        }
        Ok(())
    }

    /// Holds against each other what both sides have under one number in one month.
    fn match_amounts<'m>(
        &mut self,
        here: &mut Side<'m>,
        there: &mut Side<'m>,
    ) -> Result<(), MoneyError> {
        for (number, row) in std::mem::take(there) {
            match here.remove(&number) {
                Some(entry) if entry.amount == row.amount => self.matches(row.amount)?,
                Some(entry) => {
                    let finding = Finding::AmountDiffers;
                    self.differs(row.on, entry.number, finding, row.amount, entry.amount);
                }
                None if row.amount.is_zero() => {}
                None => {
                    there.insert(number, row);
                }
            }
        }
        Ok(())
    }

    /// Joins what the two sides have once each under one number with one amount, in different months.
    fn match_other_months<'m>(&mut self, here: &mut Side<'m>, there: &mut Side<'m>) {
        let only = |side: &Side<'m>, name: Name<'m>| {
            let mut of_name =
                side.range((name, i8::MIN)..).take_while(|((own, _), _)| *own == name);
            match (of_name.next(), of_name.next()) {
                (Some((number, entry)), None) => Some((*number, entry.clone())),
                _ => None,
            }
        };
        let names: BTreeSet<Name<'m>> = there.keys().map(|(name, _)| *name).collect();
        for name in names {
            let (Some((there_number, row)), Some((here_number, entry))) =
                (only(there, name), only(here, name))
            else {
                continue;
            };
            if row.amount == entry.amount {
                there.remove(&there_number);
                here.remove(&here_number);
                let finding = Finding::MonthDiffers(entry.on);
                self.differs(row.on, entry.number, finding, row.amount, entry.amount);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::moved::How;
    use super::*;

    fn moved(at: u32, number: String, fen: i64, how: How) -> Moved {
        let day = i8::try_from(at % 28).expect("it is small") + 1;
        let target = if how == How::Reversed { number.clone() } else { String::new() };
        Moved {
            on: Date::constant(2022, 1, day),
            amount: Money::from_fen(fen),
            number,
            payment_id: None,
            target,
            payee: String::new(),
            how,
        }
    }

    /// Looking through all rows for each reversal, or through all payments for each row without a number, would
    /// take minutes.
    #[test]
    fn many_equal_amounts_are_matched_in_no_time() {
        const COUNT: u32 = 20_000;
        let number = |stem: &str, at: u32| format!("{stem}-{at}");
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for at in 0..COUNT {
            here.push(moved(at, number("记", at), 100, How::Paid));
            here.push(moved(at, number("记", at), -100, How::Reversed));
            there.push(moved(at, String::new(), 100, How::Paid));
            there.push(moved(at, number("红", at), -100, How::Paid));
        }
        let found = compare(&here, &there).expect("sums are in range");
        assert_eq!((found.differences.as_slice(), found.matched), (&[][..], 40_000));
    }
}
