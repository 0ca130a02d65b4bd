//! Activities, and what was counted at each.

use taizhang_export::{ActivityEntry, ExportContext, ExportError, ResultEntry};

use crate::column::{Column, Kind};
use crate::resource::Resource;

const COLUMNS: &[Column<ActivityEntry>] = &[
    Column::text("activity", "活动标识", |row: &ActivityEntry| row.id.clone()).unique(),
    Column::text("name", "名称", |row: &ActivityEntry| row.name.clone()).required(),
    Column::text("kind", "类别", |row: &ActivityEntry| row.kind.clone()),
    Column::new("start", "开始日期", Kind::Date, |row: &ActivityEntry| row.start.to_string())
        .of_type("date:fiscal:activity-start")
        .required(),
    Column::new("end", "结束日期", Kind::Date, |row: &ActivityEntry| row.end.to_string())
        .of_type("date:fiscal:activity-end")
        .required(),
    Column::text("place", "地点", |row: &ActivityEntry| row.place.clone()),
];

/// One row per activity.
pub(super) fn activities(context: &ExportContext) -> Result<Resource, ExportError> {
    Resource::new("activities", "活动", &["activity"], COLUMNS, &context.activities)
}

/// A count with the activity it was made at.
struct Count<'a> {
    activity: &'a ActivityEntry,
    place: usize,
    result: &'a ResultEntry,
}

/// One row per counted result.
pub(super) fn results(context: &ExportContext) -> Result<Resource, ExportError> {
    let columns = [
        Column::text("activity", "活动标识", |row: &Count<'_>| row.activity.id.clone()).required(),
        Column::new("number", "序号", Kind::Integer, |row: &Count<'_>| {
            row.place.saturating_add(1).to_string()
        })
        .required(),
        Column::text("measure", "计数项", |row: &Count<'_>| row.result.measure.clone()).required(),
        Column::text("name", "名称", |row: &Count<'_>| row.result.name.clone()),
        Column::new("value", "数值", Kind::Number, |row: &Count<'_>| {
            row.result.quantity.value.normalize().to_string()
        })
        .required(),
        Column::text("unit", "单位", |row: &Count<'_>| row.result.quantity.unit.clone()),
    ];
    let rows: Vec<Count<'_>> = context
        .activities
        .iter()
        .flat_map(|activity| {
            let results = activity.results.iter().enumerate();
            results.map(move |(place, result)| Count { activity, place, result })
        })
        .collect();
    let table = Resource::new("results", "活动计数", &["activity", "number"], &columns, &rows)?;
    Ok(table.refers("activity", "activities", "activity"))
}
