//! RATE and ROUND: columns of rates against the columns that they are of.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Agreement, Number, agreement, percent, share};
use crate::extract::role::Role;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    judged(case, Agreement::None)
}

pub(super) fn round(case: &Case<'_>) -> Vec<Finding> {
    judged(case, Agreement::LastDigit)
}

fn judged(case: &Case<'_>, wanted: Agreement) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        for row in &section.rows {
            for quotient in quotients(section, row) {
                if quotient.agreement() == wanted {
                    findings.extend(quotient.finding(section, row, wanted));
                }
            }
        }
    }
    findings
}

/// A printed rate with what it should be the quotient of.
struct Quotient {
    part: Number,
    part_name: String,
    /// Possible bases, the right one first.
    wholes: Vec<(Number, String)>,
    printed: Number,
    column: usize,
}

fn quotients(section: &Section<'_>, row: &Row<'_>) -> Vec<Quotient> {
    let mut found = Vec::new();
    let bases: &[Role] = &[Role::Final, Role::Budget, Role::Original];
    found.extend(quotient(section, row, Role::Executed, bases, Role::Rate));
    found.extend(quotient(section, row, Role::InPost, &[Role::Posts], Role::ControlRate));
    found
}

fn quotient(
    section: &Section<'_>,
    row: &Row<'_>,
    part: Role,
    wholes: &[Role],
    rate: Role,
) -> Option<Quotient> {
    // Two columns of one role, like those of two years, do not say which one is meant.
    let only = |role: Role| {
        let mut columns = section.with_role(role);
        let first = columns.next()?;
        columns.next().is_none().then_some(first)
    };
    let (part_at, column) = (only(part)?, only(rate)?);
    let wholes: Vec<(Number, String)> = wholes
        .iter()
        .filter_map(|role| only(*role))
        .filter_map(|at| Some((counted(part, row.number(at)?), section.header(at).to_owned())))
        .collect();
    Some(Quotient {
        part: counted(part, row.number(part_at)?),
        part_name: section.header(part_at).to_owned(),
        wholes,
        printed: row.number(column)?,
        column,
    })
}

/// People are counted one by one even where the unit is not printed.
fn counted(part: Role, number: Number) -> Number {
    if part == Role::InPost { number.with_unit("人") } else { number }
}

impl Quotient {
    fn agreement(&self) -> Agreement {
        let Some((whole, _)) = self.wholes.first() else { return Agreement::Exact };
        if whole.value.is_zero() || self.part.value.is_zero() && self.printed.value.is_zero() {
            return Agreement::Exact;
        }
        let as_printed = agreement(&self.part, whole, &self.printed);
        // Spreadsheets hold 0.85 for 85%.
        let is_fraction = self.printed.unit.is_empty() && self.printed.value <= Decimal::TWO;
        if as_printed != Agreement::Exact && is_fraction {
            let printed = Number {
                value: self.printed.value * Decimal::ONE_HUNDRED,
                scale: self.printed.scale.saturating_sub(2),
                ..self.printed.clone()
            };
            return agreement(&self.part, whole, &printed);
        }
        as_printed
    }

    fn finding(
        &self,
        section: &Section<'_>,
        row: &Row<'_>,
        agreement_found: Agreement,
    ) -> Option<Finding> {
        let (whole, whole_name) = self.wholes.first()?;
        let computed = share(self.part.value, whole.value)?;
        let is_wrong = agreement_found == Agreement::None;
        let (code, severity) =
            if is_wrong { ("RATE", Severity::Error) } else { ("ROUND", Severity::Note) };
        let other = self.wholes.iter().skip(1).find(|(other, _)| {
            is_wrong && agreement(&self.part, other, &self.printed) == Agreement::Exact
        });
        let hint = other.map(|(_, name)| format!("（像是以“{name}”为基数）")).unwrap_or_default();
        let label = &row.label;
        let message =
            format!("“{label}”的比率应为{}，表中为{}{hint}", percent(computed), self.printed.text);
        Some(
            Finding::new(code, severity, section.place_of(row, self.column), message)
                .fact(format!("{}：{}", self.part_name, self.part.text))
                .fact(format!("{whole_name}：{}", whole.text))
                .fact(format!("{}：{}", section.header(self.column), self.printed.text))
                .formula(format!("{}÷{}＝{}", self.part.value, whole.value, percent(computed)))
                .remedy("核对执行数、预算数和比率；执行率以全年（调整后）预算数为基数。"),
        )
    }
}
