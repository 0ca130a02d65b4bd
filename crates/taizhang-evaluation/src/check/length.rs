//! LENGTH: texts that the receiving system will not take.

use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "LENGTH",
    title: "文字超过系统长度",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "上报系统对指标名称、指标值和偏差原因有长度限制，超长的在上报时会被截断或拒收。有的表式还限制各段文字的字数。限制由表式规定。",
    source: "各地财政绩效管理系统的字段长度",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let limits = case.pack.limits();
    let mut findings = Vec::new();
    for row in &case.evaluation.indicators {
        let target = row.target_text();
        let texts = [
            ("指标名称", row.name.as_str(), limits.indicator_name),
            ("年度指标值", target.as_str(), limits.value),
            ("实际完成值", row.actual_text.as_str(), limits.value),
            ("偏差原因", row.variance_reason.as_str(), limits.reason),
            ("改进措施", row.corrective_action.as_str(), limits.reason),
        ];
        for (name, text, limit) in texts {
            let length = text.chars().count();
            let Some(limit) = limit.filter(|limit| length > *limit) else { continue };
            let message =
                format!("指标{}的{name}有{length}字，系统最多{limit}字", quoted(&row.name));
            findings.push(
                Finding::new(RULE.code, Severity::Warning, format!("{}#{name}", row.id), message)
                    .fact(format!("{name}：{text}（{length}字）"))
                    .fact(format!("系统最多：{limit}字"))
                    .behind(case.declared(&row.id))
                    .formula(format!("字数≤{limit}"))
                    .remedy("精简文字。"),
            );
        }
    }
    for (section, limit) in &limits.narratives {
        let Some((sequence, markdown)) = case.narratives.get(section.as_str()) else { continue };
        let length = markdown.chars().filter(|c| !c.is_whitespace()).count();
        if length <= *limit {
            continue;
        }
        let message = format!("“{section}”有{length}字，表式最多{limit}字");
        findings.push(
            Finding::new(RULE.code, Severity::Warning, section.as_str(), message)
                .fact(format!("表式最多：{limit}字"))
                .fact(format!("不计空格，取数键按写法计：{length}字"))
                .formula(format!("字数≤{limit}"))
                .behind([*sequence])
                .remedy("精简文字。"),
        );
    }
    findings
}
