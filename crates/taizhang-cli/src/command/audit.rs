//! `audit`: what does not add up in somebody else's report.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use taizhang_ledger::audit::{self, AuditFinding, EXTENSIONS, FOREIGN, ReadError, Tally};
use taizhang_ledger::evaluation::Severity;

use super::check::RuleJson;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};
use crate::wording::io_text;

/// Arguments of `audit`.
#[derive(Args, Debug)]
pub(crate) struct AuditArgs {
    /// 要审核的报告（Word、文本、表格、CSV），或放报告的文件夹
    #[arg(value_name = "文件或文件夹", required_unless_present = "explain")]
    path: Option<PathBuf>,
    /// 结果用检查报告的通用格式输出，供其他工具显示
    #[arg(long)]
    sarif: bool,
    /// 文件夹：逐条列出发现，不只列汇总表
    #[arg(long)]
    details: bool,
    /// 只解释一个审核代码，如 DOCNO
    #[arg(long, value_name = "代码")]
    explain: Option<String>,
}

/// A file that was read, or why it was not.
struct Audited {
    file: String,
    result: Result<Vec<AuditFinding>, Problem>,
}

pub(crate) fn run(args: &AuditArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if let Some(code) = &args.explain {
        return explain(session, code);
    }
    let given = args.path.clone().unwrap_or_default();
    let path = session.ui.world().current_dir.join(&given);
    let is_folder = path.is_dir();
    let files = if is_folder { reports(&path)? } else { vec![path.clone()] };
    if files.is_empty() {
        return Err(Failure::refused(vec![Problem::new(
            format!("{} 里没有可以审核的文件", given.display()),
            format!("能读的文件：{}", EXTENSIONS.join("、")),
            "把报告放进文件夹后重试",
        )]));
    }
    let mut all = Vec::new();
    for file in &files {
        let shown = file.strip_prefix(&path).ok().filter(|rest| !rest.as_os_str().is_empty());
        let shown = shown.unwrap_or(&given).display().to_string();
        all.push(audited(file, &shown));
    }
    show(args, session, &all, is_folder)
}

