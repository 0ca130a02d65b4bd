//! The funds block: the year's money by the rows of the form.

use rust_decimal::Decimal;
use taizhang_core::book::Book;
use taizhang_core::code::FundType;
use taizhang_core::event::{BudgetLine, ExpenditureCategory};
use taizhang_core::figure::Measure;
use taizhang_core::money::MoneyError;
use taizhang_core::{Money, Ratio};

use crate::pack::{FundRowRule, FundSelection, Pack, PackKind};
use crate::self_evaluation::FundRow;

/// One line's money, the part carried over from earlier years apart.
struct LineMoney<'a> {
    line: &'a BudgetLine,
    current: Amounts,
    carried: Amounts,
}

#[derive(Clone, Copy, Default)]
struct Amounts {
    original: Money,
    final_budget: Money,
    outturn: Money,
}

impl Amounts {
    fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            original: self.original.checked_add(other.original)?,
            final_budget: self.final_budget.checked_add(other.final_budget)?,
            outturn: self.outturn.checked_add(other.outturn)?,
        })
    }
}

pub(super) fn rows(pack: &Pack, book: &Book) -> Result<Vec<FundRow>, MoneyError> {
    let lines = book
        .lines()
        .filter(|line| pack.kind() != PackKind::Project || line.category.project().is_some());
    let lines: Vec<LineMoney<'_>> =
        lines.map(|line| line_money(book, line)).collect::<Result<_, _>>()?;
    pack.funds().rows.iter().map(|rule| row(pack, rule, &lines)).collect()
}

/// Splits a line's money: what was carried over is spent first.
fn line_money<'a>(book: &Book, line: &'a BudgetLine) -> Result<LineMoney<'a>, MoneyError> {
    let total = |measures| book.line_total(&line.id, measures);
    let carried_over = total(&[Measure::CarryOverIn])?;
    let outturn = total(Measure::OUTTURN)?;
    let from_carried = outturn.min(carried_over).max(Money::ZERO);
    Ok(LineMoney {
        line,
        current: Amounts {
            original: total(&[Measure::OriginalBudget])?,
            final_budget: total(Measure::FINAL_BUDGET)?.checked_sub(carried_over)?,
            outturn: outturn.checked_sub(from_carried)?,
        },
        carried: Amounts {
            original: Money::ZERO,
            final_budget: carried_over,
            outturn: from_carried,
        },
    })
}

fn row(pack: &Pack, rule: &FundRowRule, lines: &[LineMoney<'_>]) -> Result<FundRow, MoneyError> {
    let mut sum = Amounts::default();
    let mut counted_lines = Vec::new();
    for money in lines {
        let (current, carried) = counted(rule.counts, money.line);
        if current || (carried && !money.carried.final_budget.is_zero()) {
            counted_lines.push(money.line.id.clone());
        }
        if current {
            sum = sum.plus(money.current)?;
        }
        if carried {
            sum = sum.plus(money.carried)?;
        }
    }
    let Amounts { original, final_budget, outturn } = sum;
    let rate = Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数");
    let carries_points = rule.counts == FundSelection::Total;
    let exact = execution_score(pack, &rate);
    let score = pack.rounding().points(exact);
    Ok(FundRow {
        name: rule.name.clone(),
        counts: rule.counts,
        original_budget: original,
        adjustment: final_budget.checked_sub(original)?,
        final_budget,
        outturn,
        weight: carries_points.then_some(pack.execution().weight),
        score: carries_points.then_some(score),
        exact_score: Some(exact.normalize()).filter(|exact| carries_points && *exact != score),
        lines: counted_lines,
        rate,
    })
}

/// Tells whether a row counts a line's current and its carried-over money.
fn counted(selection: FundSelection, line: &BudgetLine) -> (bool, bool) {
    let whole = |holds: bool| (holds, holds);
    match selection {
        FundSelection::Total => (true, true),
        FundSelection::CarryOver => (false, true),
        FundSelection::CurrentFiscal => (is_fiscal(line.fund), false),
        FundSelection::Other => (!is_fiscal(line.fund), false),
        FundSelection::SpecialAccount => (line.fund == FundType::FiscalSpecialAccount, false),
        FundSelection::OwnSource => (line.fund == FundType::OwnSource, false),
        FundSelection::Personnel => whole(line.category == ExpenditureCategory::Personnel),
        FundSelection::Operating => whole(line.category == ExpenditureCategory::Operating),
        FundSelection::Projects => whole(line.category.project().is_some()),
    }
}

const fn is_fiscal(fund: FundType) -> bool {
    matches!(
        fund,
        FundType::GeneralPublicBudget
            | FundType::GovernmentFunds
            | FundType::StateCapitalOperations
    )
}

/// Scores the execution rate: weight × B/A, at most the weight, nothing without a budget; not rounded.
fn execution_score(pack: &Pack, rate: &Ratio) -> Decimal {
    let weight = pack.execution().weight;
    let quotient = pack.rounding().quotient(rate.quotient().unwrap_or_default());
    quotient.saturating_mul(weight).clamp(Decimal::ZERO, weight)
}
