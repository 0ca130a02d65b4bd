//! The ledger's payments beside the provincial system's list, number by number and month by month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::event::{ComparedNumbers, Event};
use taizhang_core::money::MoneyError;
use taizhang_import::kind::StatementRow;

use crate::{Ledger, LedgerError};

/// Both sides compared up to a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many numbers have the same amount in the same month on both sides.
    pub matched: usize,
    /// What they sum to.
    pub matched_amount: Money,
    /// Everything else, by day and number.
    pub differences: Vec<Difference>,
    /// Sums by month, 1 to 12, of months in which either side has anything.
    pub months: BTreeMap<i8, MonthSums>,
    /// Spent by the day as the list shows it.
    pub shown: Money,
    /// Spent by the day as the ledger shows it.
    pub ledger: Money,
}

/// The sums of one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthSums {
    /// The list's.
    pub shown: Money,
    /// The ledger's.
    pub ledger: Money,
}

/// One number on which the sides differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The day on the side that has it.
    pub on: Date,
    /// The number; empty where the list has none.
    pub number: String,
    /// How they differ.
    pub finding: Finding,
    /// The list's amount.
    pub shown: Money,
    /// The ledger's amount.
    pub ledger: Money,
}

/// How the sides differ on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Only the ledger has it.
    OnlyHere,
    /// Only the list has it.
    OnlyThere,
    /// The amounts of one month differ.
    AmountDiffers,
    /// The ledger has it in another month, on this day.
    MonthDiffers(Date),
}

/// A number within a month: many offices begin their numbers anew each month.
type Number = (String, i8);

/// What one side has under one number of one month.
type Side = BTreeMap<Number, Entry>;

/// The sum of a number, with its first day.
#[derive(Clone, Debug)]
struct Entry {
    on: Date,
    amount: Money,
    /// The number that the list says is taken back; empty where it says none.
    target: String,
}

/// A reversal of the ledger. It has no number of its own, where the list's red letter mostly has one.
#[derive(Clone, Debug)]
struct Red {
    /// The number of what was reversed.
    number: String,
    on: Date,
    amount: Money,
}

/// What the ledger paid by a day.
#[derive(Debug, Default)]
struct Here {
    paid: Side,
    /// Reversals, by the number that they reverse.
    reds: BTreeMap<Number, Vec<Red>>,
}

impl Ledger {
    /// Compares the year's payments up to `day` with a list of the same time. Several payments of one
    /// number in one month are compared by their sum. A row without a number is matched with a payment
    /// of the same day and amount that no number matches, a reversal with a row of its amount in its
    /// month. What the months differ by is the sum of the differences.
    pub fn compare(&self, rows: &[StatementRow], day: Date) -> Result<Comparison, LedgerError> {
        let mut comparison = Comparison::default();
        let mut here = self.paid_by(day, &mut comparison)?;
        let mut there = Side::new();
        let mut unnumbered: Vec<(Date, Money)> = Vec::new();
        for row in rows.iter().filter(|row| row.on <= day) {
            comparison.shown = comparison.shown.checked_add(row.amount)?;
            let month = comparison.months.entry(row.on.month()).or_default();
            month.shown = month.shown.checked_add(row.amount)?;
            if row.number.is_empty() {
                unnumbered.push((row.on, row.amount));
            } else {
                add(&mut there, &row.number, row.on, row.amount)?.target.clone_from(&row.target);
            }
        }
        comparison.match_numbers(&mut here, &mut there)?;
        comparison.match_reds(&mut here, &mut there)?;
        comparison.match_paid(&mut here, &mut there)?;
        // What is left of the reversals lessens what was paid under their numbers.
        let mut here = here.netted()?;
        comparison.match_amounts(&mut here, &mut there)?;
        comparison.match_days(&mut here, unnumbered)?;
        comparison.match_other_months(&mut here, &mut there);
        for ((number, _), Entry { on, amount, .. }) in there {
            comparison.differs(on, number, Finding::OnlyThere, amount, Money::ZERO);
        }
        for ((number, _), Entry { on, amount, .. }) in here {
            comparison.differs(on, number, Finding::OnlyHere, Money::ZERO, amount);
        }
        comparison.differences.sort_unstable();
        Ok(comparison)
    }

