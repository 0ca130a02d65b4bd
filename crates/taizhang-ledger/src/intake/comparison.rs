//! What a comparison of the ledger with the provincial system's list found.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::event::ComparedNumbers;
use taizhang_core::money::MoneyError;

/// Both sides compared up to a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many numbers, of vouchers or of payments, have the same amount in the same month on both sides.
    pub matched: usize,
    /// What they sum to.
    pub matched_amount: Money,
    /// Of these the numbers that do not say the kind of their voucher, and may have been several.
    pub told_apart: Vec<ToldApart>,
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

/// A number that does not say the kind of its voucher, and what it was found to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ToldApart {
    /// Its day.
    pub on: Date,
    /// The list's numbers; several where it is the ledger's that does not say its kind.
    pub shown: Vec<String>,
    /// The ledger's numbers.
    pub ledger: Vec<String>,
    /// What both sides have.
    pub amount: Money,
    /// By what it was found.
    pub by: ToldBy,
}

/// What tells numbers apart that do not say the kind of their voucher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldBy {
    /// Only one has its amount, and one side has no payee.
    Amount,
    /// Only one has its amount and payee.
    Payee,
    /// Only one has its amount and day, and no other payee.
    Day,
    /// All together have its amount.
    Sum,
    /// Each of its payments is one of them.
    Lines,
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Only the ledger has it.
    OnlyHere,
    /// Only the list has it.
    OnlyThere,
    /// The amounts of one month differ.
    AmountDiffers,
    /// The ledger has it in another month, on this day.
    MonthDiffers(Date),
    /// So many of one day and amount are in the list, and so many in the ledger, and no number tells which of them
    /// the other side lacks.
    Unclear {
        /// How many the list has.
        shown: usize,
        /// How many the ledger has.
        ledger: usize,
    },
    /// The list's number does not say the kind of its voucher, and may be any of these of the ledger.
    MayBeHere(Vec<String>),
    /// The ledger's number does not say the kind of its voucher, and may be any of these of the list.
    MayBeThere(Vec<String>),
}

impl Comparison {
    /// Tells whether nothing differs.
    pub const fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    /// Counts the numbers by what was found of them.
    pub fn numbers(&self) -> ComparedNumbers {
        let count = |is_it: fn(&Finding) -> bool| {
            let found = self.differences.iter().filter(|row| is_it(&row.finding)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        ComparedNumbers {
            matched: u32::try_from(self.matched).unwrap_or(u32::MAX),
            only_here: count(|finding| *finding == Finding::OnlyHere),
            only_there: count(|finding| *finding == Finding::OnlyThere),
            // In each of two months the amounts of the number differ.
            amount_differs: count(|finding| {
                matches!(finding, Finding::AmountDiffers | Finding::MonthDiffers(_))
            }),
            unclear: count(|finding| {
                matches!(
                    finding,
                    Finding::Unclear { .. } | Finding::MayBeHere(_) | Finding::MayBeThere(_)
                )
            }),
        }
    }

    pub(super) fn matches(&mut self, amount: Money) -> Result<(), MoneyError> {
        self.matched = self.matched.saturating_add(1);
        self.matched_amount = self.matched_amount.checked_add(amount)?;
        Ok(())
    }

    pub(super) fn differs(
        &mut self,
        on: Date,
        number: &str,
        finding: Finding,
        shown: Money,
        ledger: Money,
    ) {
        let number = number.to_owned();
        self.differences.push(Difference { on, number, finding, shown, ledger });
    }
}
