//! `list`: tables of what the ledger holds.

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::code::{CodeTable, EconomicCode};
use taizhang_ledger::core::figure::{Figure, FigureValue, Figures, Measure};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::evaluation::IndicatorRow;
use taizhang_ledger::export::{ActivityEntry, ChangeEntry, ExpenditureEntry, LineEntry};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};

const LEFT: Align = Align::Left;
const RIGHT: Align = Align::Right;

/// Arguments of `list`.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// 列什么
    #[arg(value_name = "对象", default_value = "lines")]
    what: WhatArg,
    /// 只列包含这段文字的行
    #[arg(long, value_name = "文字")]
    grep: Option<String>,
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum WhatArg {
    /// 指标（预算）
    #[value(alias = "指标")]
    Lines,
    /// 预算调整及文号
    #[value(alias = "调整")]
    Changes,
    /// 支付、退回、红字
    #[value(alias = "支付")]
    Payments,
    /// 按经济分类和月份汇总的支出
    #[value(alias = "按月")]
    Months,
    /// 活动及计数
    #[value(alias = "活动")]
    Activities,
    /// 绩效指标及完成情况
    #[value(alias = "绩效指标")]
    Indicators,
    /// 全部取数
    #[value(alias = "取数")]
    Figures,
}

pub(crate) fn run(args: &ListArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match args.what {
        WhatArg::Figures => figures(session, args.grep.as_deref()),
        WhatArg::Indicators => indicators(session, args.grep.as_deref()),
        WhatArg::Months => months(session, args.grep.as_deref()),
        what => {
            let (ledger, book, as_of) = session.open_book()?;
            let grep = args.grep.as_deref();
            match what {
                WhatArg::Payments => {
                    let entries = ledger.expenditures(&book, as_of)?;
                    show(session, grep, &entries, &payments(&entries))
                }
                WhatArg::Activities => {
                    let entries = ledger.activities(&book);
                    show(session, grep, &entries, &activities(&entries))
                }
                WhatArg::Changes => {
                    let changes = changes(&ledger.lines(&book)?);
                    show(session, grep, &changes, &changes_table(&changes))
                }
                _ => {
                    let entries = ledger.lines(&book)?;
                    show(session, grep, &entries, &lines(&entries))
                }
            }
        }
    }
}

/// Writes rows as JSON, or as a table whose lines hold `pattern`.
fn show(
    session: &mut Session<'_, '_>,
    pattern: Option<&str>,
    rows: &[impl Serialize],
    table: &Table,
) -> Result<ExitCode, Failure> {
    if session.ui.wants_json() {
        let rows = rows.iter().filter(|row| pattern.is_none_or(|pattern| holds(row, pattern)));
        session.ui.json(&rows.collect::<Vec<_>>())?;
        return Ok(ExitCode::Success);
    }
    show_table(session, pattern, table)
}

/// Tells whether the JSON of a row holds `pattern`.
fn holds(row: &impl Serialize, pattern: &str) -> bool {
    serde_json::to_string(row).is_ok_and(|text| text.contains(pattern))
}

/// Writes the lines of a table that hold `pattern`.
fn show_table(
    session: &mut Session<'_, '_>,
    pattern: Option<&str>,
    table: &Table,
) -> Result<ExitCode, Failure> {
    if table.is_empty() {
        session.ui.hint("还没有登记");
        return Ok(ExitCode::Success);
    }
    session.ui.table_of(table, pattern)?;
    Ok(ExitCode::Success)
}

fn lines(lines: &[LineEntry]) -> Table {
    let mut table = Table::new(&[
        ("指标", LEFT),
        ("年初预算（元）", RIGHT),
        ("全年预算（元）", RIGHT),
        ("已支出（元）", RIGHT),
        ("可用余额（元）", RIGHT),
        ("执行率", RIGHT),
        ("类别", LEFT),
        ("功能科目", LEFT),
        ("经济科目", LEFT),
        ("名称", LEFT),
    ]);
    for line in lines {
        let yuan = |amount: Money| with_thousands(&amount.to_string());
        table.row([
            line.id.clone(),
            yuan(line.original_budget),
            yuan(line.final_budget),
            yuan(line.outturn),
            yuan(line.available),
            line.execution_rate.percent_text(2),
            line.category.clone(),
            line.function.code.clone(),
            line.economic.code.clone(),
            line.name.clone(),
        ]);
    }
    table
}

/// One change of a budget line, with the line it belongs to; the amount is yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LineChange {
    line: String,
    line_name: String,
    #[serde(flatten)]
    change: ChangeEntry,
}

/// Returns every change in ledger order.
fn changes(lines: &[LineEntry]) -> Vec<LineChange> {
    let of_line = |line: &LineEntry| {
        let (id, name) = (line.id.clone(), line.name.clone());
        let changes = line.changes.clone().into_iter();
        changes.map(move |change| LineChange { line: id.clone(), line_name: name.clone(), change })
    };
    let mut changes: Vec<LineChange> = lines.iter().flat_map(of_line).collect();
    changes.sort_by_key(|change| change.change.sequence);
    changes
}

fn changes_table(changes: &[LineChange]) -> Table {
    let mut table = Table::new(&[
        ("序号", RIGHT),
        ("日期", LEFT),
        ("类型", LEFT),
        ("金额（元）", RIGHT),
        ("指标", LEFT),
        ("文号", LEFT),
        ("名称", LEFT),
    ]);
    for LineChange { line, line_name, change } in changes {
        table.row([
            change.sequence.to_string(),
            change.date.to_string(),
            change.kind.clone(),
            with_thousands(&change.amount.to_string()),
            line.clone(),
            change.document.clone(),
            line_name.clone(),
        ]);
    }
    table
}

