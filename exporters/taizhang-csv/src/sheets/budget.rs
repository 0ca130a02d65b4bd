//! The budget-line ledger (指标台账): one row per line, followed by one per change.

use std::iter;

use taizhang_export::{ChangeEntry, ExportContext, LineEntry};

use super::{rate, words};
use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// 指标台账.
pub(crate) struct Budget;

/// A line, or one change of it.
pub(crate) struct BudgetRow<'a> {
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

impl Sheet for Budget {
    type Row<'a> = BudgetRow<'a>;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("行别", |row| {
            Cell::Mark(if row.change.is_some() { "变动" } else { "指标" })
        }),
        Column::new("指标编号", |row| Cell::text(&row.line.id)),
        Column::new("指标名称", |row| Cell::text(&row.line.name)),
        Column::new("支出类别", |row| Cell::text(&row.line.category)),
        Column::new("项目编码", |row| words(row.line.project_code.as_ref())),
        Column::new("项目名称", |row| words(row.line.project_name.as_ref())),
        Column::new("资金性质", |row| Cell::Mark(row.line.fund.name())),
        Column::new("功能分类编码", |row| Cell::text(&row.line.function.code)),
        Column::new("功能分类名称", |row| Cell::text(&row.line.function.name)),
        Column::new("部门经济分类编码", |row| Cell::text(&row.line.economic.code)),
        Column::new("部门经济分类名称", |row| Cell::text(&row.line.economic.name)),
        Column::new("变动类型", |row| row.of_change(|change| Cell::text(&change.kind))),
        Column::new("文号", |row| row.of_change(|change| Cell::text(&change.document))),
        Column::new("变动日期", |row| {
            row.of_change(|change| Cell::text(change.date.to_string()))
        }),
        Column::amount("变动金额", |row| row.of_change(|change| Cell::Amount(change.amount))),
        Column::amount("年初预算数", |row| {
            row.of_line(|line| Cell::Amount(line.original_budget))
        }),
        Column::amount("上年结转", |row| row.of_line(|line| Cell::Amount(line.carry_over_in))),
        Column::amount("全年预算数", |row| {
            row.of_line(|line| Cell::Amount(line.final_budget))
        }),
        Column::amount("冻结", |row| row.of_line(|line| Cell::Amount(line.frozen))),
        Column::amount("全年执行数", |row| row.of_line(|line| Cell::Amount(line.outturn))),
        Column::amount("可用余额", |row| row.of_line(|line| Cell::Amount(line.available))),
        Column::new("预算执行率(%)", |row| row.of_line(|line| rate(&line.execution_rate))),
        Column::new("事件序号", |row| row.of_change(|change| Cell::number(&change.sequence))),
    ];

    fn file_name(_: AmountUnit) -> String {
        "指标台账.csv".to_owned()
    }

    fn rows(context: &ExportContext, _: Format) -> Vec<BudgetRow<'_>> {
        context.lines.iter().flat_map(rows_of_line).collect()
    }
}

fn rows_of_line(line: &LineEntry) -> impl Iterator<Item = BudgetRow<'_>> {
    let changes = line.changes.iter().map(Some);
    iter::once(None).chain(changes).map(move |change| BudgetRow { line, change })
}
