//! The self-evaluation form: funds, objective, indicators, total and grade.

use rust_decimal::Decimal;

use super::{Draft, Head};
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell};
use crate::self_evaluation::{FundRow, IndicatorRow};

/// Prints points without superfluous noughts.
pub(in crate::compose) fn points(value: Decimal) -> String {
    value.normalize().to_string()
}

/// 资金.
pub(super) fn funds(year: &ReportYear<'_>) -> Vec<Block> {
    let heads = vec![
        Head("资金", 7, Align::Left),
        Head("年初预算数", 4, Align::Right),
        Head("预算调整数", 4, Align::Right),
        Head("全年预算数（A）", 4, Align::Right),
        Head("全年执行数（B）", 4, Align::Right),
        Head("执行率（B/A）", 3, Align::Right),
        Head("分值", 2, Align::Center),
        Head("得分", 2, Align::Center),
    ];
    let mut draft = Draft::landscape(format!("{}—预算执行", year.pack.title()), heads);
    draft.unit = Some(year.unit_line());
    draft.rows.extend(year.evaluation.funds.iter().map(|row| fund_row(year, row)));
    draft.notes.push("上年结转资金视为先于当年预算支出；执行率以全年预算数为基数。".to_owned());
    draft.finish()
}

fn fund_row(year: &ReportYear<'_>, row: &FundRow) -> Vec<Cell> {
    let scored = year.evaluation;
    let key_end = scored.scope(row);
    let cell = |head: &str, what: &str, text: String| {
        let key = key_end.and_then(|end| format!("{head}.{end}").parse().ok());
        match key {
            Some(key) => Cell::figure(key, text),
            None => Cell::text(text).resting_on(scored.fund_grounds(row, head, what)),
        }
    };
    let or_dash = |value: Option<Decimal>| value.map_or_else(|| "-".to_owned(), points);
    let earned = Cell::text(or_dash(row.score));
    let earned = match row.score {
        Some(_) => earned.resting_on(scored.execution_grounds()),
        None => earned,
    };
    vec![
        Cell::text(&row.name),
        cell("budget.original", "年初预算数", year.amount(row.original_budget)),
        cell("budget.adjustment", "预算调整数", year.amount(row.adjustment)),
        cell("budget.final", "全年预算数", year.amount(row.final_budget)),
        cell("outturn", "全年执行数", year.amount(row.outturn)),
        cell("rate.execution", "执行率", row.rate.percent_text(RATE_DIGITS)),
        Cell::text(or_dash(row.weight)),
        earned,
    ]
}

/// 年度总体目标.
pub(super) fn goal(year: &ReportYear<'_>) -> Vec<Block> {
    if !year.evaluation.goals.is_empty() {
        return goals(year);
    }
    let heads = vec![Head("预期目标", 1, Align::Left), Head("实际完成情况", 1, Align::Left)];
    let mut draft = Draft::landscape(format!("{}—年度总体目标", year.pack.title()), heads);
    draft
        .rows
        .push(vec![Cell::text(&year.evaluation.objective), Cell::text(&year.evaluation.outcome)]);
    draft.finish()
}

/// 年度绩效目标, where there are several with points of their own.
fn goals(year: &ReportYear<'_>) -> Vec<Block> {
    let heads = vec![
        Head("序号", 1, Align::Center),
        Head("年度绩效目标", 8, Align::Left),
        Head("绩效指标", 8, Align::Left),
        Head("实际完成情况", 6, Align::Left),
        Head("分值", 2, Align::Center),
        Head("得分", 2, Align::Center),
    ];
    let mut draft = Draft::landscape(format!("{}—年度绩效目标", year.pack.title()), heads);
    let scored = year.evaluation;
    for goal in &scored.goals {
        draft.rows.push(vec![
            Cell::text(goal.number.to_string()),
            Cell::text(&goal.text),
            Cell::text(year.evaluation.names_of(goal)),
            Cell::text(&goal.outcome),
            Cell::text(points(goal.weight)).resting_on(scored.goal_weight_grounds(goal)),
            Cell::text(points(goal.score)).resting_on(scored.goal_score_grounds(goal)),
        ]);
    }
    draft.finish()
}

/// Returns the first-level and second-level cells that begin at row `at`; a cell that an earlier
/// row spans is left out.
pub(super) fn levels(rows: &[IndicatorRow], at: usize) -> Vec<Cell> {
    let (before, rest) = rows.split_at(at.min(rows.len()));
    let Some(row) = rest.first() else { return Vec::new() };
    let height = |same: &dyn Fn(&IndicatorRow) -> bool| {
        let begins = before.last().is_none_or(|previous| !same(previous));
        let rows = rest.iter().take_while(|next| same(next)).count();
        begins.then(|| u32::try_from(rows).unwrap_or(u32::MAX))
    };
    let level1 = height(&|other| other.level1 == row.level1)
        .map(|rows| Cell::text(&row.level1).spanning(1, rows));
    let level2 = height(&|other| other.level1 == row.level1 && other.level2 == row.level2)
        .map(|rows| Cell::text(&row.level2).spanning(1, rows));
    [level1, level2].into_iter().flatten().collect()
}

/// 年度绩效目标: what was promised, without any result.
pub(super) fn targets(year: &ReportYear<'_>) -> Vec<Block> {
    let heads = vec![
        Head("一级指标", 3, Align::Center),
        Head("二级指标", 4, Align::Center),
        Head("三级指标", 7, Align::Left),
        Head("年度指标值", 4, Align::Center),
        Head("分值", 2, Align::Center),
    ];
    let mut draft = Draft::portrait(format!("{}年度绩效目标表", year.fiscal_year), heads);
    let rows = &year.evaluation.indicators;
    for (at, row) in rows.iter().enumerate() {
        let mut cells = levels(rows, at);
        cells.push(Cell::text(&row.name));
        cells.push(Cell::text(row.target_text()).resting_on(row.target_grounds()));
        cells.push(Cell::text(points(row.weight)).resting_on(row.target_grounds()));
        draft.rows.push(cells);
    }
    if !draft.rows.is_empty() {
        draft.notes.push(format!(
            "另有预算执行率{}分，合计{}分。",
            points(year.pack.execution().weight),
            points(year.evaluation.total_weight)
        ));
    }
    draft.finish()
}
