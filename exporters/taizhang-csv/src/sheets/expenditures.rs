//! The expenditure detail (支出明细): one row per payment, return and reversal.

use taizhang_export::{ExpenditureEntry, ExportContext};

use super::words;
use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// 支出明细.
pub(crate) struct Expenditures;

impl Sheet for Expenditures {
    type Row<'a> = &'a ExpenditureEntry;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("事件序号", |row| Cell::number(&row.sequence)),
        Column::new("日期", |row| Cell::text(row.date.to_string())),
        Column::new("类型", |row| Cell::text(&row.kind)),
        Column::new("凭证号", |row| Cell::text(&row.voucher)),
        Column::new("指标编号", |row| Cell::text(&row.line)),
        Column::new("支出类别", |row| Cell::text(&row.category)),
        Column::new("项目编码", |row| words(row.project_code.as_ref())),
        Column::new("项目名称", |row| words(row.project_name.as_ref())),
        Column::new("资金性质", |row| Cell::Mark(row.fund.name())),
        Column::new("功能分类编码", |row| Cell::text(&row.function.code)),
        Column::new("功能分类名称", |row| Cell::text(&row.function.name)),
        Column::new("部门经济分类编码", |row| Cell::text(&row.economic.code)),
        Column::new("部门经济分类名称", |row| Cell::text(&row.economic.name)),
        Column::amount("金额", |row| Cell::Amount(row.amount)),
        Column::new("收款人", |row| Cell::text(&row.payee)),
        Column::new("摘要", |row| Cell::text(&row.memo)),
        Column::new("支付方式", |row| Cell::text(&row.method)),
        Column::new("三公经费", |row| words(row.three_public.as_ref())),
        Column::new("政府采购", |row| Cell::Mark(if row.procurement { "是" } else { "否" })),
        Column::new("事件标识", |row| Cell::text(&row.id)),
    ];

    fn file_name(_: AmountUnit) -> String {
        "支出明细.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<&ExpenditureEntry> {
        context.expenditures.iter().collect()
    }
}
