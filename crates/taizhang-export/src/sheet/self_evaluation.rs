//! The self-evaluation return (自评表) with the column names of the deployed provincial system.
//!
//! No official upload template was found, so the layout is unverified: the columns are those of
//! the two tabs that people fill in by hand.

use rust_decimal::Decimal;

use super::{Cell, Holds, Sheet, Source, Total, Whole, figure};
use crate::{
    ExportContext, FundRow, FundSelection, GoalRow, IndicatorRow, PackKind, SelfEvaluation, Target,
};

/// Decimals of points, `NUMBER(5,2)` in the provincial system.
pub(super) const POINT_PLACES: u32 = 2;

/// Returns 预算执行情况 (`V_PERF_T_SELFPROFUND`). Where nothing was budgeted the rate is `—`, as in the
/// report, and empty in a return; the provincial view gives 0 there
/// (`decode(AMT3,0,0,round(AMT4/AMT3*100,2))`), which says that nothing was executed.
pub fn funds(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<&FundRow>> = vec![
        Source::words("资金来源", |row| Cell::text(&row.name)),
        Source::amounts("年初预算", |row| Cell::Amount(row.original_budget)),
        Source::amounts("年度预算调整", |row| Cell::Amount(row.adjustment)),
        Source::amounts("调整后的预算", |row| Cell::Amount(row.final_budget)),
        Source::amounts("全年执行数", |row| Cell::Amount(row.outturn)),
        Source::percent("预算执行率", |row| Cell::rate(&row.rate)),
        Source::numbers("自评得分", |row| row.score.map_or(Cell::Blank, points)),
    ];
    let funds = &context.evaluation.funds;
    Sheet::of("自评表-预算执行情况", columns, funds)
        .official()
        .made_up_of(divisions(funds))
        .summing("年初预算", evaluated(context, "budget.original"))
        .summing("年度预算调整", evaluated(context, "budget.adjustment"))
        .summing("调整后的预算", evaluated(context, "budget.final"))
        .summing("全年执行数", evaluated(context, "outturn"))
}

/// Returns a figure of the money that the form evaluates: all of it, or that of projects.
pub(super) fn evaluated(context: &ExportContext, amount: &str) -> Option<Total> {
    let scope = match context.evaluation.pack.kind {
        PackKind::Project => "project",
        PackKind::WholeUnit | PackKind::Monitoring | PackKind::Declaration => "total",
    };
    figure(context, &format!("{amount}.{scope}"))
}

/// Finds the rows that make up the whole: the total row, and each division of it that is complete.
fn divisions(funds: &[FundRow]) -> Vec<Whole> {
    use FundSelection as F;
    // 专户资金 and 单位资金 together are 其他资金.
    let divisions: [(&str, &[F]); 4] = [
        ("总额", &[F::Total]),
        ("各来源合计", &[F::CurrentFiscal, F::CarryOver, F::Other]),
        ("各来源合计", &[F::CurrentFiscal, F::CarryOver, F::SpecialAccount, F::OwnSource]),
        ("各类别合计", &[F::Personnel, F::Operating, F::Projects]),
    ];
    let place = |counts: &F| funds.iter().position(|row| row.counts == *counts);
    let wholes = divisions.into_iter().filter_map(|(name, parts)| {
        let mut rows = parts.iter().map(place).collect::<Option<Vec<usize>>>()?;
        rows.sort_unstable();
        Some(Whole { name: name.to_owned(), rows })
    });
    wholes.collect()
}

/// Returns 年度绩效目标 where several were declared, each with its indicators and points.
pub fn goals(context: &ExportContext) -> Sheet {
    let scored = &context.evaluation;
    let columns: Vec<Source<(&SelfEvaluation, &GoalRow)>> = vec![
        Source::numbers("序号", |(_, goal)| Cell::plain(goal.number)),
        Source::words("年度绩效目标", |(_, goal)| Cell::text(&goal.text)),
        Source::words("绩效指标", |(scored, goal)| Cell::Text(scored.names_of(goal))),
        Source::words("实际完成情况", |(_, goal)| Cell::text(&goal.outcome)),
        Source::numbers("分值", |(_, goal)| points(goal.weight)),
        Source::numbers("得分", |(_, goal)| points(goal.score)),
    ];
    let total = |name: &str, points: fn(&GoalRow) -> Decimal| {
        let value = scored.goals.iter().map(points).sum();
        Some(Total { name: name.to_owned(), value })
    };
    Sheet::of("自评表-年度绩效目标", columns, scored.goals.iter().map(|goal| (scored, goal)))
        .summing("分值", total("各目标分值", |goal| goal.weight))
        .summing("得分", total("各目标得分", |goal| goal.score))
}

pub(super) const fn points(value: Decimal) -> Cell {
    Cell::Number { value, places: POINT_PLACES }
}

/// Returns 目标完成情况 (`PERF_T_SELFPERFINDEX`).
pub fn indicators(context: &ExportContext) -> Sheet {
    let scored = &context.evaluation;
    let execution_weight = scored.funds.first().and_then(|row| row.weight).unwrap_or_default();
    let weight = Total {
        name: "满分减预算执行率的分值".to_owned(),
        value: scored.total_weight - execution_weight,
    };
    let score = Total {
        name: "自评总分减执行率得分".to_owned(),
        value: scored.total_score - scored.execution_score,
    };
    let columns: Vec<Source<&IndicatorRow>> = vec![
        Source::words("一级指标", |row| Cell::text(&row.level1)),
        Source::words("二级指标", |row| Cell::text(&row.level2)),
        Source::words("指标名称", |row| Cell::text(&row.name)),
        Source::words("计算符号", |row| sign(&row.target)),
        Source::new("指标值", Holds::Any, |row| target_value(&row.target)),
        Source::new("实际完成值", Holds::Any, |row| actual_value(row)),
        Source::words("计量单位", |row| measure_unit(&row.target)),
        Source::numbers("权重", |row| points(row.weight)),
        Source::numbers("实际得分", |row| points(row.score)),
        Source::words("偏差原因", |row| Cell::text(&row.variance_reason)),
        Source::words("改进措施", |row| Cell::text(&row.corrective_action)),
    ];
    Sheet::of("自评表-指标完成情况", columns, &scored.indicators)
        .official()
        .summing("权重", Some(weight))
        .summing("实际得分", Some(score))
}

/// Makes a cell of the comparison sign. A bare `=` is no formula, and the provincial system knows
/// no `'=`; so the sign stays as it is.
pub(super) fn sign(target: &Target) -> Cell {
    match target {
        Target::Quantitative { comparator, .. } => Cell::Mark(comparator.sign()),
        Target::Qualitative { .. } => Cell::Blank,
    }
}

pub(super) fn target_value(target: &Target) -> Cell {
    match target {
        Target::Quantitative { value, .. } => Cell::plain(*value),
        Target::Qualitative { description } => Cell::text(description),
    }
}

/// Makes a cell of the bare number where there is one, since the unit has its own column.
pub(super) fn actual_value(row: &IndicatorRow) -> Cell {
    row.actual.map_or_else(|| Cell::text(&row.actual_text), Cell::plain)
}

pub(super) fn measure_unit(target: &Target) -> Cell {
    match target {
        Target::Quantitative { unit, .. } => Cell::text(unit),
        Target::Qualitative { .. } => Cell::Blank,
    }
}