    /// Collects payments and returns by number and month, and the reversals of either.
    fn paid_by(&self, day: Date, comparison: &mut Comparison) -> Result<Here, LedgerError> {
        let mut here = Here::default();
        for logged in self.year_events()? {
            let (event, on) = (&logged.recorded.event, logged.recorded.occurred_on);
            let is_red = matches!(event, Event::Reversed(_));
            let Some((number, amount)) = movement(event).filter(|_| on <= day) else { continue };
            comparison.ledger = comparison.ledger.checked_add(amount)?;
            let month = comparison.months.entry(on.month()).or_default();
            month.ledger = month.ledger.checked_add(amount)?;
            if is_red {
                here.add_red(Red { number: number.to_owned(), on, amount });
            } else {
                add(&mut here.paid, number, on, amount)?;
            }
        }
        Ok(here)
    }
}

/// Number and amount of what moves money out; negative for what takes it back.
fn movement(event: &Event) -> Option<(&str, Money)> {
    match event {
        Event::DisbursementMade(payment) => Some((&payment.voucher, payment.amount)),
        Event::DisbursementReturned(back) => Some((&back.voucher, back.amount.negated())),
        Event::Reversed(reversal) => {
            movement(&reversal.event).map(|(number, amount)| (number, amount.negated()))
        }
        _ => None,
    }
}

impl Here {
    /// Sums a number's payments and reversals of one month.
    fn sum(&self, number: &Number) -> Result<Option<Money>, MoneyError> {
        let Some(paid) = self.paid.get(number) else { return Ok(None) };
        let reds = self.reds.get(number).into_iter().flatten().map(|red| red.amount);
        Money::sum(std::iter::once(paid.amount).chain(reds)).map(Some)
    }

    fn add_red(&mut self, red: Red) {
        let number = (red.number.clone(), red.on.month());
        self.reds.entry(number).or_default().push(red);
    }

    fn netted(self) -> Result<Side, MoneyError> {
        let mut side = self.paid;
        for red in self.reds.into_values().flatten() {
            add(&mut side, &red.number, red.on, red.amount)?;
        }
        side.retain(|_, entry| !entry.amount.is_zero());
        Ok(side)
    }
}

impl Red {
    /// Tells how well a row fits, the best the lowest; none where it is another one.
    fn fit(&self, row: &Entry) -> Option<(bool, bool)> {
        let is_told = row.target == self.number;
        let may_be = row.amount == self.amount
            && row.on.month() == self.on.month()
            && (is_told || row.target.is_empty());
        may_be.then_some((!is_told, row.on != self.on))
    }
}

impl Comparison {
    /// Matches numbers whose sums of a month agree, reversals included.
    fn match_numbers(&mut self, here: &mut Here, there: &mut Side) -> Result<(), MoneyError> {
        let mut agree = Vec::new();
        for (number, entry) in &*there {
            if here.sum(number)? == Some(entry.amount) {
                agree.push((number.clone(), entry.amount));
            }
        }
        for (number, amount) in agree {
            there.remove(&number);
            here.paid.remove(&number);
            here.reds.remove(&number);
            self.matches(amount)?;
        }
        Ok(())
    }

