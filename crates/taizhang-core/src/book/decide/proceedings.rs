//! Rules of review, submission and receipt.

use rust_decimal::Decimal;

use super::required;
use crate::book::{Book, Field, Refusal, Step};
use crate::event::{
    BureauScore, Event, NarrativeReview, Receipt, ReturnSubmission, Review, ReviewOutcome,
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
