//! Budget lines in three phases, and each change between the first two.

use taizhang_export::{ChangeEntry, ExportContext, ExportError, LineEntry};

use super::constants;
use crate::column::{Column, Kind, or_empty, yuan};
use crate::resource::{ExtraField, Resource};

const LINES: &[Column<LineEntry>] = &[
    Column::text("line", "指标编号", |line: &LineEntry| line.id.clone())
        .of_type("budget-line-id")
        .unique(),
    Column::text("name", "指标名称", |line: &LineEntry| line.name.clone()),
    Column::text("category", "支出类别", |line: &LineEntry| line.category.clone())
        .of_type("expenditure-type:code")
        .required(),
    Column::text("project", "项目编码", |line: &LineEntry| {
        or_empty(line.project_code.as_ref())
    })
    .of_type("activity:generic:project:code"),
    Column::text("project_name", "项目名称", |line: &LineEntry| {
        or_empty(line.project_name.as_ref())
    })
    .of_type("activity:generic:project:label"),
    Column::code("fund", "资金性质编码", |line: &LineEntry| line.fund.code().to_owned()),
    Column::code("function", "支出功能分类编码", |line: &LineEntry| {
        line.function.code.clone()
    }),
    Column::code("economic", "部门支出经济分类编码", |line: &LineEntry| {
        line.economic.code.clone()
    }),
    Column::yuan("approved", "年初预算（元）", |line: &LineEntry| {
        yuan(line.original_budget)
    })
    .in_phase("approved")
    .not_below_zero(),
    Column::yuan("adjusted", "全年预算数（元）", |line: &LineEntry| {
        yuan(line.final_budget)
    })
    .in_phase("adjusted")
    .not_below_zero(),
    Column::yuan("executed", "全年执行数（元）", |line: &LineEntry| yuan(line.outturn))
        .in_phase("executed")
        .not_below_zero(),
    Column::yuan("carry_over_in", "其中：上年结转（元）", |line: &LineEntry| {
        yuan(line.carry_over_in)
    }),
    Column::yuan("frozen", "已冻结（元）", |line: &LineEntry| yuan(line.frozen)),
    Column::yuan("available", "可用余额（元）", |line: &LineEntry| yuan(line.available)),
];

/// One row per budget line.
pub(super) fn lines(context: &ExportContext) -> Result<Resource, ExportError> {
    let phases = [
        ExtraField {
            name: "phase",
            kind: "string",
            column_type: "phase:id",
            constant: None,
            normalization_target: false,
        },
        ExtraField {
            name: "amount",
            kind: "number",
            column_type: "value",
            constant: None,
            normalization_target: true,
        },
    ];
    let extra = phases.into_iter().chain(constants(context)).collect();
    let table = Resource::new("budget", "预算指标", &["line"], LINES, &context.lines)?;
    Ok(table
        .refers("fund", "funds", "fund")
        .refers("function", "functions", "function")
        .refers("economic", "economics", "economic")
        .with_extra(extra))
}

/// A change with the line it belongs to.
struct Change<'a> {
    line: &'a LineEntry,
    change: &'a ChangeEntry,
}

/// One row per change of a line's authority.
pub(super) fn changes(context: &ExportContext) -> Result<Resource, ExportError> {
    let columns = [
        Column::new("event", "事件序号", Kind::Integer, |row: &Change<'_>| {
            row.change.sequence.to_string()
        })
        .required(),
        Column::text("line", "指标编号", |row: &Change<'_>| row.line.id.clone()).required(),
        Column::text("kind", "类型", |row: &Change<'_>| row.change.kind.clone()).required(),
        Column::text("document", "文号", |row: &Change<'_>| row.change.document.clone()),
        Column::new("date", "日期", Kind::Date, |row: &Change<'_>| row.change.date.to_string())
            .of_type("date:generic")
            .required(),
        Column::yuan("amount", "金额（元）", |row: &Change<'_>| yuan(row.change.amount))
            .of_type("value"),
    ];
    let mut rows: Vec<Change<'_>> = context
        .lines
        .iter()
        .flat_map(|line| line.changes.iter().map(move |change| Change { line, change }))
        .collect();
    rows.sort_by(|a, b| (a.change.sequence, &a.line.id).cmp(&(b.change.sequence, &b.line.id)));
    let key = ["event", "line", "kind"];
    let table = Resource::new("changes", "指标变动", &key, &columns, &rows)?;
    Ok(table.refers("line", "budget", "line").with_extra(constants(context)))
}
