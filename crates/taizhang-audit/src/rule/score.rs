//! SCORE and ROUND: points against the values that they are given for.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section, is_blank};
use crate::extract::indicator::{Direction, Indicator};
use crate::extract::number::{Number, cell, half, plain};
use crate::extract::role::Role;

/// How a bureau's system compares the points of the execution rate.
const SYSTEM_SLACK: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.indicators.iter().filter(|row| !row.is_unread).filter_map(of_indicator).collect();
    findings.extend(executions(case).filter_map(|execution| execution.wrong()));
    findings
}

pub(super) fn round(case: &Case<'_>) -> Vec<Finding> {
    executions(case).filter_map(|execution| execution.rounded()).collect()
}

fn of_indicator(row: &Indicator) -> Option<Finding> {
    let (weight, score) = (row.weight.as_ref()?, row.score.as_ref()?);
    let target = &row.target_text;
    let message = if score.value > weight.value && weight.value > Decimal::ZERO {
        format!("“{}”得分{}高于分值{}", row.name, score.text, weight.text)
    } else if let Some(expected) = by_coefficient(row) {
        format!("“{}”按系数应得{}，表中得{}", row.name, plain(expected), score.text)
    } else {
        match (row.is_met(), row.is_full()) {
            // A reason for the deduction makes it a judgement.
            (Some(true), Some(false)) if row.reason.as_deref().is_none_or(is_blank) => {
                format!("“{}”已完成目标，得分{}低于分值{}", row.name, score.text, weight.text)
            }
            (Some(false), Some(true)) if is_decided(row) => {
                format!("“{}”没有完成目标，却得满分{}", row.name, weight.text)
            }
            _ => return None,
        }
    };
    Some(
        Finding::new("SCORE", Severity::Error, &row.place, message)
            .fact(format!("目标：{target}"))
            .fact(format!("完成：{}", row.actual_text))
            .fact(format!("分值{}，得分{}", weight.text, score.text))
            .formula(expected_text(row))
            .remedy("按表式的计分规则重算得分；扣分的写明原因。"),
    )
}

/// Tells whether a target that is not reached is one that must be: a cap may be exceeded where the
/// form lets it, a plain number of a reverse indicator says nothing.
fn is_decided(row: &Indicator) -> bool {
    let Some(target) = &row.target else { return false };
    match target.direction {
        Direction::AtLeast | Direction::Unsaid => !row.is_reverse(),
        Direction::AtMost => true,
        Direction::Equal => false,
    }
}

fn by_coefficient(row: &Indicator) -> Option<Decimal> {
    let (weight, score) = (row.weight.as_ref()?, row.score.as_ref()?);
    let coefficient = row.coefficient.as_ref()?;
    let factor = if coefficient.unit == "%" {
        coefficient.value / Decimal::ONE_HUNDRED
    } else if coefficient.value <= Decimal::ONE {
        coefficient.value
    } else {
        return None;
    };
    let expected = weight.value * factor;
    ((expected - score.value).abs() > score.half(0) + half(2)).then_some(expected)
}

fn expected_text(row: &Indicator) -> String {
    let (Some(weight), Some(target), Some(actual)) = (&row.weight, &row.target, &row.actual) else {
        return "0≤得分≤分值".to_owned();
    };
    match (row.is_met(), actual.value.checked_div(target.number.value)) {
        (Some(true), _) => format!("已完成，得分＝分值＝{}", weight.value),
        _ if target.direction == Direction::AtMost => {
            format!("{}＞{}，不得满分", actual.value, target.number.value)
        }
        (_, Some(ratio)) => format!(
            "{}÷{}×{}＝{}",
            actual.value,
            target.number.value,
            weight.value,
            (ratio * weight.value).round_dp(2)
        ),
        _ => String::new(),
    }
}

/// The points of an execution rate.
struct Execution<'s, 'a> {
    section: &'s Section<'a>,
    row: &'s Row<'a>,
    rate: Number,
    weight: Number,
    score: Number,
    expected: Decimal,
}

fn executions<'s>(case: &'s Case<'_>) -> impl Iterator<Item = Execution<'s, 's>> {
    case.sections.iter().filter(|section| section.column(Role::Indicator).is_none()).flat_map(
        |section| {
            section.rows.iter().filter_map(move |row| {
                let number = |role| section.number(row, role);
                let weight = number(Role::Weight).or_else(|| headed_weight(section));
                let (rate, weight, score) = (number(Role::Rate)?, weight?, number(Role::Score)?);
                let is_usual = matches!(plain(weight.value).as_str(), "10" | "20");
                let is_whole = row.label.contains("总额") && weight.value <= Decimal::from(20);
                let rate = in_percent(rate)?;
                (is_usual || is_whole).then(|| {
                    let capped = rate.value.min(Decimal::ONE_HUNDRED);
                    let expected = weight.value * capped / Decimal::ONE_HUNDRED;
                    Execution { section, row, rate, weight, score, expected }
                })
            })
        },
    )
}

/// Spreadsheets hold 0.958 for 95.8%; with fewer digits it is not certain what a number means.
fn in_percent(rate: Number) -> Option<Number> {
    if rate.unit == "%" {
        return Some(rate);
    }
    let is_fraction = rate.unit.is_empty() && rate.scale > 2 && rate.value <= Decimal::ONE;
    is_fraction.then(|| Number {
        value: rate.value * Decimal::ONE_HUNDRED,
        scale: rate.scale - 2,
        ..rate
    })
}

/// Forms without a column of points state them in the header: 得分（20分×执行率）.
fn headed_weight(section: &Section<'_>) -> Option<Number> {
    let header = section.header(section.column(Role::Score)?);
    ["20分", "10分"]
        .iter()
        .find(|points| header.contains(**points))
        .and_then(|points| cell(points.trim_end_matches('分')))
}

impl Execution<'_, '_> {
    fn slack(&self) -> Decimal {
        let of_rate = self.rate.half(0) * self.weight.value / Decimal::ONE_HUNDRED;
        self.score.half(0) + of_rate
    }

    fn difference(&self) -> Decimal {
        (self.expected - self.score.value).abs()
    }

    fn wrong(&self) -> Option<Finding> {
        (self.difference() > self.slack().max(SYSTEM_SLACK)).then(|| self.finding(Severity::Error))
    }

    fn rounded(&self) -> Option<Finding> {
        let difference = self.difference();
        (difference > self.slack() && difference <= self.slack().max(SYSTEM_SLACK))
            .then(|| self.finding(Severity::Note))
    }

    fn finding(&self, severity: Severity) -> Finding {
        let code = if severity == Severity::Error { "SCORE" } else { "ROUND" };
        let message = format!(
            "执行率{}、分值{}，应得{}，表中得{}",
            self.rate.text,
            self.weight.text,
            plain(self.expected),
            self.score.text
        );
        Finding::new(code, severity, self.section.place(self.row), message)
            .fact(format!("执行率{}", self.rate.text))
            .fact(format!("得分{}", self.score.text))
            .formula(format!("{}×{}＝{}", self.weight.value, self.rate.text, plain(self.expected)))
            .remedy("得分＝分值×执行率，最高为分值；按表式规定的位数四舍五入。")
    }
}
