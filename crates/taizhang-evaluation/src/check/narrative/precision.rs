//! PREC: percentages with differing precision.

use super::scan::typed_numbers;
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

/// Decimals of every percentage in the report.
const DECIMALS: u32 = 2;

pub(in crate::check) const RULE: Rule = Rule {
    code: "PREC",
    title: "百分比精度不一",
    severity: Severity::Note,
    inputs: &[Input::Narrative],
    explanation: "全文百分比统一保留两位小数；手写的83.4%与3.21%并列，既不统一也无法核对。用取数键即可统一。",
    source: "种子报告83.4%、89.2%与3.21%、7.59%并列",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let typed = typed_numbers(markdown).into_iter();
        let rates = typed.filter(|typed| matches!(typed.unit, "%" | "％"));
        // A whole percentage is a way of speaking, like 100%.
        for typed in rates.filter(|typed| typed.decimals != 0 && typed.decimals != DECIMALS) {
            let message = format!(
                "“{section}”第{}行的“{}”保留{}位小数，全文为{DECIMALS}位",
                typed.line, typed.text, typed.decimals
            );
            findings.push(
                Finding::new(
                    RULE.code,
                    Severity::Note,
                    format!("{section}#{}", typed.text),
                    message,
                )
                .fact(format!("文中：{}，{}位小数", typed.text, typed.decimals))
                .fact(format!("取数键印出的比率：{DECIMALS}位小数"))
                .behind([*sequence])
                .remedy("改用取数键和pct过滤器。"),
            );
        }
    }
    findings
}
