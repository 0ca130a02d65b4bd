//! Rules: which events a command leads to, or why it is refused.

mod amendment;
mod budget;
mod performance;
mod proceedings;
mod reversal;
mod unit;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Act, Book, Command, Field, Refusal, YearStatus};
use crate::code::CodeTable;
use crate::event::Event;
use crate::figure::{Measure, Posting, postings};
use crate::ids::LineId;
use crate::{FiscalYear, Money, is_unseen};

impl Book {
    /// Decides which events `act` leads to.
    pub fn decide(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        if act.on > act.today {
            return Err(Refusal::FutureDate { date: act.on, today: act.today });
        }
        if let Command::OpenYear { unit, year, previous } = &act.command {
            return self.decide_opening(unit, *year, previous.as_ref());
        }
        if let Command::ReopenYear { reason } = &act.command {
            return self.decide_reopening(reason);
        }
        let year = self.open_year()?;
        if act.on < year.first_day() {
            return Err(Refusal::OutsideYear { date: act.on, year });
        }
        let on = act.on;
        let event = self.decide_within_year(act, year)?;
        self.check_money(&event, on, year)?;
        Ok(vec![event])
    }

    fn decide_within_year(&self, act: Act, year: FiscalYear) -> Result<Event, Refusal> {
        let Act { on, today, by, command } = act;
        match command {
            Command::OpenYear { .. } | Command::ReopenYear { .. } => {
                Err(Refusal::YearAlreadyOpen(year))
            }
            Command::QuoteClosing(quoted) => self.decide_quote(&quoted, year),
            Command::LockMonth(month) => self.decide_lock(month),
            Command::ReopenMonth { month, reason } => self.decide_month_reopening(month, &reason),
            Command::CloseYear { head_hash, disposals } => {
                Self::require_over(year, today)?;
                self.decide_closing(&head_hash, &disposals)
            }
            Command::SetAuthorisedPosts(posts) => Ok(Event::AuthorisedPostsSet(posts)),
            Command::RecordHeadcount(count) => Ok(Event::HeadcountRecorded(count)),
            Command::RecordAssets(holding) => self.decide_assets(&holding),
            Command::ChangeBudget { change, line, amount, document, memo } => {
                self.decide_budget_change(change, &line, amount, &document, &memo, year)
            }
            Command::MoveBudget { from, to, amount, document, memo } => {
                self.decide_virement(&from, &to, amount, &document, &memo, year)
            }
            Command::AmendLine { now, reason } => self.decide_line_amendment(&now, &reason, year),
            Command::AmendDocument { target, now, reason } => {
                self.decide_document_amendment(on, &target, &now, &reason)
            }
            Command::Disburse(payment) => self.decide_payment(payment, year),
            Command::ReturnDisbursement { target, amount, voucher, reason } => {
                self.decide_return(on, &target, amount, &voucher, &reason)
            }
            Command::Reverse { target, reason } => self.decide_reversal(on, &target, &reason),
            Command::Reconcile(compared) => self.decide_reconciliation(compared),
            Command::DeclareObjective(objective) => {
                required(&objective.text, Field::Text)?;
                Ok(Event::ObjectiveDeclared(objective))
            }
            Command::DeclareGoal(goal) => self.decide_goal(&goal),
            Command::DeclareIndicator(indicator) => self.decide_indicator(&indicator),
            Command::AdjustIndicator(change) => self.decide_adjustment(&change),
            Command::RecordActivity(activity) => self.decide_activity(&activity),
            Command::CorrectActivity { now, reason } => {
                self.decide_activity_correction(&now, &reason)
            }
            Command::RecordSurvey(survey) => Self::decide_survey(&survey),
            Command::Assess(assessment) => self.decide_assessment(&assessment),
            Command::ExplainDeviation(deviation) => self.decide_deviation(&deviation),
            Command::AttachEvidence(evidence) => self.decide_evidence(&evidence),
            Command::WriteNarrative(narrative) => {
                required(&narrative.markdown, Field::Text)?;
                Ok(Event::NarrativeWritten(narrative))
            }
            Command::ReviewNarrative(review) => self.decide_narrative_review(&review),
            Command::Submit(submission) => Ok(Event::SelfEvaluationSubmitted(submission)),
            Command::Review(review) => self.decide_review(&review, &by),
            Command::NoteReturn(submission) => self.decide_return_submission(&submission),
            Command::NoteReceipt(receipt) => self.decide_receipt(&receipt),
            Command::NoteBureauScore(score) => self.decide_bureau_score(&score),
            Command::WaiveFinding(waiver) => proceedings::decide_waiver(waiver),
            Command::NoteImport(lists) => proceedings::decide_import_record(lists),
        }
    }

