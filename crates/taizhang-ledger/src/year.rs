//! Closing a year and opening the next.

use std::collections::BTreeMap;

use taizhang_core::FiscalYear;
use taizhang_core::book::{Command, YearStatus};
use taizhang_core::event::{BalanceDisposal, LineBalance, PreviousClosing};
use taizhang_core::ids::LineId;
use taizhang_store::EventLog;

use crate::{Config, Ledger, LedgerError, Outcome, Request};

impl Ledger {
    /// Closes the year on its last day; balances not named as surplus carry over.
    pub fn close_year(
        &mut self,
        disposals: BTreeMap<LineId, BalanceDisposal>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        let head_hash = self.head().hash.to_string();
        let last_day = self.year().last_day();
        let today = self.now().civil().date();
        let command = Command::CloseYear { head_hash, disposals };
        self.record(&Request::new(last_day.min(today), command).dry(dry_run))
    }

    /// Opens the year after this one, quoting this year's closing, and makes it the ledger's
    /// current year.
    pub fn open_next_year(&mut self, dry_run: bool) -> Result<Outcome, LedgerError> {
        let previous = self.closing_quote()?;
        let unit = self.book()?.unit().cloned();
        let unit = unit.ok_or(LedgerError::PreviousYearOpen(self.year()))?;
        let next = FiscalYear::try_from(self.year().get().saturating_add(1))
            .map_err(|_| LedgerError::PreviousYearOpen(self.year()))?;
        let config = Config { year: next, ..self.config().clone() };
        if dry_run {
            return Ok(Outcome { events: Vec::new(), duplicate: false });
        }
        self.set_config(config)?;
        let command = Command::OpenYear { unit, year: next, previous: Some(previous) };
        self.record(&Request::new(next.first_day(), command))
    }

    /// Returns what the next year's opening quotes of this year.
    fn closing_quote(&self) -> Result<PreviousClosing, LedgerError> {
        let book = self.book()?;
        let (YearStatus::Closed, Some(closing)) = (book.status(), book.closing()) else {
            return Err(LedgerError::PreviousYearOpen(self.year()));
        };
        // A closed year takes no event, so its last event is its closing.
        let closing_event = self.log.read(book.last())?.next();
        let closing_hash = match closing_event {
            Some(stored) => stored?.hash.to_string(),
            None => return Err(LedgerError::NoSuchEvent(book.last().to_string())),
        };
        let carried = closing
            .balances
            .iter()
            .filter(|balance| balance.disposal == BalanceDisposal::CarryOver)
            .map(|balance| LineBalance { line: balance.line.clone(), amount: balance.amount })
            .collect();
        Ok(PreviousClosing { year: self.year(), closing_hash, carry_over: carried })
    }
}
