//! 绩效运行监控表: spending and indicators against the time that has passed.

use taizhang_core::figure::FigureError;
use taizhang_core::money::fixed;
use taizhang_core::{NO_BASE, Ratio};

use super::evaluation::levels;
use super::{Draft, Head};
use crate::Grounds;
use crate::compose::template::RATE_DIGITS;
use crate::compose::year::ReportYear;
use crate::monitor::{Light, MonitoredIndicator, MonitoredMoney, Monitoring, monitor};
use crate::report::{Align, Block, Cell};
use crate::self_evaluation::IndicatorRow;

/// What stands under a class of reasons that applies.
const TICK: &str = "√";
/// First columns of the tables below the form's own.
const PROJECT: &str = "项目";
const LINE: &str = "预算指标";

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
        let of = |(at, row)| {
            let grounds = |head: &str, what: &str| basis(year, first, at, row, head, what);
            money_row(year, row, &grounds)
        };
        draft.rows.extend(rows.iter().enumerate().map(of));
        draft
    };
    let mut total = table("资金", "资金", &watched.funds);
    total.notes.extend(watched.methods.iter().map(|method| format!("{method}。")));
    total.notes.extend(watched.warnings.iter().map(|warning| format!("预警：{warning}。")));
    let mut blocks = total.finish();
    blocks.extend(table(PROJECT, "分项目", &watched.projects).finish());
    blocks.extend(table(LINE, "分预算指标", &watched.lines).finish());
    Ok(blocks)
}

/// Returns what an amount of a watched row rests on: the year's figure of its project or line, or
/// of the row of the form.
fn basis(
    year: &ReportYear<'_>,
    table: &str,
    at: usize,
    row: &MonitoredMoney,
    head: &str,
    what: &str,
) -> Grounds {
    let scope = match table {
        PROJECT => "project",
        LINE => "line",
        _ => {
            let fund = year.evaluation.funds.get(at);
            let grounds = fund.map(|fund| year.evaluation.fund_grounds(fund, head, what));
            return grounds.unwrap_or_default();
        }
    };
    Grounds::figures(format!("{}：{what}", row.name), [format!("{head}.{scope}.{}", row.id)])
}

fn money_row(
    year: &ReportYear<'_>,
    row: &MonitoredMoney,
    basis: &dyn Fn(&str, &str) -> Grounds,
) -> Vec<Cell> {
    let name =
        if row.id.is_empty() { row.name.clone() } else { format!("{} {}", row.id, row.name) };
    vec![
        Cell::text(name),
        Cell::text(year.amount(row.original_budget))
            .resting_on(basis("budget.original", "年初预算数")),
        Cell::text(year.amount(row.final_budget)).resting_on(basis("budget.final", "全年预算数")),
        Cell::text(year.amount(row.outturn)).resting_on(basis("outturn", "执行数")),
        Cell::text(row.rate.percent_text(RATE_DIGITS))
            .resting_on(basis("rate.execution", "执行率")),
        Cell::text(percent(row.pace)).resting_on(basis("rate.execution", "进度比")),
        Cell::text(year.amount(row.forecast)).resting_on(basis("outturn", "全年预计执行数")),
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
        let scored = year.evaluation.indicators.get(at);
        cells.extend(indicator_cells(row, scored, &watched.cause_classes));
        draft.rows.push(cells);
    }
    Ok(draft.finish())
}

fn indicator_cells(
    row: &MonitoredIndicator,
    scored: Option<&IndicatorRow>,
    classes: &[String],
) -> Vec<Cell> {
    let of = |grounds: fn(&IndicatorRow) -> Grounds| scored.map(grounds).unwrap_or_default();
    let come = || of(IndicatorRow::score_grounds);
    let ratio = |ratio: &Option<Ratio>| {
        ratio.as_ref().map_or_else(|| NO_BASE.to_owned(), |ratio| ratio.percent_text(RATE_DIGITS))
    };
    let said = [&row.variance_reason, &row.corrective_action].map(String::as_str);
    let explained: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    let explained = if explained.is_empty() { row.reason.clone() } else { explained.join("；") };
    let mut cells = vec![
        Cell::text(&row.name),
        Cell::text(row.target_text()).resting_on(of(IndicatorRow::target_grounds)),
        Cell::text(&row.actual_text).resting_on(of(IndicatorRow::actual_grounds)),
        Cell::text(ratio(&row.progress)).resting_on(come()),
        Cell::text(&row.forecast_text).resting_on(come()),
        Cell::text(ratio(&row.deviation)).resting_on(come()),
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
