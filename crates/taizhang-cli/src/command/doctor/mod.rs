//! `doctor`: whether computer and ledger are fit for work, on one page.

mod computer;
mod ledger;

pub(super) use ledger::named;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::ui::Mark;

/// Arguments of `doctor`.
#[derive(Args, Debug)]
pub(crate) struct DoctorArgs {}

/// The JSON form of everything that was looked at.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DoctorJson {
    /// Whether nothing is wrong.
    ok: bool,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct Check {
    level: Level,
    name: &'static str,
    /// What was found.
    text: String,
    /// What to do about it; empty where nothing is to be done.
    remedy: String,
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Level {
    Good,
    /// Worth knowing; work goes on.
    Warning,
    /// Something does not work.
    Bad,
    /// What was recorded is damaged.
    Damaged,
}

impl Check {
    fn good(name: &'static str, text: impl Into<String>) -> Self {
        Self { level: Level::Good, name, text: text.into(), remedy: String::new() }
    }

    fn warning(name: &'static str, text: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Warning, name, text: text.into(), remedy: remedy.into() }
    }

    fn bad(name: &'static str, text: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Bad, name, text: text.into(), remedy: remedy.into() }
    }
}

impl Level {
    const fn mark(self) -> Mark {
        match self {
            Self::Good => Mark::Good,
            Self::Warning => Mark::Warning,
            Self::Bad | Self::Damaged => Mark::Bad,
        }
    }

    const fn exit_code(self) -> ExitCode {
        match self {
            Self::Good | Self::Warning => ExitCode::Success,
            Self::Bad => ExitCode::Findings,
            Self::Damaged => ExitCode::Damaged,
        }
    }
}

pub(crate) fn run(_: &DoctorArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut checks = computer::checks(session.ui.world());
    checks.extend(ledger::checks(session));
    let worst = checks.iter().map(|check| check.level).max().unwrap_or(Level::Good);
    let code = worst.exit_code();
    if session.ui.wants_json() {
        session.ui.json(&DoctorJson { ok: code == ExitCode::Success, checks })?;
        return Ok(code);
    }
    for check in &checks {
        session.ui.verdict(check.level.mark(), format!("{}：{}", check.name, check.text))?;
        if !check.remedy.is_empty() {
            session.ui.line(format!("  办法：{}", check.remedy))?;
        }
    }
    let count = |wanted: &[Level]| checks.iter().filter(|c| wanted.contains(&c.level)).count();
    session.ui.line(format!(
        "{} 项正常，{} 项留意，{} 项有问题",
        count(&[Level::Good]),
        count(&[Level::Warning]),
        count(&[Level::Bad, Level::Damaged]),
    ))?;
    Ok(code)
}
