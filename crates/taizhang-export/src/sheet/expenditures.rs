//! The expenditure detail (支出明细): one row per payment, return and reversal.

use super::{Cell, Sheet, Source, figure};
use crate::{ExpenditureEntry, ExportContext};

/// Returns 支出明细.
pub fn expenditures(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<&ExpenditureEntry>> = vec![
        Source::numbers("事件序号", |row| Cell::plain(row.sequence)),
        Source::dates("日期", |row| Cell::Date(row.date)),
        Source::words("类型", |row| Cell::text(&row.kind)),
        Source::words("凭证号", |row| Cell::text(&row.voucher)),
        Source::words("指标编号", |row| Cell::text(&row.line)),
        Source::words("支出类别", |row| Cell::text(&row.category)),
        Source::words("项目编码", |row| Cell::words(row.project_code.as_ref())),
        Source::words("项目名称", |row| Cell::words(row.project_name.as_ref())),
        Source::words("资金性质", |row| Cell::Mark(row.fund.name())),
        Source::words("功能分类编码", |row| Cell::text(&row.function.code)),
        Source::words("功能分类名称", |row| Cell::text(&row.function.name)),
        Source::words("部门经济分类编码", |row| Cell::text(&row.economic.code)),
        Source::words("部门经济分类名称", |row| Cell::text(&row.economic.name)),
        Source::amounts("金额", |row| Cell::Amount(row.amount)),
        Source::words("收款人", |row| Cell::text(&row.payee)),
        Source::words("摘要", |row| Cell::text(&row.memo)),
        Source::words("支付方式", |row| Cell::text(&row.method)),
        Source::words("三公经费", |row| Cell::words(row.three_public.as_ref())),
        Source::words("政府采购", |row| {
            Cell::Mark(if row.procurement { "是" } else { "否" })
        }),
        Source::words("来源", |row| Cell::words(row.origin.as_ref())),
        Source::words("事件标识", |row| Cell::text(&row.id)),
    ];
    Sheet::of("支出明细", columns, &context.expenditures)
        .summing("金额", figure(context, "outturn.total"))
}
