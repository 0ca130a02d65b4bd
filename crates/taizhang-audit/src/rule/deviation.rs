//! DEV: points deducted without a reason.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::is_blank;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in case.indicators.iter().filter(|row| !row.is_unread) {
        let (Some(weight), Some(score), Some(reason)) = (&row.weight, &row.score, &row.reason)
        else {
            continue;
        };
        let lost = weight.value - score.value;
        // The points of the execution rate follow from the rate; forms ask no reason there.
        let is_execution = row.place.contains("执行率") && is_blank(&row.target_text);
        if lost <= Decimal::ZERO || !is_blank(reason) || is_execution {
            continue;
        }
        let message = format!("“{}”扣{}分，没有写偏差原因", row.name, lost.normalize());
        findings.push(
            Finding::new("DEV", Severity::Error, &row.place, message)
                .fact(format!("分值{}", weight.text))
                .fact(format!("得分{}", score.text))
                .formula(format!("{}-{}＝{}", weight.value, score.value, lost.normalize()))
                .remedy("写明扣分原因和改进措施；没有原因的不应扣分。"),
        );
    }
    findings
}