    fn open_year(&self) -> Result<FiscalYear, Refusal> {
        match (self.status, self.year) {
            (YearStatus::Open, Some(year)) => Ok(year),
            (YearStatus::Closed, Some(year)) => Err(Refusal::YearClosed(year)),
            _ => Err(Refusal::YearNotOpen),
        }
    }

    /// Checks what holds for every event that moves money: its date lies in an unlocked month of
    /// the year, and no line is left below zero (不得超指标支付).
    fn check_money(&self, event: &Event, on: Date, year: FiscalYear) -> Result<(), Refusal> {
        let effects = postings(event, on);
        if effects.is_empty() {
            return Ok(());
        }
        if !year.contains(on) {
            return Err(Refusal::OutsideYear { date: on, year });
        }
        if self.locked_months.contains(&on.month()) {
            return Err(Refusal::MonthLocked(on.month()));
        }
        for effect in &effects {
            self.check_available(effect, &effects)?;
            self.check_frozen(effect)?;
        }
        self.check_range(&effects)
    }

    fn check_available(&self, effect: &Posting<'_>, all: &[Posting<'_>]) -> Result<(), Refusal> {
        let on_line = all.iter().filter(|other| other.cell.line == effect.cell.line);
        let drain = Money::sum(on_line.map(|other| draining(other)))?;
        let available = self.available(&effect.cell.line)?;
        if drain.is_positive() && drain > available {
            let line = effect.cell.line.clone();
            return Err(Refusal::InsufficientAllotment { line, requested: drain, available });
        }
        Ok(())
    }

    /// Checks that no more is released than is frozen, be it by a release or by the reversal of a
    /// freeze; the rest would become authority out of nothing.
    fn check_frozen(&self, effect: &Posting<'_>) -> Result<(), Refusal> {
        if effect.cell.measure != Measure::Frozen {
            return Ok(());
        }
        let frozen = self.line_total(&effect.cell.line, &[Measure::Frozen])?;
        let requested = effect.amount.negated();
        if requested.is_positive() && requested > frozen {
            let line = effect.cell.line.clone();
            return Err(Refusal::InsufficientFrozen { line, requested, frozen });
        }
        Ok(())
    }

    /// Checks that all totals stay in the range of money, so that a recorded event can always be
    /// applied and summed.
    fn check_range(&self, effects: &[Posting<'_>]) -> Result<(), Refusal> {
        let mut changed: BTreeMap<(&LineId, Measure), Money> = BTreeMap::new();
        for effect in effects {
            let in_cell = self.cells.get(&effect.cell).copied().unwrap_or(Money::ZERO);
            in_cell.checked_add(effect.amount)?;
            let (line, measure) = (&effect.cell.line, effect.cell.measure);
            let before = self.line_totals.get(line).and_then(|of_line| of_line.get(&measure));
            let before = before.copied().unwrap_or(Money::ZERO);
            let total = changed.entry((line, measure)).or_insert(before);
            *total = total.checked_add(effect.amount)?;
        }
        let magnitude = |total: &Money| if total.is_negative() { total.negated() } else { *total };
        let of_lines = self.line_totals.iter().flat_map(|(line, of_line)| {
            of_line.iter().map(move |(measure, total)| ((line, *measure), total))
        });
        let unchanged =
            of_lines.filter(|(at, _)| !changed.contains_key(at)).map(|(_, total)| total);
        Money::sum(unchanged.chain(changed.values()).map(magnitude))?;
        Ok(())
    }
}

/// Returns by how much a posting lowers what is available on its line.
fn draining(posting: &Posting<'_>) -> Money {
    if Measure::FINAL_BUDGET.contains(&posting.cell.measure) {
        posting.amount.negated()
    } else {
        posting.amount
    }
}

fn required(text: &str, field: Field) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty(field));
    }
    printable(text, field)
}

/// Checks that a text stays on its line and reads as it stands wherever it is printed; only the report's
/// own text has lines.
fn printable(text: &str, field: Field) -> Result<(), Refusal> {
    match text.chars().find(|character| is_unseen(*character)) {
        Some(character) if field != Field::Text => {
            Err(Refusal::ControlCharacter { field, character })
        }
        _ => Ok(()),
    }
}

fn positive(amount: Money) -> Result<(), Refusal> {
    if amount.is_positive() { Ok(()) } else { Err(Refusal::AmountNotPositive(amount)) }
}

/// Checks that both classifications are in the year's lists.
fn check_codes(year: FiscalYear, function: &str, economic: &str) -> Result<(), Refusal> {
    CodeTable::functions().find(year, function)?;
    CodeTable::economics().find(year, economic)?;
    Ok(())
}
