//! The activity ledger (活动台账): one row per counted result.

use taizhang_export::{ActivityEntry, ExportContext, ResultEntry};

use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// 活动台账.
pub(crate) struct Activities;

/// An activity and one of its results; an activity that counted nothing still has a row.
pub(crate) struct ActivityRow<'a> {
    activity: &'a ActivityEntry,
    result: Option<&'a ResultEntry>,
}

impl ActivityRow<'_> {
    fn of_result(&self, cell: impl FnOnce(&ResultEntry) -> Cell) -> Cell {
        self.result.map_or(Cell::Blank, cell)
    }
}

impl Sheet for Activities {
    type Row<'a> = ActivityRow<'a>;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("事件序号", |row| Cell::number(&row.activity.sequence)),
        Column::new("活动编号", |row| Cell::text(&row.activity.id)),
        Column::new("活动名称", |row| Cell::text(&row.activity.name)),
        Column::new("活动类型", |row| Cell::text(&row.activity.kind)),
        Column::new("开始日期", |row| Cell::text(row.activity.start.to_string())),
        Column::new("结束日期", |row| Cell::text(row.activity.end.to_string())),
        Column::new("地点", |row| Cell::text(&row.activity.place)),
        Column::new("计数项", |row| row.of_result(|result| Cell::text(&result.measure))),
        Column::new("计数内容", |row| row.of_result(|result| Cell::text(&result.name))),
        Column::new("数量", |row| {
            row.of_result(|result| Cell::number(&result.quantity.value.normalize()))
        }),
        Column::new("计量单位", |row| {
            row.of_result(|result| Cell::text(&result.quantity.unit))
        }),
        Column::new("报告表述", |row| {
            row.of_result(|result| Cell::text(result.quantity.to_string()))
        }),
    ];

    fn file_name(_: AmountUnit) -> String {
        "活动台账.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<ActivityRow<'_>> {
        context.activities.iter().flat_map(rows_of_activity).collect()
    }
}

fn rows_of_activity(activity: &ActivityEntry) -> impl Iterator<Item = ActivityRow<'_>> {
    let blank = activity.results.is_empty().then_some(None);
    let results = activity.results.iter().map(Some).chain(blank);
    results.map(move |result| ActivityRow { activity, result })
}
