//! The self-evaluation return (自评表) with the column names of the deployed provincial system.
//!
//! No official upload template was found, so the layout is unverified: the columns are those of
//! the two tabs that people fill in by hand.

use taizhang_export::{ExportContext, FundRow, IndicatorRow, Target, fixed};

use super::RATE_PLACES;
use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// Decimals of points, `NUMBER(5,2)` in the provincial system.
const POINT_PLACES: u32 = 2;

/// 预算执行情况 (`V_PERF_T_SELFPROFUND`).
pub(crate) struct Funds;

impl Sheet for Funds {
    type Row<'a> = &'a FundRow;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("资金来源", |row| Cell::text(&row.name)),
        Column::new("年初预算", |row| Cell::Amount(row.original_budget)),
        Column::new("年度预算调整", |row| Cell::Amount(row.adjustment)),
        Column::new("调整后的预算", |row| Cell::Amount(row.final_budget)),
        Column::new("全年执行数", |row| Cell::Amount(row.outturn)),
        Column::new("预算执行率(%)", |row| execution_rate(row)),
        Column::new("自评得分", |row| {
            row.score.map_or(Cell::Blank, |score| Cell::Number(fixed(score, POINT_PLACES)))
        }),
    ];

    /// Names the unit, since the official headers do not.
    fn file_name(unit: AmountUnit) -> String {
        format!("自评表-预算执行情况（{}）.csv", unit.name())
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<&FundRow> {
        context.evaluation.funds.iter().collect()
    }
}

/// Prints BGTGET as the provincial view does: `decode(AMT3,0,0,round(AMT4/AMT3*100,2))`. A zero
/// budget gives 0 there, where our own tables print `—`.
fn execution_rate(row: &FundRow) -> Cell {
    let percent = row.rate.percent(RATE_PLACES).unwrap_or_default();
    Cell::Number(fixed(percent, RATE_PLACES))
}

/// 目标完成情况 (`PERF_T_SELFPERFINDEX`).
pub(crate) struct Indicators;

impl Sheet for Indicators {
    type Row<'a> = &'a IndicatorRow;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("一级指标", |row| Cell::text(&row.level1)),
        Column::new("二级指标", |row| Cell::text(&row.level2)),
        Column::new("指标名称", |row| Cell::text(&row.name)),
        Column::new("计算符号", |row| sign(&row.target)),
        Column::new("指标值", |row| target_value(&row.target)),
        Column::new("实际完成值", |row| actual_value(row)),
        Column::new("计量单位", |row| measure_unit(&row.target)),
        Column::new("权重", |row| Cell::Number(fixed(row.weight, POINT_PLACES))),
        Column::new("实际得分", |row| Cell::Number(fixed(row.score, POINT_PLACES))),
        Column::new("偏差原因", |row| Cell::text(&row.variance_reason)),
        Column::new("改进措施", |row| Cell::text(&row.corrective_action)),
    ];

    fn file_name(_: AmountUnit) -> String {
        "自评表-指标完成情况.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<&IndicatorRow> {
        context.evaluation.indicators.iter().collect()
    }
}

/// Makes a cell of the comparison sign. A bare `=` is no formula, and the provincial system knows
/// no `'=`; so the sign stays as it is.
fn sign(target: &Target) -> Cell {
    match target {
        Target::Quantitative { comparator, .. } => Cell::Mark(comparator.sign()),
        Target::Qualitative { .. } => Cell::Blank,
    }
}

fn target_value(target: &Target) -> Cell {
    match target {
        Target::Quantitative { value, .. } => Cell::number(&value.normalize()),
        Target::Qualitative { description } => Cell::text(description),
    }
}

/// Makes a cell of the bare number where there is one, since the unit has its own column.
fn actual_value(row: &IndicatorRow) -> Cell {
    row.actual
        .map_or_else(|| Cell::text(&row.actual_text), |actual| Cell::number(&actual.normalize()))
}

fn measure_unit(target: &Target) -> Cell {
    match target {
        Target::Quantitative { unit, .. } => Cell::text(unit),
        Target::Qualitative { .. } => Cell::Blank,
    }
}
