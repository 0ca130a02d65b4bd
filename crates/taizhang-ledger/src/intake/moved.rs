//! What moved money on either side of a comparison, under what it is compared.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::event::{Disbursement, Event};
use taizhang_core::money::MoneyError;
use taizhang_import::key::NumberKinds;
use taizhang_import::kind::StatementRow;
use taizhang_import::spelling::Spelling;
use taizhang_import::vocabulary::compact;

use super::joined::Joined;
use super::reds::Red;

/// What amounts are compared under, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name<'m> {
    /// The number of a voucher, or what stands in for it.
    Voucher(&'m str),
    /// That number, where the two sides spell it differently.
    Spelled(&'m Spelling),
    /// The number of a payment, which is used once in all the year.
    Payment(&'m str),
}

/// A name within a month: many offices begin their numbers anew each month.
pub(super) type Number<'m> = (Name<'m>, i8);

/// What one side has under one number of one month.
pub(super) type Side<'m> = BTreeMap<Number<'m>, Entry<'m>>;

/// The sum of a number, with its first day.
#[derive(Clone, Debug)]
pub(super) struct Entry<'m> {
    pub(super) on: Date,
    pub(super) amount: Money,
    /// The number that is shown.
    pub(super) number: &'m str,
    /// The number that the list says is taken back; empty where it says none.
    pub(super) target: &'m str,
    /// The payee; empty where there are several, or a list has none.
    pub(super) payee: &'m str,
    pub(super) kinds: NumberKinds,
    /// What it sums.
    pub(super) lines: Vec<&'m Moved>,
}

impl<'m> Entry<'m> {
    /// Sums lines of one number; nothing if there are none.
    pub(super) fn of(
        lines: impl IntoIterator<Item = &'m Moved>,
    ) -> Result<Option<Self>, MoneyError> {
        let mut entry: Option<Self> = None;
        for line in lines {
            entry.get_or_insert_with(|| Self::before(line)).add(line)?;
        }
        Ok(entry)
    }

    /// Begins a sum with a line that is not added yet.
    fn before(line: &'m Moved) -> Self {
        let Moved { on, number, payee, .. } = line;
        let (amount, kinds, lines) = (Money::ZERO, NumberKinds::default(), Vec::new());
        Self { on: *on, amount, number, target: "", payee, kinds, lines }
    }

    fn add(&mut self, line: &'m Moved) -> Result<(), MoneyError> {
        let kinds = line.kinds();
        self.amount = self.amount.checked_add(line.amount)?;
        if self.payee != line.payee {
            self.payee = "";
        }
        if line.how != How::Reversed {
            self.target = &line.target;
        }
        self.kinds.voucher |= kinds.voucher;
        self.kinds.payment |= kinds.payment;
        self.lines.push(line);
        Ok(())
    }
}

/// What moved money, on either side.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) on: Date,
    /// Negative for what takes money back.
    pub(super) amount: Money,
    /// The number of its voucher, or what stands in for it; empty where a list has none.
    pub(super) number: String,
    /// The number of the payment, or of the payment that it takes back.
    pub(super) payment_id: Option<String>,
    /// The number of the voucher that it takes back; empty where it takes back none, or a list does not say.
    pub(super) target: String,
    /// The payee without spaces; empty where a list has none.
    pub(super) payee: String,
    pub(super) how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Paid,
    /// With a number of its own.
    Returned,
    /// With that of what was reversed.
    Reversed,
}

/// What the ledger paid by a day.
#[derive(Debug, Default)]
pub(super) struct Here<'m> {
    pub(super) paid: Side<'m>,
    /// What takes back without a number of its own, by the number that it takes back.
    pub(super) reds: BTreeMap<Number<'m>, Vec<Red<'m>>>,
}

impl Moved {
    /// Reads what moves money of an event.
    pub(super) fn by(event: &Event, on: Date) -> Option<Self> {
        let of = |payment: &Disbursement, how, number: &str, amount, target: &str| Self {
            on,
            amount,
            number: number.to_owned(),
            payment_id: payment.payment_id.clone(),
            target: target.to_owned(),
            payee: compact(&payment.payee),
            how,
        };
        match event {
            Event::DisbursementMade(payment) => {
                Some(of(payment, How::Paid, &payment.voucher, payment.amount, ""))
            }
            Event::DisbursementReturned(back) => {
                let (payment, amount) = (&back.disbursement, back.amount.negated());
                Some(of(payment, How::Returned, &back.voucher, amount, &payment.voucher))
            }
            Event::Reversed(reversal) => {
                let reversed = Self::by(&reversal.event, on)?;
                let (amount, target) = (reversed.amount.negated(), reversed.number.clone());
                Some(Self { amount, target, how: How::Reversed, ..reversed })
            }
            _ => None,
        }
    }

    /// Takes a row of a list.
    pub(super) fn shown(row: &StatementRow) -> Self {
        Self {
            on: row.on,
            amount: row.amount,
            number: row.number.clone(),
            payment_id: row.payment_id.clone(),
            target: row.target.clone(),
            payee: compact(&row.payee),
            how: How::Paid,
        }
    }

    /// Returns what kinds of numbers it has.
    pub(super) fn kinds(&self) -> NumberKinds {
        NumberKinds::of_payment(&self.number, self.payment_id.as_deref())
    }
}

/// Sums what a side has by number and month.
pub(super) fn side<'m>(
    moved: &[&'m Moved],
    joined: &'m Joined<'_>,
) -> Result<Side<'m>, MoneyError> {
    let mut side = Side::new();
    for moved in moved {
        add(&mut side, joined.name(moved), moved)?;
    }
    Ok(side)
}

/// Adds to a number of a month.
fn add<'m>(side: &mut Side<'m>, number: Number<'m>, moved: &'m Moved) -> Result<(), MoneyError> {
    side.entry(number).or_insert_with(|| Entry::before(moved)).add(moved)
}

impl<'m> Here<'m> {
    pub(super) fn of(moved: &[&'m Moved], joined: &'m Joined<'_>) -> Result<Self, MoneyError> {
        let mut here = Self::default();
        for moved in moved {
            let number = joined.name(moved);
            let is_red = match moved.how {
                How::Paid => false,
                // A list may show a return under the number of its payment.
                How::Returned => matches!(number.0, Name::Payment(_)),
                How::Reversed => true,
            };
            if is_red {
                here.reds.entry(number).or_default().push(Red { moved, amount: moved.amount });
            } else {
                add(&mut here.paid, number, moved)?;
            }
        }
        Ok(here)
    }

    /// Sums a number's payments and reversals of one month.
    pub(super) fn sum(&self, number: &Number<'_>) -> Result<Option<Money>, MoneyError> {
        let Some(paid) = self.paid.get(number) else { return Ok(None) };
        let reds = self.reds.get(number).into_iter().flatten().map(|red| red.amount);
        Money::sum(std::iter::once(paid.amount).chain(reds)).map(Some)
    }

    pub(super) fn netted(self) -> Result<Side<'m>, MoneyError> {
        let mut side = self.paid;
        for (number, reds) in self.reds {
            for red in reds {
                add(&mut side, number, red.moved)?;
            }
        }
        side.retain(|_, entry| !entry.amount.is_zero());
        Ok(side)
    }
}
