//! Scores a year by a pack.

mod actual;
mod funds;
mod goals;
mod indicator;

use rust_decimal::Decimal;
use taizhang_core::figure::{FigureError, Figures};
use taizhang_core::money::MoneyError;

use crate::pack::Pack;
use crate::self_evaluation::{FundRow, IndicatorRow, SelfEvaluation};

/// In place of a grade, where the points declared are not the full marks that grades are cut from.
const UNGRADED: &str = "不评定";

/// A year could not be scored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A figure could not be given.
    #[error("a figure cannot be computed")]
    Figure(#[source] FigureError),
    /// A total left the range of money.
    #[error("a fund row cannot be computed")]
    Money(#[source] MoneyError),
}

/// Scores the year behind `figures` by `pack`.
///
/// A result that is not known scores nothing; no score is ever typed.
pub fn evaluate(pack: &Pack, figures: &Figures<'_>) -> Result<SelfEvaluation, EvaluationError> {
    let book = figures.book();
    let funds = funds::rows(pack, book).map_err(EvaluationError::Money)?;
    let mut indicators = Vec::new();
    for declared in book.indicators() {
        indicators.push(indicator::row(pack, figures, &declared)?);
    }
    indicators.sort_by_key(|row| tree_position(pack, row));
    let execution_score = funds.first().and_then(|total| total.score).unwrap_or_default();
    let earned: Decimal = indicators.iter().map(|row| row.score).sum();
    let available: Decimal = indicators.iter().map(|row| row.weight).sum();
    let total_score = capped(pack, &funds, execution_score.saturating_add(earned));
    let total_weight = pack.execution().weight.saturating_add(available);
    let grade = if total_weight == pack.total() { pack.grade(total_score) } else { UNGRADED };
    let goals = goals::rows(book, &indicators);
    let objective = book.objective().latest(|_| true);
    let objective = objective.map(|stated| stated.fact.text.clone());
    Ok(SelfEvaluation {
        pack: pack.reference(),
        objective: objective.unwrap_or_else(|| goals::joined(&goals)),
        goals,
        outcome: outcome(pack, &funds, &indicators),
        execution_score,
        total_score,
        total_weight,
        grade: grade.to_owned(),
        funds,
        columns: pack.indicator_columns().to_vec(),
        indicators,
    })
}

/// Returns where a row stands in the form; indicators outside the tree come last.
fn tree_position(pack: &Pack, row: &IndicatorRow) -> (usize, usize) {
    let branch = pack.tree().iter().position(|branch| branch.name == row.level1);
    let Some(at) = branch else { return (usize::MAX, 0) };
    let children = pack.tree().get(at).map_or(&[][..], |branch| branch.children.as_slice());
    (at, children.iter().position(|child| *child == row.level2).unwrap_or(usize::MAX))
}

fn capped(pack: &Pack, funds: &[FundRow], total: Decimal) -> Decimal {
    let rate = funds.first().and_then(|row| row.rate.quotient()).unwrap_or_default();
    let percent = rate.saturating_mul(Decimal::ONE_HUNDRED);
    let caps = pack.caps().iter().filter(|cap| percent < cap.execution_below);
    caps.map(|cap| cap.total).fold(total, Decimal::min)
}

/// Says in one sentence what became of the objective.
fn outcome(pack: &Pack, funds: &[FundRow], indicators: &[IndicatorRow]) -> String {
    let rate = funds.first().map(|row| row.rate.percent_text(pack.rounding().rate_digits));
    let rate = rate.unwrap_or_default();
    let full = indicators.iter().filter(|row| row.score == row.weight).count();
    let set = match indicators.len() {
        0 => "尚未设定绩效指标".to_owned(),
        count => format!("设定绩效指标{count}项，{full}项得满分"),
    };
    if funds.first().is_none_or(|total| total.final_budget.is_zero()) {
        return format!("{set}。");
    }
    format!("{set}；预算执行率（以全年预算数为基数）为{rate}。")
}
