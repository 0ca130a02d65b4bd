//! DUP: what seems to be recorded twice.

use std::collections::BTreeMap;

use taizhang_core::event::{Disbursement, Event, Recorded};
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DUP",
    title: "疑似重复登记",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "凭证号每月连续编号，一张凭证只有一个日期：同一月内同一凭证号出现在两天，或同一凭证里指标、科目、收款人、\
                  金额全同的两笔，可能登记了两次。名称、日期、地点相同的两个活动会把计数算两遍；名称、类别相同的两个指标\
                  会把分值算两遍。一张凭证分记几个科目的不在此列。",
    source: "会计基础工作规范：记账凭证应当连续编号（凭记忆）；公开报告常见错误：重复计数",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = vouchers(case);
    findings.extend(activities(case));
    findings.extend(indicators(case));
    findings
}

fn vouchers(case: &Case<'_>) -> Vec<Finding> {
    let mut by_number: BTreeMap<(i8, &str), Vec<(&Recorded, &Disbursement)>> = BTreeMap::new();
    for recorded in case.standing() {
        if let Event::DisbursementMade(payment) = &recorded.event {
            let month = recorded.occurred_on.month();
            let held = by_number.entry((month, payment.voucher.as_str())).or_default();
            held.push((recorded, payment));
        }
    }
    let mut findings = Vec::new();
    for ((_, voucher), held) in by_number {
        for (at, (second, payment)) in held.iter().enumerate() {
            let mut earlier = held.iter().take(at);
            let clash = earlier.find(|(first, before)| {
                first.occurred_on != second.occurred_on || is_same_entry(before, payment)
            });
            if let Some(first) = clash {
                findings.push(twice(voucher, first, (second, payment)));
                break;
            }
        }
    }
    findings
}

fn is_same_entry(one: &Disbursement, other: &Disbursement) -> bool {
    one.line.id == other.line.id
        && one.economic == other.economic
        && one.payee == other.payee
        && one.amount == other.amount
}

fn twice(
    voucher: &str,
    (first, before): &(&Recorded, &Disbursement),
    (second, payment): (&Recorded, &Disbursement),
) -> Finding {
    let said = |recorded: &Recorded, paid: &Disbursement| {
        format!("{}：{}元，{}，{}", recorded.occurred_on, paid.amount, paid.payee, paid.memo)
    };
    let message = if first.occurred_on == second.occurred_on {
        format!("凭证{voucher}有两笔指标、科目、收款人、金额全同的支付")
    } else {
        format!("凭证{voucher}出现在两天：{}和{}", first.occurred_on, second.occurred_on)
    };
    Finding::new(RULE.code, Severity::Warning, voucher, message)
        .fact(said(first, before))
        .fact(said(second, payment))
        .behind([first.sequence.get(), second.sequence.get()])
        .remedy("对照纸质凭证：重复登记的红字冲销一笔，凭证号写错的用更正改正，确是两笔的写明理由豁免。")
}

fn activities(case: &Case<'_>) -> Vec<Finding> {
    let held: Vec<_> = case.book.activities().iter().collect();
    let mut findings = Vec::new();
    for (at, second) in held.iter().enumerate() {
        let (activity, mut earlier) = (&second.fact, held.iter().take(at));
        let twin = earlier.find(|first| {
            let before = &first.fact;
            before.name == activity.name
                && before.start == activity.start
                && before.place == activity.place
        });
        let Some(first) = twin else { continue };
        let name = quoted(&activity.name);
        let message = format!("活动{name}{}在{}登记了两次", activity.start, activity.place);
        findings.push(
            Finding::new(RULE.code, Severity::Warning, activity.id.as_str(), message)
                .fact(format!("活动编号：{}", first.fact.id))
                .fact(format!("活动编号：{}", activity.id))
                .behind([first.sequence.get(), second.sequence.get()])
                .remedy("重复的红字冲销一次；确是两场的，名称里写明场次。"),
        );
    }
    findings
}

fn indicators(case: &Case<'_>) -> Vec<Finding> {
    let rows = &case.evaluation.indicators;
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut earlier = rows.iter().take(at);
        let twin = earlier.find(|before| before.name == row.name && before.level2 == row.level2);
        let Some(first) = twin else { continue };
        let message = format!("“{}”下有两个指标{}", row.level2, quoted(&row.name));
        findings.push(
            Finding::new(RULE.code, Severity::Warning, row.id.to_string(), message)
                .fact(format!("指标{}：{}，{}分", first.id, first.target_text(), first.weight))
                .fact(format!("指标{}：{}，{}分", row.id, row.target_text(), row.weight))
                .behind(first.events.iter().chain(&row.events).copied())
                .remedy("重复申报的红字冲销一个；确是两个的，名称里写明区别。"),
        );
    }
    findings
}
