//! APPROX: counts that are rounded in words.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;

/// Words that end like an approximation and are none.
const NAMES: [&str; 7] = ["签约", "合约", "履约", "预约", "节约", "公约", "最近"];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        let rounded: Vec<String> = passage
            .amounts
            .iter()
            .filter(|amount| !amount.number.is_money() && amount.number.unit != "%")
            .filter_map(|amount| {
                let before = passage.text.get(..amount.span.start).unwrap_or_default();
                let is_near = (before.ends_with('近') || before.ends_with('约'))
                    && !NAMES.iter().any(|name| before.ends_with(name));
                let word = before.chars().next_back().filter(|_| is_near);
                (amount.number.is_about || is_near).then(|| {
                    format!("{}{}", word.map(String::from).unwrap_or_default(), amount.number.text)
                })
            })
            .collect();
        if rounded.is_empty() {
            continue;
        }
        findings.push(
            Finding::new(
                "APPROX",
                Severity::Note,
                &passage.place,
                format!("约数：{}", rounded.join("、")),
            )
            .facts(rounded)
            .remedy("写准确数，并保留签到表、发放登记等佐证。"),
        );
    }
    findings
}
