//! `list`: tables of what the ledger holds.

use clap::{Args, ValueEnum};
use serde::Serialize;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::core::figure::{Figure, FigureValue, Figures};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::export::ExportContext;

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
        WhatArg::Indicators => indicators(session),
        what => {
            let (ledger, book, as_of) = session.open_book()?;
            let context = context(&ledger, &book, as_of)?;
            match what {
                WhatArg::Lines => {
                    show(session, args.grep.as_deref(), &context.lines, &lines(&context))
                }
                WhatArg::Changes => {
                    show(session, args.grep.as_deref(), &context.lines, &changes(&context))
                }
                WhatArg::Payments => {
                    let table = payments(&context);
                    show(session, args.grep.as_deref(), &context.expenditures, &table)
                }
                _ => {
                    show(session, args.grep.as_deref(), &context.activities, &activities(&context))
                }
            }
        }
    }
}

fn context(ledger: &Ledger, book: &Book, as_of: AsOf) -> Result<ExportContext, Failure> {
    let today = ledger.now().civil().date();
    Ok(ledger.export_context(book, as_of, today)?)
}

/// Writes rows as JSON, or as a table whose lines hold `pattern`.
fn show(
    session: &mut Session<'_, '_>,
    pattern: Option<&str>,
    rows: &impl Serialize,
    table: &Table,
) -> Result<ExitCode, Failure> {
    if session.ui.wants_json() {
        session.ui.json(rows)?;
        return Ok(ExitCode::Success);
    }
    if table.is_empty() {
        session.ui.hint("还没有登记");
        return Ok(ExitCode::Success);
    }
    for (at, line) in table.lines().iter().enumerate() {
        if at == 0 || pattern.is_none_or(|pattern| line.contains(pattern)) {
            session.ui.line(line)?;
        }
    }
    Ok(ExitCode::Success)
}

fn lines(context: &ExportContext) -> Table {
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
    for line in &context.lines {
        let yuan = |amount: taizhang_ledger::core::Money| with_thousands(&amount.to_string());
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

fn changes(context: &ExportContext) -> Table {
    let mut table = Table::new(&[
        ("序号", RIGHT),
        ("日期", LEFT),
        ("类型", LEFT),
        ("金额（元）", RIGHT),
        ("指标", LEFT),
        ("文号", LEFT),
    ]);
    for line in &context.lines {
        for change in &line.changes {
            table.row([
                change.sequence.to_string(),
                change.date.to_string(),
                change.kind.clone(),
                with_thousands(&change.amount.to_string()),
                line.id.clone(),
                change.document.clone(),
            ]);
        }
    }
    table
}

fn payments(context: &ExportContext) -> Table {
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
    for entry in &context.expenditures {
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

fn activities(context: &ExportContext) -> Table {
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
    for activity in &context.activities {
        for result in &activity.results {
            table.row([
                activity.sequence.to_string(),
                activity.id.clone(),
                activity.start.to_string(),
                activity.end.to_string(),
                result.measure.clone(),
                result.quantity.value.normalize().to_string(),
                result.quantity.unit.clone(),
                format!("{}：{}", activity.name, result.name),
            ]);
        }
    }
    table
}

/// Lists the indicators with their scores.
pub(super) fn indicators(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, book, _) = session.open_book()?;
    let evaluation = ledger.evaluate(&book)?;
    let mut table = Table::new(&[
        ("编号", LEFT),
        ("指标值", LEFT),
        ("完成值", LEFT),
        ("分值", RIGHT),
        ("得分", RIGHT),
        ("三级指标", LEFT),
    ]);
    for row in &evaluation.indicators {
        table.row([
            row.id.to_string(),
            row.target_text(),
            row.actual_text.clone(),
            row.weight.normalize().to_string(),
            row.score.to_string(),
            row.name.clone(),
        ]);
    }
    show(session, None, &evaluation, &table)?;
    if !session.ui.wants_json() {
        session.ui.line(format!(
            "执行率得分 {}，总分 {}（满分 {}），{}",
            evaluation.execution_score,
            evaluation.total_score,
            evaluation.total_weight.normalize(),
            evaluation.grade
        ))?;
    }
    Ok(ExitCode::Success)
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
