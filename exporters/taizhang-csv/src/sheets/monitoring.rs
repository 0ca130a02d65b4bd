//! The monitoring form (绩效运行监控表): spending and indicators against the time that has passed.
//!
//! The columns are those of the deployed provincial system's monitoring tabs; no official upload
//! template was found, so the layout is unverified.

use taizhang_export::{
    ExportContext, MonitoredIndicator, MonitoredMoney, Monitoring, Ratio, fixed,
};

use super::{RATE_PLACES, rate};
use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// 监控资金表.
pub(crate) struct MonitoredFunds;

impl Sheet for MonitoredFunds {
    type Row<'a> = (&'static str, &'a MonitoredMoney);

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("层次", |(level, _)| Cell::Mark(level)),
        Column::new("编号", |(_, row)| Cell::text(&row.id)),
        Column::new("名称", |(_, row)| Cell::text(&row.name)),
        Column::amount("年初预算数", |(_, row)| Cell::Amount(row.original_budget)),
        Column::amount("全年预算数", |(_, row)| Cell::Amount(row.final_budget)),
        Column::amount("监控期执行数", |(_, row)| Cell::Amount(row.outturn)),
        Column::new("执行率(%)", |(_, row)| rate(&row.rate)),
        Column::new("进度比(%)", |(_, row)| {
            row.pace.map_or(Cell::Mark("—"), |pace| Cell::Number(fixed(pace, RATE_PLACES)))
        }),
        Column::amount("全年预计执行数", |(_, row)| Cell::Amount(row.forecast)),
        Column::new("预警灯", |(_, row)| {
            row.light.map_or(Cell::Blank, |l| Cell::Mark(l.name()))
        }),
        Column::new("预警原因", |(_, row)| Cell::text(row.reasons.join("；"))),
    ];

    fn file_name(_: AmountUnit) -> String {
        "绩效运行监控表-资金.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<(&'static str, &MonitoredMoney)> {
        let Some(Monitoring { funds, projects, lines, .. }) = &context.monitoring else {
            return Vec::new();
        };
        let all = [("资金", funds), ("项目", projects), ("预算指标", lines)];
        all.into_iter().flat_map(|(level, rows)| rows.iter().map(move |row| (level, row))).collect()
    }
}

/// 监控指标表.
pub(crate) struct MonitoredIndicators;

impl Sheet for MonitoredIndicators {
    type Row<'a> = &'a MonitoredIndicator;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("一级指标", |row| Cell::text(&row.level1)),
        Column::new("二级指标", |row| Cell::text(&row.level2)),
        Column::new("三级指标", |row| Cell::text(&row.name)),
        Column::new("年度指标值", |row| Cell::text(row.target_text())),
        Column::new("监控期完成值", |row| Cell::text(&row.actual_text)),
        Column::new("完成进度(%)", |row| share(row.progress.as_ref())),
        Column::new("全年预计完成情况", |row| Cell::text(&row.forecast_text)),
        Column::new("偏离度(%)", |row| share(row.deviation.as_ref())),
        Column::new("完成目标可能性", |row| {
            row.likelihood.map_or(Cell::Blank, |likelihood| Cell::Mark(likelihood.name()))
        }),
        Column::new("预警灯", |row| {
            row.light.map_or(Cell::Blank, |light| Cell::Mark(light.name()))
        }),
        Column::new("预警原因", |row| Cell::text(&row.reason)),
        Column::new("偏差原因", |row| Cell::text(&row.variance_reason)),
        Column::new("纠偏措施", |row| Cell::text(&row.corrective_action)),
    ];

    fn file_name(_: AmountUnit) -> String {
        "绩效运行监控表-绩效指标.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<&MonitoredIndicator> {
        context.monitoring.iter().flat_map(|watched| &watched.indicators).collect()
    }
}

fn share(ratio: Option<&Ratio>) -> Cell {
    ratio.map_or(Cell::Mark("—"), rate)
}
