//! HEADING: results under a heading that announces plans.

use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "HEADING",
    title: "目标章节写了完成数",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "“总体目标”“工作任务”一类章节写的是年初的打算，不应出现执行数、执行率、活动计数等完成情况；\
                  完成情况写在履职完成情况和效果里。",
    source: "种子报告“年度整体支出绩效目标”下写的是实际支出",
    due: Due::Always,
    run: Run::Plain(run),
};

/// First parts of the keys of results.
const RESULTS: [&str; 8] = [
    "outturn.",
    "rate.",
    "share.",
    "activity.",
    "survey.",
    "unspent.",
    "closing.",
    "activity_count",
];

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for slot in case.pack.outline().slots.iter().filter(|slot| slot.plan) {
        let Some((sequence, markdown)) = case.narratives.get(slot.key.as_str()) else { continue };
        for key in slot_keys(markdown).filter(|key| RESULTS.iter().any(|r| key.starts_with(r))) {
            let message = format!("“{}”写的是目标，却引用了完成情况“{key}”", slot.title);
            findings.push(
                Finding::new(RULE.code, Severity::Warning, format!("{}#{key}", slot.key), message)
                    .fact(format!("章节：{}（年初的打算）", slot.title))
                    .fact(format!("引用：{key}（完成情况）"))
                    .behind([*sequence])
                    .remedy("把完成情况移到履职完成情况或履职效果情况。"),
            );
        }
    }
    findings
}

/// Lists the keys that a text asks for.
fn slot_keys(markdown: &str) -> impl Iterator<Item = &str> {
    let calls = markdown.split("fig(").skip(1);
    calls.filter_map(|call| {
        let quoted = call.trim_start().strip_prefix(['"', '\''])?;
        quoted.split(['"', '\'']).next()
    })
}
