//! The activity ledger (活动台账): one row per counted result.

use super::{Cell, Sheet, Source};
use crate::{ActivityEntry, ExportContext, ResultEntry};

/// An activity and one of its results; an activity that counted nothing still has a row.
struct ActivityRow<'a> {
    activity: &'a ActivityEntry,
    result: Option<&'a ResultEntry>,
}

impl ActivityRow<'_> {
    fn of_result(&self, cell: impl FnOnce(&ResultEntry) -> Cell) -> Cell {
        self.result.map_or(Cell::Blank, cell)
    }
}

/// Returns 活动台账.
pub fn activities(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<ActivityRow<'_>>> = vec![
        Source::numbers("事件序号", |row| Cell::plain(row.activity.sequence)),
        Source::words("活动编号", |row| Cell::text(&row.activity.id)),
        Source::words("活动名称", |row| Cell::text(&row.activity.name)),
        Source::words("活动类型", |row| Cell::text(&row.activity.kind)),
        Source::dates("开始日期", |row| Cell::Date(row.activity.start)),
        Source::dates("结束日期", |row| Cell::Date(row.activity.end)),
        Source::words("地点", |row| Cell::text(&row.activity.place)),
        Source::words("计数项", |row| row.of_result(|result| Cell::text(&result.measure))),
        Source::words("计数内容", |row| row.of_result(|result| Cell::text(&result.name))),
        Source::numbers("数量", |row| row.of_result(|result| Cell::plain(result.quantity.value))),
        Source::words("计量单位", |row| {
            row.of_result(|result| Cell::text(&result.quantity.unit))
        }),
        Source::words("报告表述", |row| {
            row.of_result(|result| Cell::text(result.quantity.to_string()))
        }),
    ];
    Sheet::of("活动台账", columns, context.activities.iter().flat_map(rows_of_activity))
}

fn rows_of_activity(activity: &ActivityEntry) -> impl Iterator<Item = ActivityRow<'_>> {
    let blank = activity.results.is_empty().then_some(None);
    let results = activity.results.iter().map(Some).chain(blank);
    results.map(move |result| ActivityRow { activity, result })
}
