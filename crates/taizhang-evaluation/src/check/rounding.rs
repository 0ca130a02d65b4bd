//! ROUND: numbers that agree exactly and not as printed, or differ in the last digit only.

use rust_decimal::Decimal;
use taizhang_core::Money;
use taizhang_core::figure::FigureError;

use super::case::Case;
use super::narrative::last_digit;
use super::sums::{self, Group};
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::MoneyUnit;

/// Decimals of an amount in 万元.
const DIGITS: u32 = 2;

pub(super) const RULE: Rule = Rule {
    code: "ROUND",
    title: "末位取舍",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "按元核对相符，各行化成万元、四舍五入之后相加却与印出的合计差末位的，先作说明，复核时有据可答。\
                  正文里手写的金额、比率与台账数据只差末位（多为直接舍去或进位）的，须改正。",
    source: "GB/T 8170-2008数值修约；公开自评表常见错误：得分94.85与94.86并见",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    // A form in yuan prints the exact amounts.
    if case.pack.unit() == MoneyUnit::Wan {
        findings.extend(sums::groups(case)?.iter().filter_map(printed_apart));
    }
    findings.extend(last_digit::run(case, RULE.code)?);
    Ok(findings)
}

/// Compares parts and whole as printed, where they agree exactly.
fn printed_apart(group: &Group) -> Option<Finding> {
    let printed = |money: &Money| money.to_wan().rounded(DIGITS).parse::<Decimal>().ok();
    let exact = Money::sum(group.parts.iter().copied()).ok()?;
    let whole = printed(&group.total)?;
    let parts: Vec<Decimal> = group.parts.iter().map(printed).collect::<Option<_>>()?;
    let sum: Decimal = parts.iter().sum();
    if exact != group.total || sum == whole {
        return None;
    }
    let terms: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let name = &group.name;
    let message =
        format!("{name}印成万元后相加为{sum}，合计印作{whole}，差在四舍五入，按元核对相符");
    let found = Finding::new(RULE.code, Severity::Note, group.place.as_str(), message)
        .fact(format!("印出的分项之和：{sum}万元"))
        .fact(format!("印出的合计：{whole}万元"))
        .formula(format!("{}＝{sum}≠{whole}；按元：{exact}＝{}", terms.join("＋"), group.total))
        .remedy("不用改；复核问起时，用按元的数据说明。");
    Some(found)
}
