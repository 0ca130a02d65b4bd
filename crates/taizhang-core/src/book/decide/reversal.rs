//! Rules of returns and red-letter reversals.

use jiff::civil::Date;

use super::{positive, required};
use crate::Money;
use crate::book::{Book, Field, Refusal};
use crate::event::{DisbursementReturn, Event, Recorded, Reversal};

impl Book {
    pub(super) fn decide_return(
        &self,
        on: Date,
        target: &Recorded,
        amount: Money,
        voucher: &str,
        reason: &str,
    ) -> Result<Event, Refusal> {
        positive(amount)?;
        required(voucher, Field::Voucher)?;
        required(reason, Field::Reason)?;
        self.check_follow_up(on, target)?;
        let Event::DisbursementMade(payment) = &target.event else {
            return Err(Refusal::NotAPayment(target.sequence));
        };
        let outstanding = payment.amount.checked_sub(self.returned(target.id))?;
        if amount > outstanding {
            let target = target.sequence;
            return Err(Refusal::ReturnExceedsPayment { target, requested: amount, outstanding });
        }
        Ok(Event::DisbursementReturned(DisbursementReturn {
            target: target.id,
            disbursement: payment.clone(),
            amount,
            voucher: voucher.to_owned(),
            reason: reason.to_owned(),
        }))
    }

    /// Cancels an event. A reversal cannot be reversed, and nothing is reversed twice
    /// (会计基础工作规范 art. 51, article number unverified).
    pub(super) fn decide_reversal(
        &self,
        on: Date,
        target: &Recorded,
        reason: &str,
    ) -> Result<Event, Refusal> {
        required(reason, Field::Reason)?;
        self.check_follow_up(on, target)?;
        if !is_reversible(&target.event) {
            let (sequence, kind) = (target.sequence, target.event.kind().name);
            return Err(Refusal::NotReversible { sequence, kind });
        }
        let returned = self.returned(target.id);
        if returned.is_positive() {
            return Err(Refusal::HasReturns { target: target.sequence, returned });
        }
        Ok(Event::Reversed(Reversal {
            target: target.id,
            target_occurred_on: target.occurred_on,
            event: Box::new(target.event.clone()),
            reason: reason.to_owned(),
        }))
    }

    pub(super) fn check_follow_up(&self, on: Date, target: &Recorded) -> Result<(), Refusal> {
        if self.is_reversed(target.id) {
            return Err(Refusal::AlreadyReversed(target.sequence));
        }
        if on < target.occurred_on {
            let (target, target_date) = (target.sequence, target.occurred_on);
            return Err(Refusal::BeforeTarget { date: on, target, target_date });
        }
        Ok(())
    }
}

/// Tells whether an event can be taken back at all. The year's own milestones and the
/// proceedings cannot, and neither can a reversal, a correction or an amendment: correct once more
/// instead.
const fn is_reversible(event: &Event) -> bool {
    !matches!(
        event,
        Event::UnitRegistered(_)
            | Event::YearOpened(_)
            | Event::PreviousClosingQuoted(_)
            | Event::MonthLocked(_)
            | Event::MonthReopened(_)
            | Event::YearClosed(_)
            | Event::YearReopened(_)
            | Event::Reversed(_)
            | Event::BudgetLineAmended(_)
            | Event::BudgetDocumentAmended(_)
            | Event::ActivityCorrected(_)
            | Event::SelfEvaluationSubmitted(_)
            | Event::SelfEvaluationReviewed(_)
            | Event::ReturnSubmitted(_)
            | Event::ReceiptRecorded(_)
            | Event::BureauScored(_)
            | Event::ListImported(_)
    )
}
