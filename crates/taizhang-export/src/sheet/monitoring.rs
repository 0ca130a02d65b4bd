//! The monitoring form (绩效运行监控表): spending and indicators against the time that has passed.
//!
//! The columns are those of the deployed provincial system's monitoring tabs; no official upload
//! template was found, so the layout is unverified.

use super::{Cell, Sheet, Source, Total, Whole, figure};
use crate::{ExportContext, MonitoredIndicator, MonitoredMoney, Monitoring, Ratio};

/// Returns 监控资金表; without rows in a context that is not monitored.
pub fn monitored_funds(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<(&str, &MonitoredMoney)>> = vec![
        Source::words("层次", |(level, _)| Cell::text(*level)),
        Source::words("编号", |(_, row)| Cell::text(&row.id)),
        Source::words("名称", |(_, row)| Cell::text(&row.name)),
        Source::amounts("年初预算数", |(_, row)| Cell::Amount(row.original_budget)),
        Source::amounts("全年预算数", |(_, row)| Cell::Amount(row.final_budget)),
        Source::amounts("监控期执行数", |(_, row)| Cell::Amount(row.outturn)),
        Source::percent("执行率", |(_, row)| Cell::rate(&row.rate)),
        Source::percent("进度比", |(_, row)| row.pace.map_or(Cell::Mark("—"), Cell::Percent)),
        Source::amounts("全年预计执行数", |(_, row)| Cell::Amount(row.forecast)),
        Source::words("预警灯", |(_, row)| {
            row.light.map_or(Cell::Blank, |light| Cell::Mark(light.name()))
        }),
        Source::words("预警原因", |(_, row)| Cell::text(row.reasons.join("；"))),
    ];
    let rows: Vec<_> = context.monitoring.iter().flat_map(levels).collect();
    let lines = rows.iter().enumerate().filter(|(_, (level, _))| *level == LINES);
    let lines =
        Whole { name: "预算指标合计".to_owned(), rows: lines.map(|(at, _)| at).collect() };
    // What will be spent is reckoned line by line and stands in no figure.
    let forecast = context.monitoring.iter().flat_map(|watched| &watched.lines);
    let forecast = Total {
        name: "各指标预计执行数（推算，台账没有这个取数）".to_owned(),
        value: ExportContext::total(forecast.map(|line| line.forecast)),
    };
    Sheet::of("绩效运行监控表-资金", columns, rows)
        .made_up_of(vec![lines])
        .summing("年初预算数", figure(context, "budget.original.total"))
        .summing("全年预算数", figure(context, "budget.final.total"))
        .summing("监控期执行数", figure(context, "outturn.total"))
        .summing("全年预计执行数", Some(forecast))
}

/// Level of a budget line.
const LINES: &str = "预算指标";

fn levels(watched: &Monitoring) -> impl Iterator<Item = (&'static str, &MonitoredMoney)> {
    let Monitoring { funds, projects, lines, .. } = watched;
    let all = [("资金", funds), ("项目", projects), (LINES, lines)];
    all.into_iter().flat_map(|(level, rows)| rows.iter().map(move |row| (level, row)))
}

/// Returns 监控指标表; without rows in a context that is not monitored.
pub fn monitored_indicators(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<&MonitoredIndicator>> = vec![
        Source::words("一级指标", |row| Cell::text(&row.level1)),
        Source::words("二级指标", |row| Cell::text(&row.level2)),
        Source::words("三级指标", |row| Cell::text(&row.name)),
        Source::words("年度指标值", |row| Cell::text(row.target_text())),
        Source::words("监控期完成值", |row| Cell::text(&row.actual_text)),
        Source::percent("完成进度", |row| share(row.progress.as_ref())),
        Source::words("全年预计完成情况", |row| Cell::text(&row.forecast_text)),
        Source::percent("偏离度", |row| share(row.deviation.as_ref())),
        Source::words("完成目标可能性", |row| {
            row.likelihood.map_or(Cell::Blank, |likelihood| Cell::Mark(likelihood.name()))
        }),
        Source::words("预警灯", |row| {
            row.light.map_or(Cell::Blank, |light| Cell::Mark(light.name()))
        }),
        Source::words("预警原因", |row| Cell::text(&row.reason)),
        Source::words("偏差原因", |row| Cell::text(&row.variance_reason)),
        Source::words("纠偏措施", |row| Cell::text(&row.corrective_action)),
    ];
    let rows = context.monitoring.iter().flat_map(|watched| &watched.indicators);
    Sheet::of("绩效运行监控表-绩效指标", columns, rows)
}

fn share(ratio: Option<&Ratio>) -> Cell {
    ratio.map_or(Cell::Mark("—"), Cell::rate)
}
