//! VAGUE: quantity indicators without a quantity.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::is_blank;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in case.indicators.iter().filter(|row| !row.is_unread && row.has_target) {
        let has_digit = row
            .target_text
            .contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
        if !row.level_two.contains("数量") || is_blank(&row.target_text) || has_digit {
            continue;
        }
        let message = format!("数量指标“{}”的目标“{}”没有数", row.name, row.target_text);
        findings.push(
            Finding::new("VAGUE", Severity::Note, &row.place, message)
                .fact(format!("目标：{}", row.target_text))
                .remedy("数量指标写明数和单位。"),
        );
    }
    findings
}
