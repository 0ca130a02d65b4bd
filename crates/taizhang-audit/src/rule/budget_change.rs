//! SUM: 年初预算 and what was added or cut against the adjusted budget of the same sentence.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Number, closes, plain};
use crate::extract::passage::Passage;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().filter_map(judge).collect()
}

fn judge(passage: &Passage) -> Option<Finding> {
    let total = only(passage, &["调整预算", "调整后预算", "全年预算"], &["追加", "年初"])?;
    let original = only(passage, &["年初预算", "年初部门预算", "年初批复"], &["调整"])?;
    let added = only(passage, &["追加", "调增"], &["预算数", "后"]);
    let cut = only(passage, &["追减", "调减", "核减"], &["后"]);
    let carried = only(passage, &["上年结转", "年初结转", "结转资金"], &[]);
    if added.is_none() && cut.is_none() {
        return None;
    }
    let cut_off = cut.map(|cut| Number { value: -cut.number.value, ..cut.number.clone() });
    let changes = added.map(|added| &added.number).into_iter().chain(cut_off.as_ref());
    let terms: Vec<&Number> = std::iter::once(&original.number).chain(changes).collect();
    let mut with_carried = terms.clone();
    with_carried.extend(carried.map(|carried| &carried.number));
    if closes(&terms, &total.number) || closes(&with_carried, &total.number) {
        return None;
    }
    let sum = with_carried.iter().map(|term| term.value).sum();
    let message =
        format!("年初预算加减调整为{}{}，文中{}", plain(sum), total.number.unit, total.fact());
    let facts = [Some(original), added, cut, carried, Some(total)];
    let words: Vec<String> = with_carried.iter().map(|term| plain(term.value)).collect();
    Some(
        Finding::new("SUM", Severity::Error, &passage.place, message)
            .facts(facts.into_iter().flatten().map(Amount::fact))
            .formula(format!("{}＝{}≠{}", words.join("+"), plain(sum), total.number.value))
            .remedy("逐笔核对追加、追减和调剂，写明每次调整的文号。"),
    )
}

/// Returns the one amount of money of a passage whose name has one of the words; none if several.
fn only<'a>(passage: &'a Passage, words: &[&str], without: &[&str]) -> Option<&'a Amount> {
    let mut named = passage.amounts.iter().filter(|amount| {
        amount.number.unit == "万元"
            && words.iter().any(|word| amount.label.contains(word))
            && !without.iter().any(|word| amount.label.contains(word))
            && !["上年", "增长", "下降", "三公", "项目"].iter().any(|other| {
                amount.label.starts_with(other) && !words.iter().any(|word| word.starts_with(other))
            })
    });
    let first = named.next()?;
    named.next().is_none().then_some(first)
}
