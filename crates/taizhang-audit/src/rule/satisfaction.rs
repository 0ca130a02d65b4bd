//! RATE: a satisfaction rate against the answers that it is of.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Agreement, Number, agreement, percent, share};
use crate::extract::passage::Passage;

/// Words that make a rate one of weights or of several surveys.
const OTHERWISE: &[&str] = &["加权", "平均", "综合", "分别", "折算"];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().filter_map(judge).collect()
}

fn judge(passage: &Passage) -> Option<Finding> {
    if OTHERWISE.iter().any(|word| passage.text.contains(word)) {
        return None;
    }
    let is_rate = |amount: &&Amount| {
        amount.number.unit == "%"
            && (amount.label.ends_with("满意度") || amount.label.ends_with("满意率"))
    };
    let mut rates = passage.amounts.iter().filter(is_rate);
    let printed = rates.next()?;
    let before = || passage.amounts.iter().filter(|a| a.span.end <= printed.span.start);
    let counted =
        |amount: &&Amount| matches!(amount.number.unit.as_str(), "份" | "人" | "名" | "户");
    let asked: Vec<&Amount> = before()
        .filter(counted)
        .filter(|a| {
            ["有效", "收回", "回收", "发放", "调查", "问卷"].iter().any(|w| a.label.contains(w))
        })
        .collect();
    let pleased: Vec<&Amount> = before()
        .filter(counted)
        .filter(|a| {
            a.label.contains("满意")
                && !['不', '查', '卷'].iter().any(|other| a.label.contains(*other))
        })
        .collect();
    let (first, base) = (*pleased.first()?, *asked.last()?);
    if rates.next().is_some() {
        return None;
    }
    // 很满意 alone, or with 满意 and 基本满意: every beginning of the list is tried.
    let mut sum = Decimal::ZERO;
    for one in &pleased {
        sum += one.number.value;
        let part = Number { value: sum, ..first.number.clone() };
        let fits =
            |asked: &&Amount| agreement(&part, &asked.number, &printed.number) != Agreement::None;
        if asked.iter().any(fits) {
            return None;
        }
    }
    let computed = share(sum, base.number.value)?;
    let message = format!("满意度应为{}，文中为{}", percent(computed), printed.number.text);
    Some(
        Finding::new("RATE", Severity::Error, &passage.place, message)
            .fact(base.fact())
            .facts(pleased.iter().map(|one| one.fact()))
            .fact(printed.fact())
            .formula(format!("{}÷{}＝{}", sum, base.number.value, percent(computed)))
            .remedy("核对问卷汇总表；满意度按有效问卷计算。"),
    )
}
