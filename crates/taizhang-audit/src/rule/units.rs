//! UNIT: units that are mixed, spelled out, or fit only after rounding.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Number, plain};
use crate::extract::parts::{Parts, parts, some_close};
use crate::extract::role::Role;

const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.passages.iter().flat_map(parts).filter_map(|parts| people(&parts)).collect();
    for row in &case.indicators {
        let Some(target) = row.target.as_ref().filter(|t| t.number.unit == "百分比") else {
            continue;
        };
        findings.push(
            Finding::new(
                "UNIT",
                Severity::Note,
                &row.place,
                format!("“{}”的目标值“{}”把单位写成了文字", row.name, row.target_text),
            )
            .fact(row.target_text.clone())
            .formula(format!("应为“{}%”", target.number.value))
            .remedy("比率用“%”。"),
        );
    }
    findings.extend(rounded(case));
    findings
}

/// Person-times that are made of persons.
fn people(parts: &Parts<'_>) -> Option<Finding> {
    let is_times = parts.whole.number.unit == "人次";
    let persons: Vec<&Number> = parts
        .others
        .iter()
        .map(|part| &part.number)
        .filter(|number| number.kind() == "人")
        .collect();
    if !is_times || !parts.members.is_empty() || !some_close(&persons, &parts.whole.number) {
        return None;
    }
    let message = format!("{}按人拆分，人次与人混用", parts.whole.fact());
    Some(
        Finding::new("UNIT", Severity::Note, &parts.passage.place, message)
            .fact(parts.whole.fact())
            .facts(parts.others.iter().map(|part| part.fact()))
            .remedy("合计与分项用同一个单位。"),
    )
}

/// An indicator in yuan beside the same money in ten thousands.
fn rounded(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in &case.indicators {
        let Some(actual) = row.actual.as_ref().filter(|actual| actual.unit == "元") else {
            continue;
        };
        let in_wan = actual.value / WAN;
        let funds = case.sections.iter().flat_map(|section| {
            section.rows.iter().filter_map(|funds| {
                Some((section.place(funds), section.number(funds, Role::Executed)?))
            })
        });
        let near = funds.filter(|(_, number)| matches!(number.unit.as_str(), "" | "万元")).find(
            |(_, number)| number.value != in_wan && (number.value - in_wan).abs() <= number.half(0),
        );
        let Some((place, number)) = near else { continue };
        let message = format!("{}与“{}”的{}只在取整后相等", number.text, row.name, actual.text);
        findings.push(
            Finding::new("UNIT", Severity::Note, &row.place, message)
                .fact(format!("{place}：{}万元", number.value))
                .fact(actual.text.clone())
                .formula(format!("{}元＝{}万元≠{}万元", actual.value, plain(in_wan), number.value))
                .remedy("两处用同一个单位和精度。"),
        );
    }
    findings
}
