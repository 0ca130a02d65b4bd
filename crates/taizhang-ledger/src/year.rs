//! Closing a year and opening the next.

use std::collections::BTreeMap;

use taizhang_core::book::{Command, YearStatus};
use taizhang_core::event::{BalanceDisposal, Event, LineBalance, PreviousClosing, Recorded};
use taizhang_core::ids::{CommandId, LineId};
use taizhang_store::{EventLog, HashValue};

use crate::{Config, Ledger, LedgerError, Outcome, Request};

impl Ledger {
    /// Closes the year on its last day; balances not named as surplus carry over. Where the next
    /// year was opened before, it quotes this closing by an event of its own.
    pub fn close_year(
        &mut self,
        disposals: BTreeMap<LineId, BalanceDisposal>,
        command_id: Option<CommandId>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        if self.known_outcome(command_id)?.is_none()
            && let Some(before) = self.year().previous()
            && self.book_of(before)?.status() == YearStatus::Open
        {
            return Err(LedgerError::ClosedBefore { year: self.year(), before });
        }
        let head_hash = self.hash_before(command_id)?.to_string();
        let last_day = self.year().last_day();
        let today = self.now().civil().date();
        let command = Command::CloseYear { head_hash, disposals };
        let request = Request::new(last_day.min(today), command);
        let mut outcome = self.record(&request.identified(command_id).dry(dry_run))?;
        if !dry_run {
            outcome.events.extend(self.quote_in_next_year()?);
        }
        Ok(outcome)
    }

    /// Opens the year after this one, quoting this year's closing, and makes it the ledger's
    /// current year. `early` opens it while this year is not closed yet, without a quote: payments
    /// of January do not wait for the report on the year before.
    ///
    /// The opening is recorded before the settings name the new year, so that they never name a
    /// year that is not open; asked again after a power cut in between, it finishes the work. Asked
    /// again of a year that was opened early and does not quote this closing yet, it adds the quote.
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
        let next = this_year.next().ok_or(LedgerError::PreviousYearOpen(this_year))?;
        let config = Config { year: next, ..self.config().clone() };
        if self.book_of(next)?.status() != YearStatus::Unopened && !dry_run {
            let events = self.quote_in_next_year()?;
            self.set_config(config)?;
            return Ok(Outcome { duplicate: events.is_empty(), events });
        }
        self.turn_to(next);
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

    /// Records in the next year what this year's closing said, where both are so far and the next
    /// year does not quote it yet: it was opened early, or this year was closed anew.
    fn quote_in_next_year(&mut self) -> Result<Vec<Recorded>, LedgerError> {
        let this_year = self.year();
        let Some(next) = this_year.next() else { return Ok(Vec::new()) };
        let book = self.book_of(next)?;
        if book.status() != YearStatus::Open || self.book()?.status() != YearStatus::Closed {
            return Ok(Vec::new());
        }
        let quote = self.closing_quote()?;
        if book.previous() == Some(&quote) {
            return Ok(Vec::new());
        }
        let today = self.now().civil().date();
        self.turn_to(next);
        let quoted = self.record(&Request::new(today, Command::QuoteClosing(quote)));
        self.turn_to(this_year);
        Ok(quoted?.events)
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
