//! 绩效运行监控表: spending and indicators against the time that has passed.

use taizhang_core::figure::FigureError;
use taizhang_core::money::fixed;
use taizhang_core::{NO_BASE, Ratio};

use super::evaluation::levels;
use super::{Draft, Head};
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::monitor::{Light, MonitoredIndicator, MonitoredMoney, Monitoring, monitor};
use crate::report::{Align, Block, Cell};

/// What stands under a class of reasons that applies.
const TICK: &str = "√";

fn watched(year: &ReportYear<'_>) -> Result<Option<Monitoring>, FigureError> {
    monitor(year.pack, year.figures, year.evaluation, year.as_of)
}

/// 资金: the form's rows, then every project and every line.
pub(super) fn funds(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let Some(watched) = watched(year)? else { return Ok(Vec::new()) };
    let months = watched.months;
    let heads = |first: &'static str| {
        vec![
            Head(first, 8, Align::Left),
            Head("年初预算数", 4, Align::Right),
            Head("全年预算数", 4, Align::Right),
            Head("执行数", 4, Align::Right),
            Head("执行率", 3, Align::Right),
            Head("进度比", 3, Align::Right),
            Head("全年预计执行数", 4, Align::Right),
            Head("预警灯", 2, Align::Center),
            Head("预警原因", 6, Align::Left),
        ]
    };
    let table = |first, caption: &str, rows: &[MonitoredMoney]| {
        let caption = format!("{}—{caption}（1—{months}月）", year.pack.title());
        let mut draft = Draft::landscape(caption, heads(first));
        draft.unit = Some(year.unit_line());
        draft.rows.extend(rows.iter().map(|row| money_row(year, row)));
        draft
    };
    let mut total = table("资金", "资金", &watched.funds);
    total.notes.extend(watched.methods.iter().map(|method| format!("{method}。")));
    total.notes.extend(watched.warnings.iter().map(|warning| format!("预警：{warning}。")));
    let mut blocks = total.finish();
    blocks.extend(table("项目", "分项目", &watched.projects).finish());
    blocks.extend(table("预算指标", "分预算指标", &watched.lines).finish());
    Ok(blocks)
}

fn money_row(year: &ReportYear<'_>, row: &MonitoredMoney) -> Vec<Cell> {
    let name =
        if row.id.is_empty() { row.name.clone() } else { format!("{} {}", row.id, row.name) };
    vec![
        Cell::text(name),
        Cell::text(year.amount(row.original_budget)),
        Cell::text(year.amount(row.final_budget)),
        Cell::text(year.amount(row.outturn)),
        Cell::text(row.rate.percent_text(RATE_DIGITS)),
        Cell::text(percent(row.pace)),
        Cell::text(year.amount(row.forecast)),
        Cell::text(light(row.light)),
        Cell::text(row.reasons.join("；")),
    ]
}

/// 绩效指标: how far each has come, what is foreseen, and why.
pub(super) fn indicators(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let Some(watched) = watched(year)? else { return Ok(Vec::new()) };
    let mut heads = vec![
        Head("一级指标", 3, Align::Center),
        Head("二级指标", 3, Align::Center),
        Head("三级指标", 6, Align::Left),
        Head("年度指标值", 3, Align::Center),
        Head("监控期完成值", 3, Align::Center),
        Head("完成进度（÷年度指标值）", 3, Align::Right),
        Head("全年预计完成值", 3, Align::Center),
        Head("偏离度", 3, Align::Right),
        Head("完成目标可能性", 3, Align::Center),
        Head("预警灯", 2, Align::Center),
    ];
    let classes = watched.cause_classes.iter();
    heads.extend(classes.map(|name| Head(name, 2, Align::Center)));
    heads.push(Head("偏差原因及纠偏措施", 7, Align::Left));
    let mut draft = Draft::landscape(format!("{}—绩效指标", year.pack.title()), heads);
    // The indicators are those of the scored year, in the same order.
    for (at, row) in watched.indicators.iter().enumerate() {
        let mut cells = levels(&year.evaluation.indicators, at);
        cells.extend(indicator_cells(row, &watched.cause_classes));
        draft.rows.push(cells);
    }
    Ok(draft.finish())
}

fn indicator_cells(row: &MonitoredIndicator, classes: &[String]) -> Vec<Cell> {
    let ratio = |ratio: &Option<Ratio>| {
        ratio.as_ref().map_or_else(|| NO_BASE.to_owned(), |ratio| ratio.percent_text(RATE_DIGITS))
    };
    let said = [&row.variance_reason, &row.corrective_action].map(String::as_str);
    let explained: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    let explained = if explained.is_empty() { row.reason.clone() } else { explained.join("；") };
    let mut cells = vec![
        Cell::text(&row.name),
        Cell::text(row.target_text()),
        Cell::text(&row.actual_text),
        Cell::text(ratio(&row.progress)),
        Cell::text(&row.forecast_text),
        Cell::text(ratio(&row.deviation)),
        Cell::text(row.likelihood.map_or(NO_BASE, |likelihood| likelihood.name())),
        Cell::text(light(row.light)),
    ];
    let ticks = classes.iter().map(|class| if row.causes.contains(class) { TICK } else { "" });
    cells.extend(ticks.map(Cell::text));
    cells.push(Cell::text(explained));
    cells
}

fn light(light: Option<Light>) -> &'static str {
    light.map_or(NO_BASE, Light::name)
}

fn percent(value: Option<rust_decimal::Decimal>) -> String {
    value.map_or_else(|| NO_BASE.to_owned(), |value| format!("{}%", fixed(value, RATE_DIGITS)))
}
