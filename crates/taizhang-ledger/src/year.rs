//! Closing a year and opening the next.

use std::collections::BTreeMap;

use taizhang_core::FiscalYear;
use taizhang_core::book::{Command, YearStatus};
use taizhang_core::event::{BalanceDisposal, Event, LineBalance, PreviousClosing, Recorded};
use taizhang_core::ids::{CommandId, LineId};
use taizhang_store::{EventLog, HashValue};

use crate::{Config, Ledger, LedgerError, Outcome, Request};

impl Ledger {
    /// Closes the year on its last day; balances not named as surplus carry over.
    pub fn close_year(
        &mut self,
        disposals: BTreeMap<LineId, BalanceDisposal>,
        command_id: Option<CommandId>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        let head_hash = self.hash_before(command_id)?.to_string();
        let last_day = self.year().last_day();
        let today = self.now().civil().date();
        let command = Command::CloseYear { head_hash, disposals };
        let request = Request::new(last_day.min(today), command);
        self.record(&request.identified(command_id).dry(dry_run))
    }

    /// Opens the year after this one, quoting this year's closing, and makes it the ledger's
    /// current year. `early` opens it while this year is not closed yet, without a quote: payments
    /// of January do not wait for the report on the year before.
    ///
    /// The opening is recorded before the settings name the new year, so that they never name a
    /// year that is not open; asked again after a power cut in between, it finishes the work.
    pub fn open_next_year(
        &mut self,
        early: bool,
        command_id: Option<CommandId>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        if let Some(known) = self.known_outcome(command_id)? {
            let opens = |known: &Recorded| matches!(known.event, Event::YearOpened(_));
            return match known.events.first() {
                Some(first) if !known.events.iter().any(opens) => {
                    Err(LedgerError::CommandReused(first.sequence))
                }
                _ => Ok(known),
            };
        }
        let is_closed = self.book()?.status() == YearStatus::Closed;
        let previous = if early && !is_closed { None } else { Some(self.closing_quote()?) };
        let this_year = self.year();
        let unit = self.book()?.unit().cloned();
        let unit = unit.ok_or(LedgerError::PreviousYearOpen(this_year))?;
        let next = FiscalYear::try_from(this_year.get().saturating_add(1))
            .map_err(|_| LedgerError::PreviousYearOpen(this_year))?;
        let config = Config { year: next, ..self.config().clone() };
        self.turn_to(next);
        if self.book()?.status() != YearStatus::Unopened && !dry_run {
            self.set_config(config)?;
            return Ok(Outcome { events: Vec::new(), duplicate: true });
        }
        let command = Command::OpenYear { unit, year: next, previous };
        let request = Request::new(next.first_day(), command);
        let outcome = self.record(&request.identified(command_id).dry(dry_run));
        if outcome.is_ok() && !dry_run {
            self.set_config(config)?;
        } else {
            self.turn_to(this_year);
        }
        outcome
    }

    /// Returns the hash of the ledger's end, or of the end as it was when the command was recorded.
    fn hash_before(&self, command_id: Option<CommandId>) -> Result<HashValue, LedgerError> {
        let known = command_id.map(|id| self.log.command(id)).transpose()?.flatten();
        let Some(sequences) = known else { return Ok(self.head().hash) };
        let first = self.log.read(*sequences.start())?.next().transpose()?;
        Ok(first.map_or(self.head().hash, |first| first.previous_hash))
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
