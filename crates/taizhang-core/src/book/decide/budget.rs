//! Rules of authority and payment.

use std::sync::Arc;

use super::proceedings::check_lists;
use super::{check_codes, positive, printable, required};
use crate::book::{Book, BudgetChange, Compared, Field, LineChoice, Payment, Refusal};
use crate::code::CodeTable;
use crate::event::{
    BudgetCut, BudgetGrant, BudgetLine, CarryOverIn, ComparedNumbers, Disbursement, Event,
    ExpenditureCategory, Reconciliation, Virement,
};
use crate::figure::Measure;
use crate::ids::LineId;
use crate::{FiscalYear, Money, SourceDocument};

impl Book {
    /// A difference in the sums, or in single numbers whose sums happen to agree, is explained by a person.
    pub(super) fn decide_reconciliation(&self, compared: Compared) -> Result<Event, Refusal> {
        let Compared { line, shown_outturn, ledger_outturn, explanation, numbers, lists } =
            compared;
        check_lists(&lists)?;
        let line = line.map(|id| self.existing_line(&id).cloned()).transpose()?;
        if explanation.trim().is_empty() {
            let (ledger, shown) = (ledger_outturn, shown_outturn);
            if shown != ledger {
                return Err(Refusal::DifferenceUnexplained { ledger, shown });
            }
            if let Some(differing) = numbers.map(ComparedNumbers::differing)
                && differing > 0
            {
                return Err(Refusal::NumbersUnexplained(differing));
            }
        }
        let compared = numbers;
        let statement =
            Reconciliation { line, shown_outturn, ledger_outturn, explanation, compared, lists };
        Ok(Event::Reconciled(statement))
    }

    pub(super) fn existing_line(&self, id: &LineId) -> Result<&BudgetLine, Refusal> {
        self.shared_line(id).map(Arc::as_ref)
    }

    fn shared_line(&self, id: &LineId) -> Result<&Arc<BudgetLine>, Refusal> {
        self.lines.get(id).ok_or_else(|| Refusal::UnknownLine {
            line: id.clone(),
            known: self.lines.keys().cloned().collect(),
        })
    }

    /// Resolves a line choice; a new line is checked, and must not contradict a registered one.
    fn chosen_line(&self, choice: &LineChoice, year: FiscalYear) -> Result<BudgetLine, Refusal> {
        let line = match choice {
            LineChoice::Existing(id) => return self.existing_line(id).cloned(),
            LineChoice::New(line) => line,
        };
        match self.lines.get(&line.id) {
            Some(registered) if **registered == *line => return Ok(line.clone()),
            Some(registered) => {
                let registered = Box::new(BudgetLine::clone(registered));
                return Err(Refusal::LineDiffers { line: line.id.clone(), registered });
            }
            None => {}
        }
        check_particulars(line, year)?;
        Ok(line.clone())
    }

    pub(super) fn decide_budget_change(
        &self,
        change: BudgetChange,
        line: &LineChoice,
        amount: Money,
        document: &SourceDocument,
        memo: &str,
        year: FiscalYear,
    ) -> Result<Event, Refusal> {
        positive(amount)?;
        printable(memo, Field::Memo)?;
        let may_create = matches!(
            change,
            BudgetChange::Original | BudgetChange::Supplement | BudgetChange::CarryOverIn(_)
        );
        let line = match line {
            LineChoice::New(new) if !may_create => self.existing_line(&new.id)?.clone(),
            choice => self.chosen_line(choice, year)?,
        };
        let document = document.clone();
        let memo = memo.to_owned();
        Ok(match change {
            BudgetChange::Original => {
                if !self.line_total(&line.id, &[Measure::OriginalBudget])?.is_zero() {
                    return Err(Refusal::OriginalBudgetExists(line.id));
                }
                Event::OriginalBudgetApproved(BudgetGrant { line, amount, document, memo })
            }
            BudgetChange::Supplement => {
                Event::BudgetSupplemented(BudgetGrant { line, amount, document, memo })
            }
            BudgetChange::CarryOverIn(origin_year) => {
                if origin_year >= year {
                    return Err(Refusal::CarryOverFromFuture { origin: origin_year, year });
                }
                let carried = CarryOverIn { line, amount, origin_year, document, memo };
                Event::CarryOverBroughtIn(carried)
            }
            BudgetChange::Reduction => {
                Event::BudgetReduced(BudgetCut { line, amount, document, memo })
            }
            BudgetChange::Withdraw => {
                Event::AllotmentWithdrawn(BudgetCut { line, amount, document, memo })
            }
            BudgetChange::Freeze => {
                Event::AllotmentFrozen(BudgetCut { line, amount, document, memo })
            }
            BudgetChange::Release => {
                Event::AllotmentReleased(BudgetCut { line, amount, document, memo })
            }
        })
    }

    pub(super) fn decide_virement(
        &self,
        from: &LineId,
        to: &LineChoice,
        amount: Money,
        document: &SourceDocument,
        memo: &str,
        year: FiscalYear,
    ) -> Result<Event, Refusal> {
        positive(amount)?;
        printable(memo, Field::Memo)?;
        let from = self.existing_line(from)?.clone();
        let to = self.chosen_line(to, year)?;
        if from.id == to.id {
            return Err(Refusal::VirementToItself(from.id));
        }
        let (document, memo) = (document.clone(), memo.to_owned());
        Ok(Event::VirementMade(Virement { from, to, amount, document, memo }))
    }

    pub(super) fn decide_payment(
        &self,
        payment: Payment,
        year: FiscalYear,
    ) -> Result<Event, Refusal> {
        positive(payment.amount)?;
        required(&payment.payee, Field::Payee)?;
        required(&payment.voucher, Field::Voucher)?;
        required(&payment.memo, Field::Memo)?;
        if let Some(id) = &payment.payment_id {
            required(id, Field::PaymentId)?;
        }
        let line = self.shared_line(&payment.line)?;
        let economic = payment.economic.unwrap_or_else(|| line.economic.clone());
        CodeTable::economics().find(year, economic.as_str())?;
        if !economic.is_within(&line.economic) {
            let (line, allowed) = (line.id.clone(), line.economic.clone());
            return Err(Refusal::EconomicOutsideLine { line, allowed, economic });
        }
        if economic.is_class() {
            return Err(Refusal::EconomicTooCoarse(economic));
        }
        if let Some(activity) = &payment.activity {
            self.existing_activity(activity)?;
        }
        Ok(Event::DisbursementMade(Disbursement {
            line: Arc::clone(line),
            economic,
            amount: payment.amount,
            payee: payment.payee,
            voucher: payment.voucher,
            payment_id: payment.payment_id,
            memo: payment.memo,
            method: payment.method,
            three_public: payment.three_public,
            procurement: payment.procurement,
            activity: payment.activity,
        }))
    }
}

/// Checks the particulars that a line is registered with.
pub(super) fn check_particulars(line: &BudgetLine, year: FiscalYear) -> Result<(), Refusal> {
    required(&line.name, Field::Name)?;
    if let ExpenditureCategory::Project(project) = &line.category {
        required(&project.code, Field::ProjectCode)?;
        required(&project.name, Field::Name)?;
    }
    check_codes(year, line.function.as_str(), line.economic.as_str())
}
