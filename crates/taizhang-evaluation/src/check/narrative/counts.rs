//! COUNT: a list that is longer or shorter than announced.

use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "COUNT",
    title: "说的条数与列的条数不一",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "“从以下三个方面整改：”后面应当列三条。增删条目后忘了改前面的数，是常见的笔误。",
    source: "公开报告常见错误：直属事业单位10个，列出9个",
    due: Due::Always,
    run: Run::Plain(run),
};

const ANNOUNCED: [&str; 6] = ["个方面", "方面", "项", "条", "点", "个"];
const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let lines: Vec<&str> =
            markdown.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(announced) = announced(line) else { continue };
            let rest = lines.iter().skip(at.saturating_add(1));
            let listed = rest.take_while(|line| is_item(line)).count();
            if listed == 0 || listed == announced {
                continue;
            }
            let message = format!("“{section}”说{announced}条，列了{listed}条");
            findings.push(
                Finding::new(
                    RULE.code,
                    Severity::Warning,
                    format!("{section}#{announced}"),
                    message,
                )
                .fact(format!("原文：{line}"))
                .fact(format!("列出：{listed}条"))
                .formula(format!("{announced}≠{listed}"))
                .behind([*sequence])
                .remedy("改正条数或补全条目。"),
            );
        }
    }
    findings
}

/// Returns the number that a line ending in a colon announces.
fn announced(line: &str) -> Option<usize> {
    let line = line.strip_suffix(['：', ':'])?;
    ANNOUNCED.iter().find_map(|unit| {
        let (before, _) = line.rsplit_once(unit)?;
        if let Some(at) = DIGITS.iter().position(|digit| before.ends_with(digit)) {
            return Some(at.saturating_add(1));
        }
        let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok()
    })
}

/// Tells whether a line is an item of a numbered Markdown list.
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    number.len() < line.len() && number.starts_with(". ")
}
