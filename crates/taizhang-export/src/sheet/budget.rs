//! The budget-line ledger (指标台账): one row per line, followed by one per change. A freeze and its
//! release change what may be spent and no authority, so they have a column of their own.

use std::iter;

use super::{Cell, Sheet, Source, figure};
use crate::{ChangeEntry, ExportContext, LineEntry};

/// A line, or one change of it.
struct BudgetRow<'a> {
    line: &'a LineEntry,
    change: Option<&'a ChangeEntry>,
}

impl BudgetRow<'_> {
    /// Makes a cell of what only the line's own row says, so that a column sums to the year.
    fn of_line(&self, cell: impl FnOnce(&LineEntry) -> Cell) -> Cell {
        if self.change.is_none() { cell(self.line) } else { Cell::Blank }
    }

    /// Makes a cell of what only a change's row says.
    fn of_change(&self, cell: impl FnOnce(&ChangeEntry) -> Cell) -> Cell {
        self.change.map_or(Cell::Blank, cell)
    }
}

/// Returns 指标台账.
pub fn budget(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<BudgetRow<'_>>> = vec![
        Source::words("行别", |row| {
            Cell::Mark(if row.change.is_some() { "变动" } else { "指标" })
        }),
        Source::words("指标编号", |row| Cell::text(&row.line.id)),
        Source::words("指标名称", |row| Cell::text(&row.line.name)),
        Source::words("支出类别", |row| Cell::text(&row.line.category)),
        Source::words("项目编码", |row| Cell::words(row.line.project_code.as_ref())),
        Source::words("项目名称", |row| Cell::words(row.line.project_name.as_ref())),
        Source::words("资金性质", |row| Cell::Mark(row.line.fund.name())),
        Source::words("功能分类编码", |row| Cell::text(&row.line.function.code)),
        Source::words("功能分类名称", |row| Cell::text(&row.line.function.name)),
        Source::words("部门经济分类编码", |row| Cell::text(&row.line.economic.code)),
        Source::words("部门经济分类名称", |row| Cell::text(&row.line.economic.name)),
        Source::words("变动类型", |row| row.of_change(|change| Cell::text(&change.kind))),
        Source::words("文号", |row| row.of_change(|change| Cell::text(&change.document))),
        Source::dates("变动日期", |row| row.of_change(|change| Cell::Date(change.date))),
        Source::amounts("变动金额", |row| {
            row.of_change(|change| amount_where(change, !change.is_freeze()))
        }),
        Source::amounts("冻结变动", |row| {
            row.of_change(|change| amount_where(change, change.is_freeze()))
        }),
        Source::amounts("年初预算数", |row| {
            row.of_line(|line| Cell::Amount(line.original_budget))
        }),
        Source::amounts("上年结转", |row| row.of_line(|line| Cell::Amount(line.carry_over_in))),
        Source::amounts("全年预算数", |row| {
            row.of_line(|line| Cell::Amount(line.final_budget))
        }),
        Source::amounts("冻结", |row| row.of_line(|line| Cell::Amount(line.frozen))),
        Source::amounts("全年执行数", |row| row.of_line(|line| Cell::Amount(line.outturn))),
        Source::amounts("可用余额", |row| row.of_line(|line| Cell::Amount(line.available))),
        Source::percent("预算执行率", |row| {
            row.of_line(|line| Cell::rate(&line.execution_rate))
        }),
        Source::numbers("事件序号", |row| row.of_change(|change| Cell::plain(change.sequence))),
    ];
    Sheet::of("指标台账", columns, context.lines.iter().flat_map(rows_of_line))
        .summing("变动金额", figure(context, "budget.adjustment.total"))
        .summing("冻结变动", figure(context, "frozen.total"))
        .summing("上年结转", figure(context, "budget.carry_over_in.total"))
        .summing("冻结", figure(context, "frozen.total"))
        .summing("年初预算数", figure(context, "budget.original.total"))
        .summing("全年预算数", figure(context, "budget.final.total"))
        .summing("全年执行数", figure(context, "outturn.total"))
        .summing("可用余额", figure(context, "available.total"))
}

fn amount_where(change: &ChangeEntry, stands_here: bool) -> Cell {
    if stands_here { Cell::Amount(change.amount) } else { Cell::Blank }
}

fn rows_of_line(line: &LineEntry) -> impl Iterator<Item = BudgetRow<'_>> {
    let changes = line.changes.iter().map(Some);
    iter::once(None).chain(changes).map(move |change| BudgetRow { line, change })
}
