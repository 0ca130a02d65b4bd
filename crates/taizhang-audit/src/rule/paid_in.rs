//! RATE and SUM: a project's money from what was promised over what came in to what was spent.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Agreement, Number, agreement, closes, percent, plain, share};
use crate::extract::passage::Passage;

/// A rate, what it is a rate of, and what of.
const RATES: &[(&[&str], &[&str], &[&str])] = &[
    (&["到位率"], &["到位"], &["投资", "预算", "计划", "下达", "总额", "批复", "应到"]),
    (
        &["支出率", "使用率", "支付率"],
        &["支出", "使用", "支付", "拨付"],
        &["到位", "下达", "预算", "投资", "总额", "批复"],
    ),
];

pub(super) fn rate(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, passage) in case.passages.iter().enumerate() {
        let before = case.passages.get(at.saturating_sub(2)..at).unwrap_or_default();
        for printed in passage.amounts.iter().filter(|amount| amount.number.unit == "%") {
            let kind = RATES.iter().find(|(names, ..)| {
                names
                    .iter()
                    .any(|name| printed.label.ends_with(name) && printed.label.contains("资金"))
            });
            if let Some((_, parts, wholes)) = kind {
                findings.extend(judge(passage, before, printed, parts, wholes));
            }
        }
    }
    findings
}

fn judge(
    passage: &Passage,
    before: &[Passage],
    printed: &Amount,
    parts: &[&str],
    wholes: &[&str],
) -> Option<Finding> {
    let money = || {
        let earlier = before.iter().flat_map(|passage| &passage.amounts);
        let own = passage.amounts.iter().filter(|amount| amount.span.end <= printed.span.start);
        earlier.chain(own).filter(|a| a.number.is_money() && a.depth == 0 && !a.is_comparison())
    };
    let called = |amount: &&Amount, words: &[&str]| words.iter().any(|w| amount.label.contains(w));
    let part: Vec<&Amount> = money().filter(|amount| called(amount, parts)).collect();
    let whole: Vec<&Amount> = money().filter(|a| called(a, wholes) && !called(a, parts)).collect();
    // Any two amounts that fit may be meant.
    let fits = |part: &&Amount| {
        money()
            .any(|whole| agreement(&part.number, &whole.number, &printed.number) != Agreement::None)
    };
    if part.iter().any(fits) {
        return None;
    }
    let (part, whole) = (part.last()?, whole.last()?);
    let right = share(part.number.value_as(&whole.number), whole.number.value)?;
    let message = format!(
        "{}，而{}、{}，相除为{}",
        printed.fact(),
        part.fact(),
        whole.fact(),
        percent(right)
    );
    Some(
        Finding::new("RATE", Severity::Error, &passage.place, message)
            .fact(printed.fact())
            .fact(part.fact())
            .fact(whole.fact())
            .formula(format!("{}÷{}＝{}", part.number.value, whole.number.value, percent(right)))
            .remedy("核对到位、支出的金额和比率，写明比率的基数。"),
    )
}

/// 到位 less 支出 is 结余, where one passage states each of them once.
pub(super) fn balance(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().filter_map(left_over).collect()
}

fn left_over(passage: &Passage) -> Option<Finding> {
    let only = |words: &[&str]| {
        let mut named = passage.amounts.iter().filter(|amount| {
            amount.number.is_money()
                && amount.depth == 0
                && !amount.is_comparison()
                && words.iter().any(|word| amount.label.contains(word))
        });
        let first = named.next()?;
        named.next().is_none().then_some(first)
    };
    let (came, spent, left) =
        (only(&["到位"])?, only(&["支出", "支付", "使用"])?, only(&["结余"])?);
    let has_carried =
        ["上年结转", "年初结转", "收回", "上缴", "利息"].iter().any(|w| passage.text.contains(w));
    let outgoing = Number { value: -spent.number.value, ..spent.number.clone() };
    if has_carried || closes(&[&came.number, &outgoing], &left.number) {
        return None;
    }
    let right = came.number.value_as(&left.number) - spent.number.value_as(&left.number);
    let message =
        format!("{}减{}应余{}，文中{}", came.fact(), spent.fact(), plain(right), left.fact());
    Some(
        Finding::new("SUM", Severity::Error, &passage.place, message)
            .facts([came.fact(), spent.fact(), left.fact()])
            .formula(format!(
                "{}-{}＝{}≠{}",
                came.number.value,
                spent.number.value,
                plain(right),
                left.number.value
            ))
            .remedy("核对到位、支出和结余；另有结转或收回的写明。"),
    )
}
