//! `export NAME --conformance`: whether an exporter keeps to the contract. No ledger is read but
//! for the programs in its folder.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_plugin::conformance::{Check, Verdict, examine};
use taizhang_plugin::{Limits, examine_program};

use super::registry;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::ui::Mark;
use crate::wording::{check_name, conformance_problem, plugin_problem};

/// The JSON form of an examination.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Examination<'a> {
    /// Whether every check is passed.
    ok: bool,
    exporter: &'a str,
    checks: Vec<CheckJson>,
}

#[derive(Serialize, JsonSchema)]
struct CheckJson {
    check: Check,
    ok: bool,
    problems: Vec<Problem>,
}

impl CheckJson {
    fn of(verdict: &Verdict) -> Self {
        let problems: Vec<Problem> = verdict.faults.iter().map(conformance_problem).collect();
        Self { check: verdict.check, ok: problems.is_empty(), problems }
    }
}

pub(super) fn run(
    name: &str,
    limits: Limits,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let verdicts = match registry::linked(name) {
        Some(exporter) => examine(exporter),
        None => examine_found(name, limits, session)?,
    };
    show(name, &verdicts, session)
}

fn examine_found(
    name: &str,
    limits: Limits,
    session: &mut Session<'_, '_>,
) -> Result<Vec<Verdict>, Failure> {
    let found = registry::program(name, session)?;
    let (verdicts, messages) = examine_program(&found, limits);
    // A program is run many times and says the same each time.
    let mut lines: Vec<&str> = messages.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    registry::pass_on(name, &lines.join("\n"), session);
    verdicts.map_err(|error| {
        let (code, problem) = plugin_problem(name, &error);
        Failure::new(code, problem)
    })
}

fn show(
    name: &str,
    verdicts: &[Verdict],
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let failed = verdicts.iter().filter(|verdict| !verdict.faults.is_empty()).count();
    let code = if failed == 0 { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        let checks = verdicts.iter().map(CheckJson::of).collect();
        session.ui.json(&Examination { ok: failed == 0, exporter: name, checks })?;
        return Ok(code);
    }
    for verdict in verdicts {
        let mark = if verdict.faults.is_empty() { Mark::Good } else { Mark::Bad };
        session.ui.verdict(mark, check_name(verdict.check))?;
        for fault in &verdict.faults {
            let problem = conformance_problem(fault);
            session.ui.line(format!("    {}", problem.message))?;
            session.ui.line(format!("      原因：{}", problem.reason))?;
            session.ui.line(format!("      办法：{}", problem.remedy))?;
        }
    }
    let total = verdicts.len();
    if failed == 0 {
        session.ui.done(format!("{name} 符合导出程序的约定，{total} 项检查全部通过"));
    } else {
        session.ui.warn(format!("{name} 有 {failed} 项不符合导出程序的约定（共 {total} 项）"));
    }
    Ok(code)
}