/// Returns the reports of a folder and its folders, in the order of their names.
fn reports(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |source: std::io::Error| Failure::input(folder, &source);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        // Office programs leave lock files (~$) beside open documents.
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['.', '~']) {
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        // A link could lead back up.
        if kind.is_dir() {
            found.extend(reports(&path)?);
        } else if EXTENSIONS.contains(&extension.as_str()) || FOREIGN.contains(&extension.as_str())
        {
            // A report of a kind that cannot be read is named, not passed over.
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn audited(path: &Path, shown: &str) -> Audited {
    let result = fs::read(path)
        .map_err(|source| {
            Problem::new(
                format!("{shown} 读不出来（{}）", io_text(&source)),
                "文件不存在、没有权限，或正被其他程序打开",
                "检查路径和权限；若文件正在WPS中打开，请先关闭",
            )
        })
        .and_then(|bytes| audit::read(shown, &bytes).map_err(|error| unreadable(shown, &error)))
        .map(|document| {
            let findings = audit::audit(&document);
            findings.into_iter().map(|finding| AuditFinding::new(shown, finding)).collect()
        });
    Audited { file: shown.to_owned(), result }
}

fn unreadable(shown: &str, error: &ReadError) -> Problem {
    Problem::new(format!("{shown} 没有审核"), error.to_string(), error.remedy())
}

fn show(
    args: &AuditArgs,
    session: &mut Session<'_, '_>,
    all: &[Audited],
    is_folder: bool,
) -> Result<ExitCode, Failure> {
    let findings: Vec<AuditFinding> =
        all.iter().filter_map(|audited| audited.result.as_ref().ok()).flatten().cloned().collect();
    let problems: Vec<Problem> =
        all.iter().filter_map(|audited| audited.result.as_ref().err()).cloned().collect();
    // One file that cannot be read is a failure; one of many is named after the others are shown.
    if !problems.is_empty() && problems.len() == all.len() {
        return Err(Failure::refused(problems));
    }
    if args.sarif {
        session.ui.json(&audit::sarif(&findings))?;
    } else if session.ui.wants_json() {
        session.ui.json(&findings)?;
    } else if is_folder {
        show_folder(args, session, all)?;
    } else {
        for finding in &findings {
            show_finding(session, finding)?;
        }
        session.ui.line(counted(Tally::of(&findings)))?;
    }
    for problem in &problems {
        session.ui.warn(&problem.message);
        session.ui.hint(format!("原因：{}", problem.reason));
        session.ui.hint(format!("办法：{}", problem.remedy));
    }
    Ok(if !problems.is_empty() {
        ExitCode::Refused
    } else if Tally::of(&findings).asks_for_work() {
        ExitCode::Findings
    } else {
        ExitCode::Success
    })
}

fn show_folder(
    args: &AuditArgs,
    session: &mut Session<'_, '_>,
    all: &[Audited],
) -> Result<(), Failure> {
    let mut table = Table::new(&[
        ("文件", Align::Left),
        ("错误", Align::Right),
        ("提醒", Align::Right),
        ("说明", Align::Right),
        ("代码", Align::Left),
    ]);
    for audited in all {
        let cells = match &audited.result {
            Ok(findings) => {
                let tally = Tally::of(findings);
                let mut codes: Vec<&str> = Vec::new();
                for finding in findings.iter().filter(|f| f.severity > Severity::Note) {
                    if !codes.contains(&finding.code.as_str()) {
                        codes.push(&finding.code);
                    }
                }
                let count = |number: usize| number.to_string();
                [count(tally.errors), count(tally.warnings), count(tally.notes), codes.join("、")]
            }
            Err(_) => ["—".into(), "—".into(), "—".into(), "读不出来".into()],
        };
        table.row(std::iter::once(audited.file.clone()).chain(cells));
    }
    if args.details {
        for finding in all.iter().filter_map(|audited| audited.result.as_ref().ok()).flatten() {
            session.ui.line(&finding.file)?;
            show_finding(session, finding)?;
        }
    }
    session.ui.table(&table)?;
    let findings = all.iter().filter_map(|audited| audited.result.as_ref().ok()).flatten();
    session.ui.line(format!("{}个文件，{}", all.len(), counted(Tally::of(findings))))
}

fn counted(tally: Tally) -> String {
    format!("{} 个错误，{} 个提醒，{} 条说明", tally.errors, tally.warnings, tally.notes)
}

fn show_finding(session: &mut Session<'_, '_>, finding: &AuditFinding) -> Result<(), Failure> {
    let mark = match finding.severity {
        Severity::Error => "✘ 错误",
        Severity::Warning => "▲ 提醒",
        Severity::Note => "· 说明",
    };
    session.ui.line(format!("{mark} {} [{}] {}", finding.code, finding.place, finding.message))?;
    for fact in &finding.facts {
        session.ui.line(format!("    事实：{fact}"))?;
    }
    if !finding.formula.is_empty() {
        session.ui.line(format!("    算法：{}", finding.formula))?;
    }
    session.ui.line(format!("    办法：{}", finding.remedy))
}

fn explain(session: &mut Session<'_, '_>, code: &str) -> Result<ExitCode, Failure> {
    let Some(rule) = audit::rule(&code.to_ascii_uppercase()) else {
        let known: Vec<&str> = audit::RULES.iter().map(|rule| rule.code).collect();
        let problem = Problem::new(
            format!("没有审核代码 {code}"),
            format!("全部代码：{}", known.join("、")),
            "核对代码后重试",
        );
        return Err(Failure::refused(vec![problem]));
    };
    let rule = RuleJson {
        code: rule.code,
        title: rule.title,
        explanation: rule.explanation,
        severity: rule.severity,
        inputs: Vec::new(),
        source: None,
        looks_at: "报告".to_owned(),
    };
    rule.show(session)
}
