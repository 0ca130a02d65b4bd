//! RATE: what was not spent must be carried over.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Number, plain};
use crate::extract::role::Role;

/// What may be neither spent nor carried over, in per cent: money that was taken back.
const SLACK: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(executed) = execution_rate(case) else { return Vec::new() };
    let mut findings = Vec::new();
    for row in case.indicators.iter().filter(|row| row.name.contains("结转结余率")) {
        let Some(carried) = row.actual.as_ref() else { continue };
        let rest = Decimal::ONE_HUNDRED - executed.value;
        if rest - carried.value <= SLACK || !carried.value.is_zero() {
            continue;
        }
        let message = format!("“{}”为{}，而执行率为{}", row.name, carried.text, executed.text);
        findings.push(
            Finding::new("RATE", Severity::Warning, &row.place, message)
                .fact(format!("执行率{}", executed.text))
                .fact(format!("{}{}", row.name, carried.text))
                .formula(format!("100%-{}＝{}%≠{}", executed.text, plain(rest), carried.text))
                .remedy("写明没有执行的预算是结转、结余还是被收回。"),
        );
    }
    findings
}

/// Returns the one execution rate of the whole, in per cent.
fn execution_rate(case: &Case<'_>) -> Option<Number> {
    let rates = case.sections.iter().filter(|section| section.column(Role::Indicator).is_none());
    let mut rates = rates
        .flat_map(|section| section.rows.iter().filter_map(|row| section.number(row, Role::Rate)));
    rates.next().filter(|rate| rate.unit == "%")
}
