//! Facts in: how an event changes the book. No rule lives here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AsOf, Book, History, LineChange, Proceedings, Statement, YearStatus};
use crate::Money;
use crate::event::{Event, Recorded, Reversal};
use crate::figure::postings;
use crate::money::MoneyError;

impl Book {
    /// Folds events up to `as_of` into an empty book.
    pub fn fold<'a>(
        events: impl IntoIterator<Item = &'a Recorded>,
        as_of: AsOf,
    ) -> Result<Self, MoneyError> {
        let mut book = Self::default();
        for recorded in events {
            book.apply_as_of(recorded, as_of)?;
        }
        Ok(book)
    }

    /// Applies an event unless it lies beyond `as_of`.
    pub fn apply_as_of(&mut self, recorded: &Recorded, as_of: AsOf) -> Result<(), MoneyError> {
        let was_recorded = as_of.sequence.is_none_or(|last| recorded.sequence <= last);
        let had_happened = as_of.date.is_none_or(|last| recorded.occurred_on <= last);
        // A year seen from before its first day still has its name.
        let founds_the_year =
            matches!(recorded.event, Event::UnitRegistered(_) | Event::YearOpened(_));
        if was_recorded && (had_happened || founds_the_year) {
            self.apply(recorded)?;
        }
        Ok(())
    }

    /// Applies one event.
    ///
    /// # Errors
    /// Only when a total leaves the range of [`Money`].
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), MoneyError> {
        self.events = self.events.saturating_add(1);
        self.last = recorded.sequence;
        self.post(recorded)?;
        self.note_state(recorded);
        self.note_statement(recorded);
        Ok(())
    }

    fn post(&mut self, recorded: &Recorded) -> Result<(), MoneyError> {
        for posting in postings(&recorded.event, recorded.occurred_on) {
            if !self.lines.contains_key(&posting.cell.line) {
                self.lines.insert(posting.line.id.clone(), Arc::new(posting.line.clone()));
            }
            if let Some(document) = recorded.event.budget_document() {
                let change = LineChange {
                    line: posting.cell.line.clone(),
                    measure: posting.cell.measure,
                    amount: posting.amount,
                    document: document.clone(),
                };
                state(&mut self.changes, recorded, &change);
            }
            let totals = self.line_totals.entry(posting.cell.line.clone()).or_default();
            add(totals, posting.cell.measure, posting.amount)?;
            add(&mut self.cells, posting.cell, posting.amount)?;
        }
        Ok(())
    }

    fn note_state(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::UnitRegistered(unit) => self.unit = Some(unit.clone()),
            Event::YearOpened(opening) => {
                self.year = Some(opening.year);
                self.previous.clone_from(&opening.previous);
                self.status = YearStatus::Open;
            }
            Event::PreviousClosingQuoted(quoted) => self.previous = Some(quoted.clone()),
            Event::MonthLocked(lock) => {
                self.locked_months.insert(lock.month);
            }
            Event::MonthReopened(reopening) => {
                self.locked_months.remove(&reopening.month);
            }
            Event::YearClosed(closing) => {
                self.closing = Some(closing.clone());
                self.status = YearStatus::Closed;
            }
            Event::YearReopened(_) => {
                self.closing = None;
                self.status = YearStatus::Open;
            }
            Event::BudgetLineAmended(amendment) => {
                self.lines.insert(amendment.now.id.clone(), Arc::new(amendment.now.clone()));
            }
            Event::BudgetDocumentAmended(amendment) => {
                self.changes.amend(amendment.target, |change| {
                    change.document.clone_from(&amendment.now);
                });
            }
            Event::DisbursementReturned(back) => {
                let so_far = self.returned(back.target);
                let total = so_far.checked_add(back.amount).unwrap_or(so_far);
                self.returned.insert(back.target, total);
            }
            Event::Reversed(reversal) => self.take_back(reversal),
            Event::SelfEvaluationSubmitted(submission) => {
                self.proceedings = Proceedings {
                    submission: Some((recorded.operator.clone(), submission.clone())),
                    ..Proceedings::default()
                };
            }
            Event::SelfEvaluationReviewed(review) => {
                self.proceedings.review = Some((recorded.operator.clone(), review.clone()));
            }
            Event::ReturnSubmitted(submission) => {
                self.proceedings.return_submission = Some(submission.clone());
            }
            Event::ReceiptRecorded(receipt) => self.proceedings.receipt = Some(receipt.clone()),
            Event::BureauScored(score) => self.proceedings.bureau_score = Some(score.clone()),
            _ => {}
        }
    }

    fn note_statement(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::AuthorisedPostsSet(fact) => state(&mut self.posts, recorded, fact),
            Event::HeadcountRecorded(fact) => state(&mut self.headcount, recorded, fact),
            Event::AssetsRecorded(fact) => state(&mut self.assets, recorded, fact),
            Event::Reconciled(fact) => state(&mut self.reconciliations, recorded, fact),
            Event::ObjectiveDeclared(fact) => state(&mut self.objective, recorded, fact),
            Event::GoalDeclared(fact) => state(&mut self.goals, recorded, fact),
            Event::IndicatorDeclared(fact) => state(&mut self.indicators, recorded, fact),
            Event::IndicatorAdjusted(fact) => state(&mut self.adjustments, recorded, fact),
            Event::ActivityRecorded(fact) => state(&mut self.activities, recorded, fact),
            Event::ActivityCorrected(fact) => {
                self.activities.remove(fact.target);
                state(&mut self.activities, recorded, &fact.now);
            }
            Event::SurveyHeld(fact) => state(&mut self.surveys, recorded, fact),
            Event::IndicatorAssessed(fact) => state(&mut self.assessments, recorded, fact),
            Event::DeviationExplained(fact) => state(&mut self.deviations, recorded, fact),
            Event::EvidenceAttached(fact) => {
                let files = self.evidence.entry(fact.target).or_default();
                files.push(statement(recorded, fact));
            }
            Event::NarrativeWritten(fact) => state(&mut self.narratives, recorded, fact),
            Event::NarrativeReviewed(fact) => state(&mut self.reviews, recorded, fact),
            Event::FindingWaived(fact) => state(&mut self.waivers, recorded, fact),
            _ => {}
        }
    }

    /// Takes back what the reversed event stated.
    fn take_back(&mut self, reversal: &Reversal) {
        let target = reversal.target;
        self.reversed.insert(target);
        self.changes.remove(target);
        match reversal.event.as_ref() {
            Event::DisbursementReturned(back) => {
                let so_far = self.returned(back.target);
                let left = so_far.checked_sub(back.amount).unwrap_or(so_far);
                self.returned.insert(back.target, left);
            }
            Event::AuthorisedPostsSet(_) => self.posts.remove(target),
            Event::HeadcountRecorded(_) => self.headcount.remove(target),
            Event::AssetsRecorded(_) => self.assets.remove(target),
            Event::Reconciled(_) => self.reconciliations.remove(target),
            Event::ObjectiveDeclared(_) => self.objective.remove(target),
            Event::GoalDeclared(_) => self.goals.remove(target),
            Event::IndicatorDeclared(_) => self.indicators.remove(target),
            Event::IndicatorAdjusted(_) => self.adjustments.remove(target),
            // A correction may have taken the place of the account that the target made.
            Event::ActivityRecorded(taken_back) => {
                self.activities.remove_about(|activity| activity.id == taken_back.id);
            }
            Event::ActivityCorrected(_) => self.activities.remove(target),
            Event::SurveyHeld(_) => self.surveys.remove(target),
            Event::IndicatorAssessed(_) => self.assessments.remove(target),
            Event::DeviationExplained(_) => self.deviations.remove(target),
            Event::EvidenceAttached(evidence) => {
                if let Some(files) = self.evidence.get_mut(&evidence.target) {
                    files.retain(|file| file.event != target);
                }
            }
            Event::NarrativeWritten(_) => self.narratives.remove(target),
            Event::NarrativeReviewed(_) => self.reviews.remove(target),
            Event::FindingWaived(_) => self.waivers.remove(target),
            _ => {}
        }
    }
}

fn add<K: Ord>(map: &mut BTreeMap<K, Money>, key: K, amount: Money) -> Result<(), MoneyError> {
    let total = map.entry(key).or_default();
    *total = total.checked_add(amount)?;
    Ok(())
}

fn state<T: Clone>(history: &mut History<T>, recorded: &Recorded, fact: &T) {
    history.insert(statement(recorded, fact));
}

fn statement<T: Clone>(recorded: &Recorded, fact: &T) -> Statement<T> {
    Statement {
        on: recorded.occurred_on,
        sequence: recorded.sequence,
        event: recorded.id,
        fact: fact.clone(),
    }
}
