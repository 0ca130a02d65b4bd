//! SUM: total columns against the columns that they add up.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Number, closes, plain};
use crate::extract::role::Role;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        let totals: Vec<usize> = section.with_role(Role::Total).collect();
        for total in &totals {
            findings.extend(of_column(section, &totals, *total));
        }
    }
    findings
}

/// Rows that close prove which columns a total adds up; the others must close too.
fn of_column(section: &Section<'_>, totals: &[usize], total: usize) -> Vec<Finding> {
    let next = totals.iter().copied().filter(|at| *at > total).min();
    let last = totals.iter().copied().filter(|at| *at < total).max();
    let before: Vec<usize> = (last.map_or(0, |at| at + 1)..total).collect();
    let after: Vec<usize> = (total + 1..next.unwrap_or(section.columns.len())).collect();
    let mut candidates = vec![before];
    candidates.extend((2..=after.len()).map(|length| after.iter().take(length).copied().collect()));
    let proven = candidates
        .into_iter()
        .map(|columns| {
            let columns: Vec<usize> =
                columns.into_iter().filter(|at| section.is_additive(*at)).collect();
            let closing =
                section.rows.iter().filter(|row| state(row, &columns, total) == Some(true));
            (closing.count(), columns)
        })
        .max_by_key(|(closing, columns)| (*closing, columns.len()));
    let Some((closing, columns)) = proven.filter(|(closing, _)| *closing > 0) else {
        return Vec::new();
    };
    let open: Vec<&Row<'_>> =
        section.rows.iter().filter(|row| state(row, &columns, total) == Some(false)).collect();
    // One row that closes by chance proves nothing against many that do not.
    if open.len() > closing {
        return Vec::new();
    }
    open.iter().filter_map(|row| finding(section, row, &columns, total)).collect()
}

/// Tells whether a row closes; none when it has less than two amounts or unread cells.
fn state(row: &Row<'_>, columns: &[usize], total: usize) -> Option<bool> {
    let total = row.number(total)?;
    let terms: Vec<Number> = columns.iter().filter_map(|at| row.number(*at)).collect();
    let amounts = terms.iter().filter(|term| !term.value.is_zero()).count();
    (amounts > 1).then(|| closes(&terms.iter().collect::<Vec<_>>(), &total))
}

fn finding(
    section: &Section<'_>,
    row: &Row<'_>,
    columns: &[usize],
    total: usize,
) -> Option<Finding> {
    let printed = row.number(total)?;
    let terms: Vec<(String, Number)> = columns
        .iter()
        .filter_map(|at| Some((section.header(*at).to_owned(), row.number(*at)?)))
        .collect();
    let sum: Decimal = terms.iter().map(|(_, term)| term.value).sum();
    let text: Vec<String> = terms.iter().map(|(_, term)| term.value.to_string()).collect();
    let message = format!("“{}”各列之和为{}，合计列为{}", row.label, plain(sum), printed.text);
    Some(
        Finding::new("SUM", Severity::Error, section.place_of(row, total), message)
            .facts(terms.iter().map(|(name, term)| format!("{name}{}", term.text)))
            .fact(format!("{}{}", section.header(total), printed.text))
            .formula(format!("{}＝{}≠{}", text.join("+"), plain(sum), printed.value))
            .remedy("逐列核对该行，改正合计或分项。"),
    )
}