fn payments(entries: &[ExpenditureEntry]) -> Table {
    let mut table = Table::new(&[
        ("序号", RIGHT),
        ("日期", LEFT),
        ("类型", LEFT),
        ("凭证号", LEFT),
        ("金额（元）", RIGHT),
        ("指标", LEFT),
        ("科目", LEFT),
        ("收款人", LEFT),
        ("摘要", LEFT),
    ]);
    for entry in entries {
        table.row([
            entry.sequence.to_string(),
            entry.date.to_string(),
            entry.kind.clone(),
            entry.voucher.clone(),
            with_thousands(&entry.amount.to_string()),
            entry.line.clone(),
            entry.economic.code.clone(),
            entry.payee.clone(),
            entry.memo.clone(),
        ]);
    }
    table
}

fn activities(activities: &[ActivityEntry]) -> Table {
    let mut table = Table::new(&[
        ("序号", RIGHT),
        ("编号", LEFT),
        ("开始", LEFT),
        ("结束", LEFT),
        ("计数项", LEFT),
        ("数量", RIGHT),
        ("单位", LEFT),
        ("名称", LEFT),
    ]);
    for activity in activities {
        let mut row = |[measure, value, unit]: [String; 3], name: String| {
            table.row([
                activity.sequence.to_string(),
                activity.id.clone(),
                activity.start.to_string(),
                activity.end.to_string(),
                measure,
                value,
                unit,
                name,
            ]);
        };
        if activity.results.is_empty() {
            row(["—".to_owned(), String::new(), String::new()], activity.name.clone());
        }
        for result in &activity.results {
            let quantity = &result.quantity;
            let value = quantity.value.normalize().to_string();
            row(
                [result.measure.clone(), value, quantity.unit.clone()],
                format!("{}：{}", activity.name, result.name),
            );
        }
    }
    table
}

/// Lists the indicators with their scores.
pub(super) fn indicators(
    session: &mut Session<'_, '_>,
    pattern: Option<&str>,
) -> Result<ExitCode, Failure> {
    let (ledger, book, _) = session.open_book()?;
    let mut evaluation = ledger.evaluate(&book)?;
    if session.ui.wants_json() {
        let holds = |row: &IndicatorRow| pattern.is_none_or(|pattern| holds(row, pattern));
        evaluation.indicators.retain(holds);
        session.ui.json(&evaluation)?;
        return Ok(ExitCode::Success);
    }
    let mut table = Table::new(&[
        ("编号", LEFT),
        ("三级指标", LEFT),
        ("指标值", LEFT),
        ("完成值", LEFT),
        ("分值", RIGHT),
        ("得分", RIGHT),
    ]);
    for row in &evaluation.indicators {
        table.row([
            row.id.to_string(),
            row.name.clone(),
            row.target_text(),
            row.actual_text.clone(),
            row.weight.normalize().to_string(),
            row.score.to_string(),
        ]);
    }
    show_table(session, pattern, &table)?;
    session.ui.line(format!(
        "执行率得分 {}，总分 {}（满分 {}），{}",
        evaluation.execution_score,
        evaluation.total_score,
        evaluation.total_weight.normalize(),
        evaluation.grade
    ))?;
    Ok(ExitCode::Success)
}

/// One economic class with its outturn by month, in yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ClassMonths {
    code: String,
    name: String,
    months: BTreeMap<i8, Money>,
    total: Money,
}

fn months(session: &mut Session<'_, '_>, pattern: Option<&str>) -> Result<ExitCode, Failure> {
    let (ledger, book, _) = session.open_book()?;
    let mut classes: BTreeMap<EconomicCode, BTreeMap<i8, Money>> = BTreeMap::new();
    for (cell, amount) in book.cells() {
        if Measure::OUTTURN.contains(&cell.measure) {
            let months = classes.entry(cell.economic.class()).or_default();
            let total = months.entry(cell.month).or_default();
            *total = total.checked_add(amount)?;
        }
    }
    let mut rows = Vec::new();
    for (code, months) in classes {
        let total = Money::sum(months.values().copied())?;
        let name = CodeTable::economics().name(ledger.year(), code.as_str()).to_owned();
        rows.push(ClassMonths { code: code.to_string(), name, months, total });
    }
    let names: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let columns = [("科目", LEFT)].into_iter();
    let columns = columns.chain(names.iter().map(|name| (name.as_str(), RIGHT)));
    let columns: Vec<_> = columns.chain([("合计（元）", RIGHT), ("名称", LEFT)]).collect();
    let mut table = Table::new(&columns);
    for row in &rows {
        let amount = |month| row.months.get(&month).copied().unwrap_or_default();
        let cells = (1..=12).map(|month| with_thousands(&amount(month).to_string()));
        let head = std::iter::once(row.code.clone()).chain(cells);
        table.row(head.chain([with_thousands(&row.total.to_string()), row.name.clone()]));
    }
    show(session, pattern, &rows, &table)
}

fn figures(session: &mut Session<'_, '_>, pattern: Option<&str>) -> Result<ExitCode, Failure> {
    let (_, book, _) = session.open_book()?;
    let all: Vec<Figure> = Figures::of(&book)?.all()?;
    let mut table = Table::new(&[("取数名", LEFT), ("数值", RIGHT), ("名称", LEFT)]);
    for figure in &all {
        table.row([figure.key.to_string(), value_text(&figure.value), figure.label.clone()]);
    }
    show(session, pattern, &all, &table)
}

/// Prints a figure's value with its unit.
pub(super) fn value_text(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(money) => format!("{} 元", with_thousands(&money.to_string())),
        FigureValue::Quantity(quantity) => {
            format!("{} {}", quantity.value.normalize(), quantity.unit)
        }
        FigureValue::Ratio(ratio) => ratio.percent_text(2),
    }
}
