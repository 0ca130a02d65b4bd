//! ADJ: a budget that grew or shrank without a word.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{percent, plain, share};
use crate::extract::role::Role;

/// A change beyond this share of the original budget asks for a reason.
const UNEXPLAINED: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    if case.says(&[
        "追加",
        "追减",
        "调增",
        "调减",
        "调整原因",
        "调整依据",
        "调剂",
        "上年结转资金安排",
    ]) {
        return Vec::new();
    }
    // A table by itself is an annex; the reasons stand in the report.
    if case.passages.is_empty() && case.sections.len() < 2 {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for section in &case.sections {
        for row in &section.rows {
            let number = |role| section.number(row, role);
            let (Some(original), Some(last)) = (number(Role::Original), number(Role::Final)) else {
                continue;
            };
            let is_whole = ["总额", "合计", "总计"].iter().any(|word| row.label.contains(word));
            let change = last.value - original.value;
            let Some(rate) = share(change, original.value).filter(|_| is_whole) else { continue };
            if rate.abs() <= UNEXPLAINED {
                continue;
            }
            let message = format!(
                "预算由{}调整为{}（{}），全文没有调整依据",
                original.text,
                last.text,
                percent(rate)
            );
            findings.push(
                Finding::new("ADJ", Severity::Warning, section.place(row), message)
                    .fact(format!("年初预算{}", original.text))
                    .fact(format!("全年预算{}", last.text))
                    .formula(format!(
                        "({}-{})÷{}＝{}（{}）",
                        last.value,
                        original.value,
                        original.value,
                        percent(rate),
                        plain(change)
                    ))
                    .remedy("逐笔列出调整的文号、日期和金额。"),
            );
        }
    }
    findings
}
