//! The bare `taizhang`: how far this ledger is, and what to do next.

mod advice;
mod glance;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::YearStatus;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::{Config, Ledger};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Layout, Table};

use advice::{Step, next_steps};
use glance::Glance;

/// How many next commands are shown.
const STEPS: usize = 3;

/// The JSON form of where one is and what comes next.
#[derive(Serialize, JsonSchema)]
pub(crate) struct HomeJson {
    /// Always true.
    ok: bool,
    /// The ledger's folder; null where there is none.
    ledger: Option<PathBuf>,
    /// The year; null where there is no ledger.
    year: Option<Glance>,
    /// The next commands, most urgent first.
    next: Vec<Step>,
}

pub(crate) fn run(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let named = session.global.ledger.is_some();
    let folder = match session.ledger_folder() {
        Ok(folder) if named || Config::is_ledger(&folder) => folder,
        _ => return welcome(session),
    };
    let ledger = session.open_for_reading()?;
    let glance = Glance::of(&ledger)?;
    let steps = next_steps(&glance, STEPS);
    if session.ui.wants_json() {
        let ledger = Some(folder);
        session.ui.json(&HomeJson { ok: true, ledger, year: Some(glance), next: steps })?;
        return Ok(ExitCode::Success);
    }
    show(session, &ledger, &folder, &glance)?;
    show_steps(session, &steps)?;
    Ok(ExitCode::Success)
}

/// What somebody sees who has no ledger yet.
fn welcome(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let steps = [
        Step::new("taizhang init --unit 单位全称 --code 预算单位编码", "建账：在当前文件夹"),
        Step::new("taizhang demo 演示", "演示：先看一个完整的例子"),
    ];
    if session.ui.wants_json() {
        let next = steps.into();
        session.ui.json(&HomeJson { ok: true, ledger: None, year: None, next })?;
        return Ok(ExitCode::Success);
    }
    session.ui.line("这里还没有台账（当前文件夹及其上级都没有 taizhang.toml）。")?;
    show_steps(session, &steps)?;
    Ok(ExitCode::Success)
}

fn show(
    session: &mut Session<'_, '_>,
    ledger: &Ledger,
    folder: &Path,
    glance: &Glance,
) -> Result<(), Failure> {
    let state = glance.status_name();
    session.ui.line(format!("{}  {} 年度（{state}）", glance.unit, ledger.year()))?;
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    let mut row = |name: &str, text: String| table.row([name.to_owned(), text]);
    row("台账", format!("{}（{} 条）", folder.display(), ledger.head().sequence));
    if glance.status != YearStatus::Unopened {
        for (name, text) in rows(glance) {
            row(name, text);
        }
    }
    indented(session, &table)?;
    Ok(())
}

fn rows(glance: &Glance) -> Vec<(&'static str, String)> {
    let yuan = |amount| with_thousands(&format!("{amount}"));
    let mut rows = vec![
        (
            "预算",
            if glance.lines == 0 {
                "还没有登记年初批复".to_owned()
            } else {
                let (original, last) = (yuan(glance.original_budget), yuan(glance.final_budget));
                format!("{} 个指标，年初 {original} 元，全年 {last} 元", glance.lines)
            },
        ),
        (
            "支出",
            match &glance.last_payment {
                None => "还没有登记支付".to_owned(),
                Some(last) => format!(
                    "{} 元，执行率 {}（时间进度 {}）；最近一笔 {}（第 {} 号）",
                    yuan(glance.outturn),
                    glance.execution_rate.percent_text(2),
                    glance.time_progress.percent_text(2),
                    last.date,
                    last.sequence
                ),
            },
        ),
        ("月结", months("已月结", &glance.locked_months, "还没有月结")),
        ("对账", reconciled(glance)),
        (
            "目标",
            match (glance.objective, glance.indicators) {
                (false, 0) => "还没有申报年度目标和绩效指标".to_owned(),
                (true, 0) => "已申报年度目标，还没有绩效指标".to_owned(),
                (false, count) => format!("已申报 {count} 个绩效指标，还没有年度目标"),
                (true, count) => format!("已申报年度目标和 {count} 个绩效指标"),
            },
        ),
    ];
    rows.extend(glance.year_before.as_ref().map(|before| ("上年", before.text())));
    rows.extend(glance.findings.as_ref().map(|found| ("检查", found.text())));
    rows.push(("自评", glance.proceedings.to_owned()));
    rows.extend(glance.deadline().map(|text| ("期限", text)));
    rows
}

/// Writes the rows of a table without its header, two cells in.
fn indented(session: &mut Session<'_, '_>, table: &Table) -> Result<(), Failure> {
    // Two cells in; and a table without names of columns has nothing to list by.
    let layout = Layout { is_listed: false, ..session.ui.layout().indented(2) };
    for line in table.lines_within(layout, None).into_iter().skip(1) {
        session.ui.line(format!("  {line}"))?;
    }
    Ok(())
}

/// Says which months are not compared, and what the last comparison left unequal.
fn reconciled(glance: &Glance) -> String {
    let months = |none| months("未对账", &glance.unreconciled_months, none);
    match &glance.open_difference {
        None => months("没有未对账的月份"),
        Some(open) if glance.unreconciled_months.is_empty() => open.clone(),
        Some(open) => format!("{}；{open}", months("")),
    }
}

/// Names months, or says that there are none.
fn months(what: &str, months: &[i8], none: &str) -> String {
    if months.is_empty() {
        return none.to_owned();
    }
    let names: Vec<String> = months.iter().map(i8::to_string).collect();
    format!("{what} {} 个月：{} 月", months.len(), names.join("、"))
}

fn show_steps(session: &mut Session<'_, '_>, steps: &[Step]) -> Result<(), Failure> {
    session.ui.line("下一步")?;
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left)]);
    for step in steps {
        table.row([step.purpose.clone(), step.command.clone()]);
    }
    indented(session, &table)?;
    session.ui.line("全部命令  taizhang --help")
}
