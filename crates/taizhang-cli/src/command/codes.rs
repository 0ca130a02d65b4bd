//! `codes`: the classification lists of the year.

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::core::code::CodeTable;

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;

/// Arguments of `codes`.
#[derive(Args, Debug)]
pub(crate) struct CodesArgs {
    /// 科目表
    #[arg(value_name = "科目表", default_value = "economic")]
    list: ListArg,
    /// 只列以此开头的代码
    #[arg(long, value_name = "代码", default_value = "")]
    prefix: String,
    /// 只列名称包含这段文字的科目
    #[arg(long, value_name = "文字", default_value = "")]
    grep: String,
}

/// Code lists on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListArg {
    /// 部门预算支出经济分类
    #[value(alias = "经济")]
    Economic,
    /// 支出功能分类
    #[value(alias = "功能")]
    Function,
    /// 政府预算支出经济分类
    #[value(alias = "政府经济")]
    GovernmentEconomic,
}

/// The JSON form of a code.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CodeEntry {
    code: String,
    name: String,
    /// The document it was taken from.
    source: String,
    /// Whether it was checked against that document.
    verified: bool,
}

pub(crate) fn run(args: &CodesArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let table = match args.list {
        ListArg::Economic => CodeTable::economics(),
        ListArg::Function => CodeTable::functions(),
        ListArg::GovernmentEconomic => CodeTable::government_economics(),
    };
    let year = year(session)?;
    let chosen: Vec<_> = table
        .of_year(year)
        .filter(|entry| entry.code.starts_with(&args.prefix) && entry.name.contains(&args.grep))
        .collect();
    if session.ui.wants_json() {
        let rows: Vec<_> = chosen
            .iter()
            .map(|entry| CodeEntry {
                code: entry.code.clone(),
                name: entry.name.clone(),
                source: entry.source.clone(),
                verified: entry.is_verified(),
            })
            .collect();
        session.ui.json(&rows)?;
        return Ok(ExitCode::Success);
    }
    let mut shown =
        Table::new(&[("代码", Align::Left), ("核对", Align::Left), ("名称", Align::Left)]);
    for entry in &chosen {
        let mark = if entry.is_verified() { "有出处" } else { "待核对" };
        shown.row([entry.code.clone(), mark.to_owned(), entry.name.clone()]);
    }
    session.ui.table(&shown)?;
    let silent: Vec<&str> = chosen
        .iter()
        .map(|entry| entry.code.as_str())
        .filter(|code| table.is_silent_below(code))
        .collect();
    if !silent.is_empty() {
        session.ui.hint(format!(
            "{} 的下级没有收录：位数对的代码照收，请与财政部门当年的科目表核对",
            silent.join("、")
        ));
    }
    Ok(ExitCode::Success)
}

/// The year asked for, that of the ledger at hand, or this year.
fn year(session: &mut Session<'_, '_>) -> Result<FiscalYear, Failure> {
    if let Some(text) = session.global.year.clone() {
        let mut reader = Reader::new(None);
        let year = reader.fiscal_year(&text);
        return reader.finish_with(year);
    }
    if let Ok(ledger) = session.open_for_reading() {
        return Ok(ledger.year());
    }
    let this_year = session.environment()?.clock.now().civil().date().year();
    FiscalYear::try_from(this_year).map_err(|_| Failure::no_ledger())
}
