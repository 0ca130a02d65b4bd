//! The money effect of an event: what it adds to which cell.
//!
//! Figures sum postings and traces list them, so a figure and its trace cannot disagree.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Money;
use crate::code::EconomicCode;
use crate::event::{BudgetLine, Disbursement, Event, ThreePublic};
use crate::ids::LineId;

/// What an amount measures. Amounts are signed as they count towards the final budget or the
/// outturn: a reduction posts a negative amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 年初预算.
    OriginalBudget,
    /// 上年结转.
    CarryOverIn,
    /// 追加.
    Supplement,
    /// 追减.
    Reduction,
    /// 调剂.
    Virement,
    /// 收回.
    Withdrawal,
    /// 冻结, less released.
    Frozen,
    /// 支付.
    Disbursed,
    /// 退回.
    Returned,
}

impl Measure {
    /// Parts of the final budget (全年预算数).
    pub const FINAL_BUDGET: &'static [Self] = &[
        Self::OriginalBudget,
        Self::CarryOverIn,
        Self::Supplement,
        Self::Reduction,
        Self::Virement,
        Self::Withdrawal,
    ];
    /// Parts of the final budget that came after the original one.
    pub const ADJUSTMENT: &'static [Self] =
        &[Self::CarryOverIn, Self::Supplement, Self::Reduction, Self::Virement, Self::Withdrawal];
    /// Parts of the outturn (全年执行数).
    pub const OUTTURN: &'static [Self] = &[Self::Disbursed, Self::Returned];

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OriginalBudget => "年初预算",
            Self::CarryOverIn => "上年结转",
            Self::Supplement => "追加",
            Self::Reduction => "追减",
            Self::Virement => "调剂",
            Self::Withdrawal => "收回",
            Self::Frozen => "冻结",
            Self::Disbursed => "支付",
            Self::Returned => "退回",
        }
    }
}

/// Where an amount is counted. The line decides fund, function and category.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// What is measured.
    pub measure: Measure,
    /// The budget line.
    pub line: LineId,
    /// Economic code of the payment, or of the line at the time for budget amounts; what counts
    /// is [`Self::economic_on`].
    pub economic: EconomicCode,
    /// Month of the business date, 1 to 12.
    pub month: i8,
    /// Kind of 三公经费, if it is one.
    pub three_public: Option<ThreePublic>,
    /// Whether it went through government procurement.
    pub procurement: bool,
}

impl Cell {
    /// Returns the economic code that the amount counts under: the payment's own, or for budget
    /// amounts that of the line as it is now.
    pub const fn economic_on<'a>(&'a self, line: &'a BudgetLine) -> &'a EconomicCode {
        match self.measure {
            Measure::Disbursed | Measure::Returned => &self.economic,
            _ => &line.economic,
        }
    }
}

/// One signed amount in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting<'a> {
    /// The line, for cells that meet it first here.
    pub line: &'a BudgetLine,
    /// Where.
    pub cell: Cell,
    /// How much, in yuan.
    pub amount: Money,
}

/// Returns the money effect of `event`, which happened on `occurred_on`.
pub fn postings(event: &Event, occurred_on: Date) -> Vec<Posting<'_>> {
    let month = occurred_on.month();
    let budget = |measure, line: &'_ BudgetLine| Cell {
        measure,
        line: line.id.clone(),
        economic: line.economic.clone(),
        month,
        three_public: None,
        procurement: false,
    };
    match event {
        Event::OriginalBudgetApproved(grant) => {
            vec![posting(&grant.line, budget(Measure::OriginalBudget, &grant.line), grant.amount)]
        }
        Event::BudgetSupplemented(grant) => {
            vec![posting(&grant.line, budget(Measure::Supplement, &grant.line), grant.amount)]
        }
        Event::CarryOverBroughtIn(carry) => {
            vec![posting(&carry.line, budget(Measure::CarryOverIn, &carry.line), carry.amount)]
        }
        Event::BudgetReduced(cut) => {
            vec![posting(&cut.line, budget(Measure::Reduction, &cut.line), cut.amount.negated())]
        }
        Event::AllotmentWithdrawn(cut) => {
            vec![posting(&cut.line, budget(Measure::Withdrawal, &cut.line), cut.amount.negated())]
        }
        Event::AllotmentFrozen(cut) => {
            vec![posting(&cut.line, budget(Measure::Frozen, &cut.line), cut.amount)]
        }
        Event::AllotmentReleased(cut) => {
            vec![posting(&cut.line, budget(Measure::Frozen, &cut.line), cut.amount.negated())]
        }
        Event::VirementMade(virement) => vec![
            posting(
                &virement.from,
                budget(Measure::Virement, &virement.from),
                virement.amount.negated(),
            ),
            posting(&virement.to, budget(Measure::Virement, &virement.to), virement.amount),
        ],
        Event::DisbursementMade(payment) => {
            vec![spending(Measure::Disbursed, payment, month, payment.amount)]
        }
        Event::DisbursementReturned(back) => {
            vec![spending(Measure::Returned, &back.disbursement, month, back.amount.negated())]
        }
        Event::Reversed(reversal) => {
            let mut negated = postings(&reversal.event, occurred_on);
            for posting in &mut negated {
                posting.amount = posting.amount.negated();
            }
            negated
        }
        _ => Vec::new(),
    }
}

const fn posting(line: &BudgetLine, cell: Cell, amount: Money) -> Posting<'_> {
    Posting { line, cell, amount }
}

fn spending(measure: Measure, payment: &Disbursement, month: i8, amount: Money) -> Posting<'_> {
    let cell = Cell {
        measure,
        line: payment.line.id.clone(),
        economic: payment.economic.clone(),
        month,
        three_public: payment.three_public,
        procurement: payment.procurement,
    };
    posting(&payment.line, cell, amount)
}
