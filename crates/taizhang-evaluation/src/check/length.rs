//! LENGTH: texts that the receiving system will not take.

use taizhang_core::event::Event;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "LENGTH",
    title: "文字超过系统长度",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "上报系统对指标名称、指标值和偏差原因有长度限制，超长的在上报时会被截断或拒收。有的表式还限制各段文字的字数。限制由表式规定。\
                  预算管理一体化系统对支付的用途、收款人和凭证号也有长度限制，按字节计，一个汉字算 2 字节。",
    source: "各地财政绩效管理系统的字段长度；预算管理一体化系统字段 USE_DES、PAYEE_ACCT_NAME、PAY_CERT_NO（未核对原文）",
    due: Due::Always,
    run: Run::Plain(run),
};

/// Most bytes of 用途, 收款人 and 凭证号 in the integrated budget system, in GB18030.
const MEMO: usize = 300;
const PAYEE: usize = 300;
const VOUCHER: usize = 100;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = payments(case);
    findings.extend(forms(case));
    findings
}

/// Looks at the words of all movements of money: a reversed one stays a row of the return.
fn payments(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for recorded in &case.events {
        let Some((voucher, texts)) = texts(&recorded.event) else { continue };
        for (name, text, limit) in texts {
            let length = bytes(text);
            if length <= limit {
                continue;
            }
            let message = format!("凭证{voucher}的{name}有{length}字节，系统最多{limit}字节");
            findings.push(
                Finding::new(RULE.code, Severity::Warning, format!("{voucher}#{name}"), message)
                    .fact(format!("{name}：{text}"))
                    .fact(format!("系统最多：{limit}字节，即{}个汉字", limit / 2))
                    .behind([recorded.sequence.get()])
                    .formula(format!("字节数≤{limit}"))
                    .remedy(remedy(name)),
            );
        }
    }
    findings
}

/// Words of a movement of money: what they are, and their most bytes.
type Text<'a> = (&'static str, &'a str, usize);

/// Returns the voucher number of a movement of money, and its words with their limits.
fn texts(event: &Event) -> Option<(&str, Vec<Text<'_>>)> {
    match event {
        Event::DisbursementMade(paid) => {
            let texts = vec![
                ("摘要", paid.memo.as_str(), MEMO),
                ("收款人", &paid.payee, PAYEE),
                ("凭证号", &paid.voucher, VOUCHER),
            ];
            Some((&paid.voucher, texts))
        }
        Event::DisbursementReturned(back) => {
            let texts =
                vec![("退回原因", back.reason.as_str(), MEMO), ("凭证号", &back.voucher, VOUCHER)];
            Some((&back.voucher, texts))
        }
        Event::Reversed(reversal) => {
            let (voucher, _) = texts(&reversal.event)?;
            Some((voucher, vec![("冲销原因", &reversal.reason, MEMO)]))
        }
        _ => None,
    }
}

/// What is recorded stays in the ledger, so a return can only shorten it.
fn remedy(name: &str) -> &'static str {
    if name == "凭证号" {
        "以后写短；导出一体化表样前，在自备表样里放宽这一列。"
    } else {
        "以后写短；已记的不用改：导出一体化表样时加 --option long=cut 截短，或写明理由豁免。"
    }
}

/// Counts bytes as GB18030 does for the characters that are in use.
fn bytes(text: &str) -> usize {
    let length = |character: char| match u32::from(character) {
        ..0x80 => 1,
        0x80..0x1_0000 => 2,
        _ => 4,
    };
    text.chars().map(length).sum()
}

fn forms(case: &Case<'_>) -> Vec<Finding> {
    let limits = case.pack.limits();
    let mut findings = Vec::new();
    for row in &case.evaluation.indicators {
        let target = row.target_text();
        let texts = [
            ("指标名称", row.name.as_str(), limits.indicator_name),
            ("年度指标值", target.as_str(), limits.value),
            ("实际完成值", row.actual_text.as_str(), limits.value),
            ("偏差原因", row.variance_reason.as_str(), limits.reason),
            ("改进措施", row.corrective_action.as_str(), limits.reason),
        ];
        for (name, text, limit) in texts {
            let length = text.chars().count();
            let Some(limit) = limit.filter(|limit| length > *limit) else { continue };
            let message =
                format!("指标{}的{name}有{length}字，系统最多{limit}字", quoted(&row.name));
            findings.push(
                Finding::new(RULE.code, Severity::Warning, format!("{}#{name}", row.id), message)
                    .fact(format!("{name}：{text}（{length}字）"))
                    .fact(format!("系统最多：{limit}字"))
                    .behind(case.declared(&row.id))
                    .formula(format!("字数≤{limit}"))
                    .remedy("精简文字。"),
            );
        }
    }
    for (section, limit) in &limits.narratives {
        let Some((sequence, markdown)) = case.narratives.get(section.as_str()) else { continue };
        let length = markdown.chars().filter(|c| !c.is_whitespace()).count();
        if length <= *limit {
            continue;
        }
        let message = format!("“{section}”有{length}字，表式最多{limit}字");
        findings.push(
            Finding::new(RULE.code, Severity::Warning, section.as_str(), message)
                .fact(format!("表式最多：{limit}字"))
                .fact(format!("不计空格，取数键按写法计：{length}字"))
                .formula(format!("字数≤{limit}"))
                .behind([*sequence])
                .remedy("精简文字。"),
        );
    }
    findings
}
