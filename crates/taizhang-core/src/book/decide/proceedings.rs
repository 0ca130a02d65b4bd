//! Rules of review, submission, receipt, waivers, and of the record of an import.

use rust_decimal::Decimal;

use super::{printable, required};
use crate::book::{Book, Field, Refusal, Step};
use crate::event::{
    BureauScore, Event, ImportedList, ImportedLists, NarrativeReview, Receipt, ReturnSubmission,
    Review, ReviewOutcome, Waiver,
};
use crate::ids::Operator;

impl Book {
    pub(super) fn decide_narrative_review(
        &self,
        review: &NarrativeReview,
    ) -> Result<Event, Refusal> {
        let written = self.narratives.latest(|narrative| narrative.section == review.section);
        if written.is_none() {
            return Err(Refusal::Empty(Field::Text));
        }
        Ok(Event::NarrativeReviewed(review.clone()))
    }

    /// Answers a submission; 经办 and 复核 are two people (会计法, article unverified).
    pub(super) fn decide_review(&self, review: &Review, by: &Operator) -> Result<Event, Refusal> {
        let Some((submitter, _)) = &self.proceedings.submission else {
            return Err(Refusal::StepTooEarly { step: Step::Approval, needs: Step::Submission });
        };
        if submitter == by {
            return Err(Refusal::ReviewerIsSubmitter(by.clone()));
        }
        if review.outcome == ReviewOutcome::Returned {
            required(&review.remark, Field::Reason)?;
        }
        Ok(Event::SelfEvaluationReviewed(review.clone()))
    }

    pub(super) fn decide_return_submission(
        &self,
        submission: &ReturnSubmission,
    ) -> Result<Event, Refusal> {
        let approved = self
            .proceedings
            .review
            .as_ref()
            .is_some_and(|(_, review)| review.outcome == ReviewOutcome::Approved);
        if approved {
            Ok(Event::ReturnSubmitted(submission.clone()))
        } else {
            Err(Refusal::StepTooEarly { step: Step::ReturnSubmission, needs: Step::Approval })
        }
    }

    pub(super) fn decide_receipt(&self, receipt: &Receipt) -> Result<Event, Refusal> {
        self.after_return(Step::Receipt)?;
        required(&receipt.number, Field::Name)?;
        Ok(Event::ReceiptRecorded(receipt.clone()))
    }

    pub(super) fn decide_bureau_score(&self, score: &BureauScore) -> Result<Event, Refusal> {
        self.after_return(Step::BureauScore)?;
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score.score) {
            return Err(Refusal::ScoreOutOfRange(score.score));
        }
        Ok(Event::BureauScored(score.clone()))
    }

    fn after_return(&self, step: Step) -> Result<(), Refusal> {
        if self.proceedings.return_submission.is_some() {
            Ok(())
        } else {
            Err(Refusal::StepTooEarly { step, needs: Step::ReturnSubmission })
        }
    }
}

/// Accepts a finding with a reason.
pub(super) fn decide_waiver(waiver: Waiver) -> Result<Event, Refusal> {
    required(&waiver.reason, Field::Reason)?;
    Ok(Event::FindingWaived(waiver))
}

/// Checks the names of lists; a name is printed in one line wherever it stands.
pub(super) fn check_lists(lists: &[ImportedList]) -> Result<(), Refusal> {
    for list in lists {
        required(&list.file.name, Field::FileName)?;
        printable(list.sheet.as_deref().unwrap_or_default(), Field::FileName)?;
    }
    Ok(())
}

/// Notes where an import came from.
pub(super) fn decide_import_record(lists: ImportedLists) -> Result<Event, Refusal> {
    check_lists(&lists.lists)?;
    for rule in &lists.rules {
        required(&rule.name, Field::FileName)?;
    }
    Ok(Event::ListImported(lists))
}
