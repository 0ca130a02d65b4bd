//! The indicator block of the form, with the columns that the pack sets.

use taizhang_core::event::Target;
use taizhang_core::{NO_BASE, Ratio};

use super::evaluation::{explanation, levels, points};
use super::{Draft, Head};
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::pack::IndicatorColumn;
use crate::report::{Align, Block, Cell};
use crate::self_evaluation::{IndicatorRow, target_text};

/// 绩效指标.
pub(super) fn indicators(year: &ReportYear<'_>) -> Vec<Block> {
    let columns = year.pack.indicator_columns();
    let heads = columns.iter().map(|column| head(*column)).collect();
    let mut draft = Draft::landscape(format!("{}—绩效指标", year.pack.title()), heads);
    let rows = &year.evaluation.indicators;
    for (at, row) in rows.iter().enumerate() {
        let mut cells = levels(rows, at);
        // Levels are the first two columns of every form.
        cells.extend(columns.iter().skip(2).map(|column| Cell::text(content(year, row, *column))));
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

fn content(year: &ReportYear<'_>, row: &IndicatorRow, column: IndicatorColumn) -> String {
    use IndicatorColumn as C;
    match column {
        C::Level1 => row.level1.clone(),
        C::Level2 => row.level2.clone(),
        C::Name => row.name.clone(),
        C::Unit => match &row.target {
            Target::Quantitative { unit, .. } => unit.clone(),
            Target::Qualitative { .. } => NO_BASE.to_owned(),
        },
        C::Nature => match &row.target {
            Target::Quantitative { comparator, .. } => comparator.sign().to_owned(),
            Target::Qualitative { .. } => "定性".to_owned(),
        },
        C::Target => row.target_text(),
        C::OriginalTarget => {
            year.book().declared_target(&row.id).map(target_text).unwrap_or_default()
        }
        C::AdjustedTarget => {
            let declared = year.book().declared_target(&row.id);
            if declared == Some(&row.target) { String::new() } else { row.target_text() }
        }
        C::Actual => row.actual_text.clone(),
        C::Coefficient => Ratio::new(row.score, row.weight, "权重").percent_text(RATE_DIGITS),
        C::Weight => points(row.weight),
        C::Score => points(row.score),
        C::Core => if year.pack.is_core(&row.name) { "是" } else { "否" }.to_owned(),
        C::Explanation => explanation(row),
    }
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
    let columns = year.pack.indicator_columns();
    let is_number = |column: &C| matches!(column, C::Coefficient | C::Weight | C::Score);
    let named = columns.iter().position(is_number).unwrap_or(columns.len());
    let width = u32::try_from(named).unwrap_or(u32::MAX);
    let mut cells = vec![Cell::text(name).spanning(width, 1).aligned(Align::Center)];
    cells.extend(columns.iter().skip(named).map(|column| {
        Cell::text(match column {
            C::Coefficient => Ratio::new(score, weight, "权重").percent_text(RATE_DIGITS),
            C::Weight => points(weight),
            C::Score => points(score),
            C::Explanation => remark.clone(),
            _ => String::new(),
        })
    }));
    cells
}
