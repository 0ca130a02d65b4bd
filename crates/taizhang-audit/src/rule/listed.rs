//! SUM: a total with the complete list of what it is made of, in brackets or after a colon.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Number, closes, plain};
use crate::extract::passage::Passage;

/// Words that make a list one of examples or of some parts.
const PARTIAL: &[&str] =
    &["其中", "包括", "含", "如", "等", "主要", "不低于", "不少于", "余", "约"];

/// Below this share of the total a list is not of the total, in per cent.
const NEAR: Decimal = Decimal::from_parts(70, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let lists = case
        .passages
        .iter()
        .flat_map(|passage| passage.amounts.iter().filter_map(move |total| judge(passage, total)));
    lists.collect()
}

/// Judges the list that follows a total.
fn judge(passage: &Passage, total: &Amount) -> Option<Finding> {
    if total.number.unit == "%" || total.number.is_about || total.is_comparison() {
        return None;
    }
    let after = passage.text.get(total.span.end..)?;
    let opening = after.chars().next()?;
    let list = match opening {
        '（' | '(' => after.get(opening.len_utf8()..)?.split(['）', ')']).next()?,
        '：' | ':' => after.get(opening.len_utf8()..)?.split(['。', '；', ';', '\n']).next()?,
        _ => return None,
    };
    if PARTIAL.iter().any(|word| list.contains(word)) || list.contains(['（', '(']) {
        return None;
    }
    let start = total.span.end + opening.len_utf8();
    let end = start + list.len();
    let inside = |amount: &&Amount| amount.span.start >= start && amount.span.end <= end;
    let members: Vec<&Amount> = passage.amounts.iter().filter(inside).collect();
    let pieces =
        list.split(['，', ',', '、', '和']).filter(|piece| !piece.trim().is_empty()).count();
    let is_complete = members.len() > 1
        && members.len() == pieces
        && members.iter().all(|member| {
            member.number.kind() == total.number.kind()
                && !member.label.is_empty()
                && !member.is_comparison()
                && !["合计", "总", "预算", "结转", "收入", "年初", "追加", "调整"]
                    .iter()
                    .any(|word| member.label.contains(word))
        });
    let numbers: Vec<&Number> = members.iter().map(|member| &member.number).collect();
    if !is_complete || closes(&numbers, &total.number) {
        return None;
    }
    let sum: Decimal = numbers.iter().map(|number| number.value).sum();
    let is_near = sum * Decimal::ONE_HUNDRED >= total.number.value * NEAR;
    if !is_near {
        return None;
    }
    let severity = if sum > total.number.value { Severity::Error } else { Severity::Warning };
    let terms: Vec<String> = numbers.iter().map(|number| number.value.to_string()).collect();
    let message = format!("{}，所列各项之和为{}{}", total.fact(), plain(sum), total.number.unit);
    Some(
        Finding::new("SUM", severity, &passage.place, message)
            .fact(total.fact())
            .facts(members.iter().map(|member| member.fact()))
            .formula(format!("{}＝{}≠{}", terms.join("+"), plain(sum), total.number.value))
            .remedy("逐项核对，改正合计或分项；没有列全的写明“其中”。"),
    )
}
