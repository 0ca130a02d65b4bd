//! The ledger's payments beside the provincial system's list, number by number and month by month.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::event::{ComparedNumbers, Event};
use taizhang_core::money::MoneyError;
use taizhang_import::kind::StatementRow;

use crate::{Ledger, LedgerError};

/// Both sides compared up to a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many numbers have the same amount on both sides.
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
    /// The amounts differ.
    AmountDiffers,
}

/// What one side has under one number.
type Side = BTreeMap<String, (Date, Money)>;

impl Ledger {
    /// Compares the year's payments up to `day` with a list of the same time. Several payments of
    /// one number are compared by their sum. Rows without a number are matched with payments of
    /// the same day and amount that no number matches.
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
                add(&mut there, &row.number, row.on, row.amount)?;
            }
        }
        for (number, (on, shown)) in there {
            match here.remove(&number) {
                Some((_, ledger)) if ledger == shown => comparison.matches(shown)?,
                Some((_, ledger)) => {
                    comparison.differs(on, number, Finding::AmountDiffers, shown, ledger);
                }
                None => comparison.differs(on, number, Finding::OnlyThere, shown, Money::ZERO),
            }
        }
        for (on, shown) in unnumbered {
            let same = here.iter().find(|(_, entry)| **entry == (on, shown));
            match same.map(|(number, _)| number.clone()) {
                Some(number) => {
                    here.remove(&number);
                    comparison.matches(shown)?;
                }
                None => {
                    comparison.differs(on, String::new(), Finding::OnlyThere, shown, Money::ZERO);
                }
            }
        }
        for (number, (on, ledger)) in here {
            comparison.differs(on, number, Finding::OnlyHere, Money::ZERO, ledger);
        }
        comparison.differences.sort_unstable();
        Ok(comparison)
    }

    /// Sums payments and returns by number; what was reversed by then does not count.
    fn paid_by(&self, day: Date, comparison: &mut Comparison) -> Result<Side, LedgerError> {
        let mut here = Side::new();
        let mut count = |number: &str, on: Date, amount: Money| -> Result<(), MoneyError> {
            comparison.ledger = comparison.ledger.checked_add(amount)?;
            let month = comparison.months.entry(on.month()).or_default();
            month.ledger = month.ledger.checked_add(amount)?;
            add(&mut here, number, on, amount)
        };
        for logged in self.year_events()? {
            let (event, on) = (&logged.recorded.event, logged.recorded.occurred_on);
            if on > day {
                continue;
            }
            match event {
                Event::DisbursementMade(payment) => count(&payment.voucher, on, payment.amount)?,
                Event::DisbursementReturned(back) => {
                    count(&back.voucher, on, back.amount.negated())?;
                }
                Event::Reversed(reversal) => match &*reversal.event {
                    Event::DisbursementMade(payment) => {
                        count(&payment.voucher, on, payment.amount.negated())?;
                    }
                    Event::DisbursementReturned(back) => count(&back.voucher, on, back.amount)?,
                    _ => {}
                },
                _ => {}
            }
        }
        here.retain(|_, (_, amount)| !amount.is_zero());
        Ok(here)
    }
}

impl Comparison {
    /// Tells whether nothing differs.
    pub const fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// Counts the numbers by what was found of them.
    pub fn numbers(&self) -> ComparedNumbers {
        let count = |finding: Finding| {
            let found = self.differences.iter().filter(|row| row.finding == finding).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        ComparedNumbers {
            matched: u32::try_from(self.matched).unwrap_or(u32::MAX),
            only_here: count(Finding::OnlyHere),
            only_there: count(Finding::OnlyThere),
            amount_differs: count(Finding::AmountDiffers),
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

fn add(side: &mut Side, number: &str, on: Date, amount: Money) -> Result<(), MoneyError> {
    let entry = side.entry(number.to_owned()).or_insert((on, Money::ZERO));
    entry.1 = entry.1.checked_add(amount)?;
    Ok(())
}
