//! 取数说明: every figure and every indicator of the report, and where each comes from.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::event::ActualSource;
use taizhang_core::figure::{FigureError, FigureKey};
use taizhang_core::ids::IndicatorId;

use super::evaluation::points;
use super::{Draft, Head};
use crate::Grounds;
use crate::compose::ReportInputs;
use crate::compose::facts::date;
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell};

/// Lists the figures `used` in the report, then its indicators, each with the number of events
/// behind it.
pub(in crate::compose) fn figure_sources(
    year: &ReportYear<'_>,
    used: &BTreeSet<FigureKey>,
    inputs: &ReportInputs<'_>,
) -> Result<Vec<Block>, FigureError> {
    let mut used = used.clone();
    let keys = indicator_keys(year);
    for key in keys.values() {
        if year.value(key)?.is_some() {
            used.insert(key.clone());
        }
    }
    let heads = vec![
        Head("数据", 8, Align::Left),
        Head("数值", 3, Align::Right),
        Head("取数口径", 10, Align::Left),
        Head("事件数", 2, Align::Right),
        Head("取数键", 9, Align::Left),
    ];
    let mut draft = Draft::landscape("报告所用数据及其来源", heads);
    draft.unit = Some(year.unit_line());
    for key in &used {
        let figure = year.figures.get(key)?;
        draft.rows.push(vec![
            Cell::text(figure.label),
            year.cell(key.as_str())?,
            Cell::text(figure.formula),
            Cell::text((inputs.event_count)(key).to_string())
                .resting_on(Grounds::figures(key.as_str(), [key.as_str()])),
            Cell::text(key.as_str()),
        ]);
    }
    draft.notes.push(format!(
        "以上{}项数据取自截至{}的台账，台账共{}个事件，链尾哈希（{}）为 {}",
        used.len(),
        date(inputs.as_of),
        inputs.sequence,
        inputs.algorithm,
        inputs.head_hash
    ));
    Ok([draft.finish(), indicators(year, &keys, inputs)].concat())
}

/// Lists where each actual value comes from, and by which rule it scored.
fn indicators(
    year: &ReportYear<'_>,
    keys: &BTreeMap<IndicatorId, FigureKey>,
    inputs: &ReportInputs<'_>,
) -> Vec<Block> {
    let heads = vec![
        Head("三级指标", 6, Align::Left),
        Head("实际完成值", 4, Align::Center),
        Head("实际完成值的来源", 8, Align::Left),
        Head("事件数", 2, Align::Right),
        Head("得分", 2, Align::Right),
        Head("计分规则", 8, Align::Left),
    ];
    let mut draft = Draft::landscape("绩效指标完成值和得分的来源", heads);
    for row in &year.evaluation.indicators {
        let events = match keys.get(&row.id) {
            Some(key) => (inputs.event_count)(key),
            None => u64::try_from(row.events.len()).unwrap_or(u64::MAX),
        };
        draft.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(&row.actual_text).resting_on(row.actual_grounds()),
            Cell::text(&row.basis),
            Cell::text(events.to_string()).resting_on(row.actual_grounds()),
            Cell::text(points(row.score)).resting_on(row.score_grounds()),
            Cell::text(&row.rule),
        ]);
    }
    draft.finish()
}

/// Returns the figures that indicators take their actual values from.
fn indicator_keys(year: &ReportYear<'_>) -> BTreeMap<IndicatorId, FigureKey> {
    let indicators = year.book().indicators().into_iter();
    let keys = indicators.filter_map(|indicator| match indicator.source {
        ActualSource::Figure(key) => Some((indicator.id, key)),
        _ => None,
    });
    keys.collect()
}
