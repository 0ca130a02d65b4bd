//! How far each indicator has come: actual value ÷ target.

use rust_decimal::Decimal;
use taizhang_core::event::{Comparator, Target};
use taizhang_core::money::round_half_up;
use taizhang_core::{NO_BASE, Ratio};

use super::evaluation::points;
use super::{Draft, Head};
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell, Chart, ChartKind, Series};
use crate::self_evaluation::IndicatorRow;

/// Returns the share of the target that is reached; a state in words and a ceiling have none.
fn rate(row: &IndicatorRow) -> Option<Ratio> {
    match (&row.target, row.actual) {
        (Target::Quantitative { comparator, value, .. }, Some(actual))
            if !matches!(comparator, Comparator::AtMost | Comparator::Below) =>
        {
            Some(Ratio::new(actual, *value, "年度指标值"))
        }
        _ => None,
    }
}

/// Returns the rate in per cent, as it is printed.
fn percent(row: &IndicatorRow) -> Option<Decimal> {
    let rate = rate(row)?;
    let share = rate.numerator().checked_div(rate.denominator())?;
    Some(round_half_up(share.checked_mul(Decimal::ONE_HUNDRED)?, RATE_DIGITS))
}

/// Prints the rate.
fn text(row: &IndicatorRow) -> String {
    rate(row).map_or_else(|| NO_BASE.to_owned(), |rate| rate.percent_text(RATE_DIGITS))
}

/// 绩效指标完成率表.
pub(super) fn table(year: &ReportYear<'_>) -> Vec<Block> {
    let heads = vec![
        Head("三级指标", 8, Align::Left),
        Head("年度指标值", 4, Align::Center),
        Head("实际完成值", 4, Align::Center),
        Head("完成率（÷年度指标值）", 4, Align::Right),
        Head("分值", 2, Align::Center),
        Head("得分", 2, Align::Center),
    ];
    let mut draft = Draft::portrait(format!("{}年度绩效指标完成率表", year.fiscal_year), heads);
    let rows = &year.evaluation.indicators;
    for row in rows {
        draft.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(row.target_text()).resting_on(row.target_grounds()),
            Cell::text(&row.actual_text).resting_on(row.actual_grounds()),
            Cell::text(text(row)).resting_on(row.score_grounds()),
            Cell::text(points(row.weight)).resting_on(row.target_grounds()),
            Cell::text(points(row.score)).resting_on(row.score_grounds()),
        ]);
    }
    if rows.iter().any(|row| rate(row).is_none()) {
        let note = "定性指标、以不超过为目标的指标和没有实际完成值的指标不计算完成率。";
        draft.notes.push(note.to_owned());
    }
    draft.finish()
}

/// 绩效指标完成率图: the indicators of the table that have a rate.
pub(super) fn chart(year: &ReportYear<'_>) -> Vec<Block> {
    let rows = &year.evaluation.indicators;
    let rates: Vec<(&str, Decimal)> =
        rows.iter().filter_map(|row| Some((row.name.as_str(), percent(row)?))).collect();
    if rates.is_empty() {
        return Vec::new();
    }
    let full = rates.iter().filter(|(_, rate)| *rate >= Decimal::ONE_HUNDRED).count();
    let alt = format!(
        "横条为{}项定量指标的实际完成值与年度指标值之比；{full}项达到或超过100%。",
        rates.len()
    );
    vec![Block::Chart(Chart {
        caption: format!("{}年度绩效指标完成率", year.fiscal_year),
        alt,
        kind: ChartKind::Bars,
        unit: "%".to_owned(),
        categories: rates.iter().map(|(name, _)| (*name).to_owned()).collect(),
        series: vec![Series {
            name: "完成率".to_owned(),
            values: rates.into_iter().map(|(_, rate)| rate).collect(),
        }],
    })]
}
