//! HEADING: a heading promises targets, and spending stands under it.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::passage::{Passage, place};

/// Words without which a text states no target.
const OF_TARGETS: &[&str] = &[
    "目标",
    "绩效指标",
    "计划完成",
    "计划开展",
    "预期",
    "力争",
    "确保",
    "不低于",
    "不少于",
    "达到",
    "≥",
];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, heading) in case.headings.iter().enumerate() {
        let says_more = ["完成", "实现", "情况", "管理", "设定", "执行", "存在", "分析", "依据"];
        if !heading.title.contains("绩效目标")
            || says_more.iter().any(|w| heading.title.contains(w))
        {
            continue;
        }
        let later = case.headings.iter().skip(at + 1);
        let end = later.filter(|next| next.level <= heading.level).map(|next| next.paragraph).min();
        let content: Vec<&Passage> = case
            .passages
            .iter()
            .filter(|passage| {
                passage.paragraph.is_some_and(|number| {
                    number > heading.paragraph && end.is_none_or(|end| number < end)
                })
            })
            .collect();
        let states_target =
            content.iter().any(|p| OF_TARGETS.iter().any(|word| p.text.contains(word)));
        let spent = content.iter().flat_map(|p| &p.amounts).find(|amount| {
            amount.label.contains("支出")
                && amount.number.is_money()
                && !amount.label.contains("预算")
        });
        if let Some(spent) = spent.filter(|_| !states_target) {
            let message = format!("“{}”下写的是支出，没有目标", heading.title);
            findings.push(
                Finding::new(
                    "HEADING",
                    Severity::Warning,
                    place(heading.paragraph, &heading.title),
                    message,
                )
                .fact(format!("标题：{}{}", heading.numeral, heading.title))
                .fact(format!("内容：{}", spent.fact()))
                .remedy("写明年度绩效目标和指标值；支出写到预算执行情况中。"),
            );
        }
    }
    findings
}
