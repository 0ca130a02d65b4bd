//! `check`: what does not agree.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::evaluation::{Finding, RULES, SarifResult, SarifRule, Severity, rule, sarif};

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::ui::Mark;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// 只解释一个检查代码，如 DOCNO
    #[arg(long, value_name = "代码")]
    explain: Option<String>,
    /// 结果用检查报告的通用格式输出，供其他工具显示
    #[arg(long)]
    sarif: bool,
}

/// The JSON form of a rule.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RuleJson {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) explanation: &'static str,
    /// How bad its findings can be.
    pub(super) severity: Severity,
    /// What it looks at.
    pub(super) inputs: Vec<&'static str>,
    /// The document it follows; null where it recomputes and follows none.
    pub(super) source: Option<&'static str>,
    /// What it looks at, as the reader calls it.
    #[serde(skip)]
    pub(super) looks_at: String,
}

impl RuleJson {
    /// Explains the rule.
    pub(super) fn show(&self, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
        if session.ui.wants_json() {
            session.ui.json(self)?;
            return Ok(ExitCode::Success);
        }
        session.ui.line(format!("{}  {}", self.code, self.title))?;
        session.ui.line(format!("查{}，最高为{}", self.looks_at, self.severity.name()))?;
        session.ui.line(self.explanation)?;
        if let Some(source) = self.source {
            session.ui.line(format!("出处：{source}"))?;
        }
        Ok(ExitCode::Success)
    }
}

pub(crate) fn run(args: &CheckArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if let Some(code) = &args.explain {
        return explain(session, code);
    }
    let (ledger, book, as_of) = session.open_book()?;
    let findings = ledger.check(&book, as_of)?;
    let open: Vec<&Finding> = findings.iter().filter(|finding| finding.waived.is_none()).collect();
    let worst = open.iter().map(|finding| finding.severity).max();
    let code = match worst {
        Some(Severity::Error | Severity::Warning) => ExitCode::Findings,
        Some(Severity::Note) | None => ExitCode::Success,
    };
    if args.sarif {
        session.ui.json(&as_sarif(&findings))?;
        return Ok(code);
    }
    if session.ui.wants_json() {
        session.ui.json(&findings)?;
        return Ok(code);
    }
    for finding in &findings {
        show(session, finding)?;
    }
    let count = |severity| open.iter().filter(|finding| finding.severity == severity).count();
    session.ui.line(format!(
        "{} 个错误，{} 个提醒，{} 条说明，{} 条已豁免",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
        findings.len().saturating_sub(open.len()),
    ))?;
    let later: Vec<&str> =
        ledger.checks_not_due(&book, as_of)?.iter().map(|rule| rule.code).collect();
    if !later.is_empty() {
        session.ui.hint(format!(
            "年末才到期、现在不查的：{}；要预先看，用 taizhang check --as-of {}",
            later.join("、"),
            ledger.year().last_day()
        ));
    }
    if !open.is_empty() {
        session.ui.hint(
            "说明某一条：taizhang check --explain 代码；确属合理的可用 taizhang waive 写明理由",
        );
    }
    Ok(code)
}

fn as_sarif(findings: &[Finding]) -> serde_json::Value {
    let rules = RULES.iter().map(|rule| SarifRule {
        code: rule.code,
        title: rule.title,
        explanation: rule.explanation,
        severity: rule.severity,
    });
    let results = findings.iter().map(|found| SarifResult {
        code: &found.code,
        severity: found.severity,
        file: None,
        place: &found.place,
        message: &found.message,
        formula: &found.formula,
        facts: &found.facts,
        events: &found.events,
        remedy: &found.remedy,
        waived: found.waived.as_deref(),
    });
    sarif("taizhang check", rules, results)
}

fn show(session: &mut Session<'_, '_>, finding: &Finding) -> Result<(), Failure> {
    let (mark, kind) = match (&finding.waived, finding.severity) {
        (Some(_), _) => (Mark::Accepted, "豁免"),
        (None, Severity::Error) => (Mark::Bad, "错误"),
        (None, Severity::Warning) => (Mark::Warning, "提醒"),
        (None, Severity::Note) => (Mark::Note, "说明"),
    };
    session.ui.verdict(
        mark,
        format!("{kind} {} [{}] {}", finding.code, finding.place, finding.message),
    )?;
    for fact in &finding.facts {
        session.ui.line(format!("    事实：{fact}"))?;
    }
    if !finding.formula.is_empty() {
        session.ui.line(format!("    算法：{}", finding.formula))?;
    }
    if !finding.events.is_empty() {
        let shown: Vec<String> = finding.events.iter().take(10).map(u64::to_string).collect();
        let more = if finding.events.len() > 10 { "……" } else { "" };
        session.ui.line(format!("    事件：第 {}{more} 号", shown.join("、")))?;
    }
    match &finding.waived {
        Some(reason) => session.ui.line(format!("    理由：{reason}")),
        None => session.ui.line(format!("    办法：{}", finding.remedy)),
    }
}

/// No rule has this code.
pub(super) fn unknown_rule(code: &str) -> Problem {
    let known: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    Problem::new(
        format!("没有检查代码 {code}"),
        format!("全部代码：{}", known.join("、")),
        "照 taizhang check 输出的代码填写",
    )
}

fn explain(session: &mut Session<'_, '_>, code: &str) -> Result<ExitCode, Failure> {
    let Some(rule) = rule(&code.to_ascii_uppercase()) else {
        return Err(Failure::refused(vec![unknown_rule(code)]));
    };
    let inputs: Vec<&str> = rule.inputs.iter().map(|input| input.name()).collect();
    let rule = RuleJson {
        code: rule.code,
        title: rule.title,
        explanation: rule.explanation,
        severity: rule.severity,
        inputs: rule.inputs.iter().map(|input| input.key()).collect(),
        source: Some(rule.source),
        looks_at: inputs.join("和"),
    };
    rule.show(session)
}
