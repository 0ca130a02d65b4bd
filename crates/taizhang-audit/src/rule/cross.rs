//! CROSS: one fact in two places, with two values.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::Number;
use crate::extract::passage::Passage;
use crate::extract::role::{Role, year};

/// Amounts of which a year has one.
const UNIQUE: &[&str] =
    &["总支出", "支出总计", "收入总计", "年初预算数", "全年预算数", "全年执行数", "决算总支出"];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = costs(case);
    findings.extend(UNIQUE.iter().filter_map(|name| twice(case, name)));
    findings
}

/// The project's total cost among the indicators against its funds row.
fn costs(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let executed: Vec<Number> = case
        .sections
        .iter()
        .flat_map(|section| section.rows.iter().map(move |row| section.number(row, Role::Executed)))
        .flatten()
        .filter(|number| number.value > Decimal::ZERO)
        .collect();
    for row in &case.indicators {
        let is_cost = row.name.contains("总成本") || row.name.contains("总投入");
        let Some(actual) = row.actual.as_ref().filter(|_| is_cost) else { continue };
        let is_wan = actual.unit == "万元"
            || row.target.as_ref().is_some_and(|target| target.number.unit == "万元");
        let Some(spent) = executed.first() else { continue };
        if !is_wan || executed.iter().any(|number| number.value == actual.value) {
            continue;
        }
        // Printed as a round number it may be the same amount.
        let is_rounding = (actual.value - spent.value).abs() <= actual.half(0);
        let severity = if is_rounding { Severity::Note } else { Severity::Warning };
        let message =
            format!("“{}”完成值{}万元，资金执行数{}万元", row.name, actual.value, spent.value);
        findings.push(
            Finding::new("CROSS", severity, &row.place, message)
                .fact(format!("完成值{}", actual.value))
                .fact(format!("执行数{}", spent.value))
                .formula(format!("{}≠{}", actual.value, spent.value))
                .remedy("成本指标的完成值取全年执行数。"),
        );
    }
    findings
}

/// An amount that the text states twice.
fn twice(case: &Case<'_>, name: &str) -> Option<Finding> {
    let stated: Vec<(&Passage, &Amount)> = case
        .passages
        .iter()
        .filter(|passage| passage.paragraph.is_some())
        .flat_map(|passage| passage.amounts.iter().map(move |amount| (passage, amount)))
        .filter(|(passage, amount)| amount.label == name && is_of_the_year(case, passage, amount))
        .collect();
    let (_, first) = stated.first()?;
    let (passage, other) = stated.iter().find(|(_, other)| {
        let scale = first.number.scale.min(other.number.scale);
        other.number.unit == first.number.unit
            && other.number.value.round_dp(scale) != first.number.value.round_dp(scale)
    })?;
    let message = format!("{name}一处为{}，一处为{}", first.number.text, other.number.text);
    Some(
        Finding::new("CROSS", Severity::Warning, &passage.place, message)
            .fact(first.fact())
            .fact(other.fact())
            .formula(format!("{}≠{}", first.number.value, other.number.value))
            .remedy("核对两处，改成同一个数；口径不同的写明。"),
    )
}

/// Tells whether the sentence names no other year before the amount.
fn is_of_the_year(case: &Case<'_>, passage: &Passage, amount: &Amount) -> bool {
    let (start, end) = passage.sentence_bounds(amount.span.start);
    let sentence = passage.text.get(start..end).unwrap_or_default();
    let named = year(sentence);
    !["上年", "去年", "分别", "项目"].iter().any(|word| sentence.contains(word))
        && (named.is_none() || named == case.year)
}