    /// Matches numbers whose payments agree, though the list has nothing for their reversals.
    fn match_paid(&mut self, here: &mut Here, there: &mut Side) -> Result<(), MoneyError> {
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
    /// all reversals of a number and month together, as a red voucher has several entries, then each.
    fn match_reds(&mut self, here: &mut Here, there: &mut Side) -> Result<(), MoneyError> {
        let mut single = Vec::new();
        for reds in std::mem::take(&mut here.reds).into_values() {
            let sum = Money::sum(reds.iter().map(|red| red.amount))?;
            let whole = reds.first().map(|first| Red { amount: sum, ..first.clone() });
            match whole.filter(|whole| take_red(whole, here, there)) {
                Some(_) => self.matches(sum)?,
                None => single.extend(reds),
            }
        }
        for red in single {
            if take_red(&red, here, there) {
                self.matches(red.amount)?;
            } else {
                here.add_red(red);
            }
        }
        Ok(())
    }

    /// Holds against each other what both sides have under one number in one month.
    fn match_amounts(&mut self, here: &mut Side, there: &mut Side) -> Result<(), MoneyError> {
        for (number, row) in std::mem::take(there) {
            match here.remove(&number) {
                Some(entry) if entry.amount == row.amount => self.matches(row.amount)?,
                Some(entry) => {
                    let finding = Finding::AmountDiffers;
                    self.differs(row.on, number.0, finding, row.amount, entry.amount);
                }
                None if row.amount.is_zero() => {}
                None => {
                    there.insert(number, row);
                }
            }
        }
        Ok(())
    }

    /// Matches rows without a number by day and amount.
    fn match_days(
        &mut self,
        here: &mut Side,
        unnumbered: Vec<(Date, Money)>,
    ) -> Result<(), MoneyError> {
        for (on, shown) in unnumbered {
            let same = here.iter().find(|(_, entry)| (entry.on, entry.amount) == (on, shown));
            if let Some(number) = same.map(|(number, _)| number.clone()) {
                here.remove(&number);
                self.matches(shown)?;
            } else {
                self.differs(on, String::new(), Finding::OnlyThere, shown, Money::ZERO);
            }
        }
        Ok(())
    }

    /// Joins what the two sides have once each under one number with one amount, in different months.
    fn match_other_months(&mut self, here: &mut Side, there: &mut Side) {
        let only = |side: &Side, number: &str| {
            let first = (number.to_owned(), i8::MIN);
            let mut of_number = side.range(first..).take_while(|((own, _), _)| own == number);
            match (of_number.next(), of_number.next()) {
                (Some((key, entry)), None) => Some((key.clone(), entry.clone())),
                _ => None,
            }
        };
        let numbers: BTreeSet<String> = there.keys().map(|(number, _)| number.clone()).collect();
        for number in numbers {
            let (Some((there_key, row)), Some((here_key, entry))) =
                (only(there, &number), only(here, &number))
            else {
                continue;
            };
            if row.amount == entry.amount {
                there.remove(&there_key);
                here.remove(&here_key);
                self.differs(
                    row.on,
                    number,
                    Finding::MonthDiffers(entry.on),
                    row.amount,
                    entry.amount,
                );
            }
        }
    }
}

impl Comparison {
    /// Tells whether nothing differs.
    pub const fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// Counts the numbers by what was found of them.
    pub fn numbers(&self) -> ComparedNumbers {
        let count = |is_it: fn(Finding) -> bool| {
            let found = self.differences.iter().filter(|row| is_it(row.finding)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        ComparedNumbers {
            matched: u32::try_from(self.matched).unwrap_or(u32::MAX),
            only_here: count(|finding| finding == Finding::OnlyHere),
            only_there: count(|finding| finding == Finding::OnlyThere),
            // In each of two months the amounts of the number differ.
            amount_differs: count(|finding| {
                matches!(finding, Finding::AmountDiffers | Finding::MonthDiffers(_))
            }),
        }
    }

    fn matches(&mut self, amount: Money) -> Result<(), MoneyError> {
        self.matched = self.matched.saturating_add(1);
        self.matched_amount = self.matched_amount.checked_add(amount)?;
        Ok(())
    }

    fn differs(&mut self, on: Date, number: String, finding: Finding, shown: Money, ledger: Money) {
        self.differences.push(Difference { on, number, finding, shown, ledger });
    }
}

/// Takes the row out that fits a reversal best, if one does.
fn take_red(red: &Red, here: &Here, there: &mut Side) -> bool {
    let fitting = there.iter().filter(|(number, _)| !here.paid.contains_key(*number));
    let ranked = fitting.filter_map(|(number, row)| Some((red.fit(row)?, number)));
    let best = ranked.min().map(|(_, number)| number.clone());
    best.is_some_and(|number| there.remove(&number).is_some())
}

/// Adds to a number of a month.
fn add<'s>(
    side: &'s mut Side,
    number: &str,
    on: Date,
    amount: Money,
) -> Result<&'s mut Entry, MoneyError> {
    let new = Entry { on, amount: Money::ZERO, target: String::new() };
    let entry = side.entry((number.to_owned(), on.month())).or_insert(new);
    entry.amount = entry.amount.checked_add(amount)?;
    Ok(entry)
}
