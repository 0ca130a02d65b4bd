//! DATE: money spent before its document, and days in texts that cannot be.

use jiff::civil::Date;
use taizhang_core::event::Event;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::narrative::days;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DATE",
    title: "日期矛盾",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "支付日期早于所用指标最早的预算文件日期，是先支后批，或日期登记有误。文字里写了日历上没有的日子、\
                  比报告形成还晚的日子，须改正；写了上年度的月份，可能沿用了往年文字，只作说明。",
    source: "《预算法》：没有列入预算的不得支出；种子报告年度与活动日期不合",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = before_authority(case);
    findings.extend(days::run(case, RULE.code));
    findings
}

fn before_authority(case: &Case<'_>) -> Vec<Finding> {
    let authorities = case.book.authorities();
    let mut findings = Vec::new();
    for recorded in case.standing() {
        let Event::DisbursementMade(payment) = &recorded.event else { continue };
        let Some(authority) = authorities.get(&payment.line.id) else { continue };
        let document = &authority.fact.document;
        let paid: Date = recorded.occurred_on;
        if paid >= document.dated {
            continue;
        }
        let (voucher, line) = (&payment.voucher, &payment.line);
        let message = format!(
            "凭证{voucher}在{paid}支付，所用指标{}的文件{}才发文",
            quoted(&line.name),
            document.dated
        );
        findings.push(
            Finding::new(RULE.code, Severity::Warning, voucher.as_str(), message)
                .fact(format!("支付日期：{paid}"))
                .fact(format!("指标{}的预算文件：{}（{}）", line.id, document.number, document.dated))
                .formula(format!("{paid}＜{}", document.dated))
                .behind([authority.sequence.get(), recorded.sequence.get()])
                .remedy("核对支付日期和文件日期；登记有误的用更正改正，属实的写明依据（如提前预拨）豁免。"),
        );
    }
    findings
}
