//! Rules of the year, its months and its assets.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{positive, required};
use crate::book::{Book, Field, Refusal, YearStatus};
use crate::event::{
    AssetClass, AssetHolding, BalanceDisposal, ClosingBalance, Event, MonthLock, MonthReopening,
    PreviousClosing, UnitProfile, YearClosing, YearOpening, YearReopening,
};
use crate::ids::LineId;
use crate::{FiscalYear, Money};

impl Book {
    pub(super) fn decide_opening(
        &self,
        unit: &UnitProfile,
        year: FiscalYear,
        previous: Option<&PreviousClosing>,
    ) -> Result<Vec<Event>, Refusal> {
        if let Some(open) = self.year {
            return Err(Refusal::YearAlreadyOpen(open));
        }
        required(&unit.name, Field::Name)?;
        if let Some(previous) = previous
            && Some(previous.year) != year.previous()
        {
            return Err(Refusal::PreviousYear { year, quoted: previous.year });
        }
        let opening = YearOpening { year, previous: previous.cloned() };
        Ok(vec![Event::UnitRegistered(unit.clone()), Event::YearOpened(opening)])
    }

    pub(super) fn decide_quote(
        &self,
        quoted: &PreviousClosing,
        year: FiscalYear,
    ) -> Result<Event, Refusal> {
        if Some(quoted.year) != year.previous() {
            return Err(Refusal::PreviousYear { year, quoted: quoted.year });
        }
        if self.previous.as_ref() == Some(quoted) {
            return Err(Refusal::NothingChanges);
        }
        Ok(Event::PreviousClosingQuoted(quoted.clone()))
    }

    pub(super) fn decide_reopening(&self, reason: &str) -> Result<Vec<Event>, Refusal> {
        match (self.status, self.year) {
            (YearStatus::Closed, Some(_)) => {
                required(reason, Field::Reason)?;
                Ok(vec![Event::YearReopened(YearReopening { reason: reason.to_owned() })])
            }
            (_, Some(year)) => Err(Refusal::YearNotClosed(year)),
            (_, None) => Err(Refusal::YearNotOpen),
        }
    }

    pub(super) fn decide_lock(&self, month: i8) -> Result<Event, Refusal> {
        if !(1..=12).contains(&month) {
            return Err(Refusal::NoSuchMonth(month));
        }
        if self.locked_months.contains(&month) {
            return Err(Refusal::MonthLocked(month));
        }
        Ok(Event::MonthLocked(MonthLock { month }))
    }

    /// Unlocks a month; the lock and its reopening both stay in the ledger.
    pub(super) fn decide_month_reopening(&self, month: i8, reason: &str) -> Result<Event, Refusal> {
        if !self.locked_months.contains(&month) {
            return Err(Refusal::MonthNotLocked(month));
        }
        required(reason, Field::Reason)?;
        Ok(Event::MonthReopened(MonthReopening { month, reason: reason.to_owned() }))
    }

    /// Refuses to close a year before its last day.
    pub(super) fn require_over(year: FiscalYear, today: Date) -> Result<(), Refusal> {
        if today < year.last_day() {
            return Err(Refusal::YearNotOver { year, today });
        }
        Ok(())
    }

    /// Closes the year: each line's unspent authority becomes carry-over (结转) unless it is
    /// declared surplus (结余).
    pub(super) fn decide_closing(
        &self,
        head_hash: &str,
        disposals: &BTreeMap<LineId, BalanceDisposal>,
    ) -> Result<Event, Refusal> {
        for line in disposals.keys() {
            self.existing_line(line)?;
        }
        let mut balances = Vec::new();
        for line in self.lines.keys() {
            let amount = self.available(line)?;
            let frozen = self.line_total(line, &[crate::figure::Measure::Frozen])?;
            let amount = amount.checked_add(frozen)?;
            if !amount.is_zero() {
                let disposal = disposals.get(line).copied().unwrap_or(BalanceDisposal::CarryOver);
                balances.push(ClosingBalance { line: line.clone(), amount, disposal });
            }
        }
        Ok(Event::YearClosed(YearClosing { head_hash: head_hash.to_owned(), balances }))
    }

    pub(super) fn decide_assets(&self, holding: &AssetHolding) -> Result<Event, Refusal> {
        let (gross, net) = (holding.gross_value, holding.net_book_value);
        if net.is_negative() || net > gross {
            return Err(Refusal::AssetValues { gross, net });
        }
        if gross != Money::ZERO {
            positive(gross)?;
            let stands = |rival: &&AssetClass| {
                let latest = self.assets.latest(|held| held.class == **rival);
                latest.is_some_and(|statement| !statement.fact.gross_value.is_zero())
            };
            let class = holding.class;
            let standing: Vec<AssetClass> = class.rivals().iter().filter(stands).copied().collect();
            if !standing.is_empty() {
                return Err(Refusal::AssetCountedTwice { class, standing });
            }
        }
        Ok(Event::AssetsRecorded(holding.clone()))
    }
}
