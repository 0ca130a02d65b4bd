//! Every movement of money, signed.

use taizhang_export::{ExpenditureEntry, ExportContext, ExportError};

use super::constants;
use crate::column::{Column, Kind, or_empty, yuan};
use crate::resource::{ExtraField, Resource};

const COLUMNS: &[Column<ExpenditureEntry>] = &[
    Column::new("event", "事件序号", Kind::Integer, |row: &ExpenditureEntry| {
        row.sequence.to_string()
    })
    .unique(),
    Column::text("id", "事件标识", |row: &ExpenditureEntry| row.id.clone())
        .of_type("transaction-id:code")
        .unique(),
    Column::new("date", "日期", Kind::Date, |row: &ExpenditureEntry| row.date.to_string())
        .of_type("date:generic")
        .required(),
    Column::text("kind", "类型", |row: &ExpenditureEntry| row.kind.clone())
        .of_type("transaction-id:transaction-kind")
        .one_of(&["支付", "退回", "红字"]),
    Column::text("voucher", "凭证号", |row: &ExpenditureEntry| row.voucher.clone()).required(),
    Column::text("line", "指标编号", |row: &ExpenditureEntry| row.line.clone()).required(),
    Column::code("function", "支出功能分类编码", |row: &ExpenditureEntry| {
        row.function.code.clone()
    }),
    Column::code("economic", "部门支出经济分类编码", |row: &ExpenditureEntry| {
        row.economic.code.clone()
    }),
    Column::yuan("amount", "金额（元）", |row: &ExpenditureEntry| yuan(row.amount))
        .of_type("value"),
    Column::text("payee", "收款人", |row: &ExpenditureEntry| row.payee.clone())
        .of_type("recipient:generic:name"),
    Column::text("memo", "摘要", |row: &ExpenditureEntry| row.memo.clone()),
    Column::text("method", "支付方式", |row: &ExpenditureEntry| row.method.clone()).required(),
    Column::text("three_public", "三公经费", |row: &ExpenditureEntry| {
        or_empty(row.three_public.as_ref())
    }),
    Column::new("procurement", "政府采购", Kind::Boolean, |row: &ExpenditureEntry| {
        row.procurement.to_string()
    })
    .required(),
    Column::text("origin", "来源", |row: &ExpenditureEntry| or_empty(row.origin.as_ref())),
];

/// One row per payment, return and reversal.
pub(super) fn movements(context: &ExportContext) -> Result<Resource, ExportError> {
    let phase = ExtraField {
        name: "phase",
        kind: "string",
        column_type: "phase:id",
        constant: Some("executed".into()),
        normalization_target: false,
    };
    let extra = std::iter::once(phase).chain(constants(context)).collect();
    let rows = &context.expenditures;
    let table = Resource::new("payments", "支付、退回和红字", &["event"], COLUMNS, rows)?;
    Ok(table
        .refers("line", "budget", "line")
        .refers("function", "functions", "function")
        .refers("economic", "economics", "economic")
        .with_extra(extra))
}
