//! The indicator block of the form, with the columns that the pack sets.

use taizhang_core::Ratio;

use super::evaluation::{levels, points};
use super::{Draft, Head};
use crate::Grounds;
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::pack::IndicatorColumn;
use crate::report::{Align, Block, Cell};

/// 绩效指标.
pub(super) fn indicators(year: &ReportYear<'_>) -> Vec<Block> {
    let columns = year.pack.indicator_columns();
    let heads = columns.iter().map(|column| head(*column)).collect();
    let mut draft = Draft::landscape(format!("{}—绩效指标", year.pack.title()), heads);
    let rows = &year.evaluation.indicators;
    for (at, row) in rows.iter().enumerate() {
        let mut cells = levels(rows, at);
        // Levels are the first two columns of every form.
        cells.extend(columns.iter().skip(2).map(|column| {
            Cell::text(row.content(*column, columns)).resting_on(row.grounds(*column))
        }));
        draft.rows.push(cells);
    }
    // A form that scores execution as an indicator has no row of its own for it.
    if !year.pack.execution().weight.is_zero() {
        draft.rows.push(total(year, Total::Execution));
    }
    draft.rows.push(total(year, Total::All));
    if !columns.contains(&IndicatorColumn::Explanation) {
        draft.notes.push(format!("等级：{}。", year.evaluation.grade));
    }
    draft.finish()
}

fn head(column: IndicatorColumn) -> Head<'static> {
    use IndicatorColumn as C;
    let (width, align) = match column {
        C::Level1 | C::Level2 => (3, Align::Center),
        C::Name => (6, Align::Left),
        C::Target | C::OriginalTarget | C::AdjustedTarget | C::Actual => (4, Align::Center),
        C::Unit | C::Nature | C::Weight | C::Score | C::Core => (2, Align::Center),
        C::Coefficient => (3, Align::Right),
        C::Explanation => (8, Align::Left),
    };
    Head(column.header(), width, align)
}

/// Rows below the indicators.
#[derive(Clone, Copy)]
enum Total {
    Execution,
    All,
}

fn total(year: &ReportYear<'_>, which: Total) -> Vec<Cell> {
    use IndicatorColumn as C;
    let evaluation = year.evaluation;
    let (name, weight, score, remark) = match which {
        Total::Execution => {
            let weight = year.pack.execution().weight;
            ("预算执行率", weight, evaluation.execution_score, String::new())
        }
        Total::All => {
            let grade = format!("等级：{}", evaluation.grade);
            ("总分", evaluation.total_weight, evaluation.total_score, grade)
        }
    };
    // The total of all points is a sum of printed points: there is nothing more exact.
    let coefficient = match (which, evaluation.funds.first()) {
        (Total::Execution, Some(funds)) => funds.coefficient(),
        _ => None,
    };
    let coefficient = coefficient.unwrap_or_else(|| Ratio::new(score, weight, "权重"));
    let columns = year.pack.indicator_columns();
    let is_number = |column: &C| matches!(column, C::Coefficient | C::Weight | C::Score);
    let named = columns.iter().position(is_number).unwrap_or(columns.len());
    let width = u32::try_from(named).unwrap_or(u32::MAX);
    let (of_weight, of_score) = match which {
        Total::Execution => (Grounds::default(), evaluation.execution_grounds()),
        Total::All => (evaluation.total_weight_grounds(), evaluation.total_score_grounds()),
    };
    let mut cells = vec![Cell::text(name).spanning(width, 1).aligned(Align::Center)];
    cells.extend(columns.iter().skip(named).map(|column| match column {
        C::Coefficient => {
            Cell::text(coefficient.percent_text(RATE_DIGITS)).resting_on(of_score.clone())
        }
        C::Weight => Cell::text(points(weight)).resting_on(of_weight.clone()),
        C::Score => Cell::text(points(score)).resting_on(of_score.clone()),
        C::Explanation => Cell::text(&remark),
        _ => Cell::text(""),
    }));
    cells
}
