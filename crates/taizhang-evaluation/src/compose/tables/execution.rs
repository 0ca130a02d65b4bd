//! Execution by month against time.

use rust_decimal::Decimal;
use taizhang_core::figure::FigureError;
use taizhang_core::money::fixed;

use super::{Draft, Head};
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell, Chart, ChartKind, Series};

/// Returns the share of the year that has passed at the end of `month`, in per cent.
fn time_progress(month: i8) -> Decimal {
    let twelfths = Decimal::from(month).saturating_mul(Decimal::ONE_HUNDRED);
    twelfths.checked_div(Decimal::from(12)).unwrap_or_default()
}

/// 预算执行进度表.
pub(super) fn months_table(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    if year.is_zero("outturn.total")? {
        return Ok(Vec::new());
    }
    let heads = vec![
        Head("月份", 2, Align::Center),
        Head("当月执行数", 3, Align::Right),
        Head("累计执行数", 3, Align::Right),
        Head("累计执行率（÷全年预算）", 4, Align::Right),
        Head("时间进度", 3, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度分月预算执行表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let mut parts = Vec::new();
    for month in 1..=year.last_month() {
        let single = format!("outturn.month.{month:02}");
        parts.push(year.money(&single)?);
        draft.rows.push(vec![
            Cell::text(format!("{month}月")),
            year.cell(&single)?,
            year.cell(&format!("outturn.through.{month:02}"))?,
            year.cell(&format!("rate.execution.through.{month:02}"))?,
            Cell::text(format!("{}%", fixed(time_progress(month), RATE_DIGITS))),
        ]);
    }
    let last = format!("outturn.through.{:02}", year.last_month());
    draft.notes.extend(year.rounding_note(&parts, year.money(&last)?));
    Ok(draft.finish())
}

/// 分月执行与时间进度图.
pub(super) fn months_chart(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    if year.is_zero("outturn.total")? {
        return Ok(Vec::new());
    }
    let final_budget = year.exact(year.money("budget.final.total")?);
    let (mut categories, mut single) = (Vec::new(), Vec::new());
    let (mut cumulative, mut pace) = (Vec::new(), Vec::new());
    for month in 1..=year.last_month() {
        categories.push(format!("{month}月"));
        single.push(year.exact(year.money(&format!("outturn.month.{month:02}"))?));
        cumulative.push(year.exact(year.money(&format!("outturn.through.{month:02}"))?));
        let share = time_progress(month).checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        pace.push(taizhang_core::money::round_half_up(share.saturating_mul(final_budget), 6));
    }
    let unit = year.pack.unit().name();
    let series = |name: &str, values| Series { name: name.to_owned(), values };
    let last = cumulative.last().copied().unwrap_or_default();
    Ok(vec![Block::Chart(Chart {
        caption: format!("{}年度分月预算执行与时间进度", year.fiscal_year),
        alt: format!(
            "柱形为各月执行数，折线为累计执行数和按时间进度应执行数；\
             {}月末累计执行{}{unit}，全年预算{}{unit}。",
            year.last_month(),
            fixed(last, 2),
            fixed(final_budget, 2)
        ),
        kind: ChartKind::ColumnsAndLines,
        unit: unit.to_owned(),
        categories,
        series: vec![
            series("当月执行数", single),
            series("累计执行数", cumulative),
            series("时间进度应执行数", pace),
        ],
    })])
}
