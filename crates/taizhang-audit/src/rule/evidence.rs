//! EVID: satisfaction that nobody was asked about.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;

/// Shorter texts are excerpts; the survey may stand in what was left out.
const REPORT: usize = 1500;

/// Words of how people were asked.
const ASKED: &[&str] = &[
    "问卷", "调查", "样本", "回收", "收回", "测评", "走访", "座谈", "访谈", "抽样", "电话", "评议",
    "回访",
];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    if case.text.chars().count() < REPORT || case.says(ASKED) {
        return Vec::new();
    }
    let stated = case.passages.iter().find_map(|passage| {
        let rate = passage.amounts.iter().find(|amount| {
            amount.number.unit == "%"
                && ["满意度", "满意率"].iter().any(|word| amount.label.contains(word))
        })?;
        Some((passage, rate))
    });
    let Some((passage, rate)) = stated else { return Vec::new() };
    vec![
        Finding::new("EVID", Severity::Note, &passage.place, "满意度没有写怎么调查的")
            .fact(rate.fact())
            .fact("全文没有问卷、样本或访谈")
            .remedy("写明调查方式、发放和收回的份数、满意的份数。"),
    ]
}
