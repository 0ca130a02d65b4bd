//! PREC: percentages of differing precision in one sentence.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        // A whole percentage is a way of speaking, like 100%.
        let shares: Vec<&Amount> = passage
            .amounts
            .iter()
            .filter(|amount| amount.number.unit == "%" && amount.number.scale > 0)
            .collect();
        let Some(first) = shares.first() else { continue };
        if shares.iter().all(|amount| amount.number.scale == first.number.scale) {
            continue;
        }
        let texts: Vec<&str> = shares.iter().map(|amount| amount.number.text.as_str()).collect();
        findings.push(
            Finding::new(
                "PREC",
                Severity::Note,
                &passage.place,
                format!("百分比{}小数位数不一", texts.join("、")),
            )
            .facts(texts.iter().map(|text| (*text).to_owned()))
            .remedy("全文百分比统一保留两位小数。"),
        );
    }
    findings
}
