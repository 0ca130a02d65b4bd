//! SUM: total rows against the rows that they add up.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::indicator::is_total;
use crate::extract::number::{Number, closes, plain};
use crate::extract::parts::some_close;
use crate::extract::role::Role;

/// A total with a sum farther away than this share of it is of other rows.
const FAR: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.sections
        .iter()
        .filter(|section| section.column(Role::Weight).is_none())
        .flat_map(of_section)
        .collect()
}

fn of_section(section: &Section<'_>) -> Vec<Finding> {
    let totals: Vec<usize> = (0..section.rows.len())
        .filter(|at| section.rows.get(*at).is_some_and(|row| adds_up(&row.label)))
        .collect();
    let mut findings = Vec::new();
    for total in &totals {
        let Some(row) = section.rows.get(*total) else { continue };
        let candidates = candidates(section, &totals, *total);
        let tried: Vec<Comparison> =
            candidates.iter().map(|rows| Comparison::new(section, row, rows)).collect();
        let proven = tried.iter().filter(|c| c.closing > 0).max_by_key(|c| (c.closing, c.terms));
        if let Some(comparison) = proven {
            findings.extend(comparison.finding(section, row));
        } else if is_total(&row.label)
            && let Some(comparison) = tried.first()
        {
            findings.extend(comparison.near_miss(section, row, totals.len() == 1));
        }
    }
    findings
}

fn adds_up(label: &str) -> bool {
    is_total(label) || label.ends_with("合计") || label.ends_with("总计") || label.ends_with("小计")
}

/// Returns the groups of rows that a total may add up: those before it, those after it, the first
/// few after it, and the subtotals.
fn candidates<'a>(
    section: &'a Section<'a>,
    totals: &[usize],
    total: usize,
) -> Vec<Vec<&'a Row<'a>>> {
    let rows = |range: std::ops::Range<usize>| -> Vec<&Row<'_>> {
        section
            .rows
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter(|row| !row.label.starts_with("其中") && !row.label.starts_with('#'))
            .collect()
    };
    let before = totals.iter().copied().filter(|at| *at < total).max().map_or(0, |at| at + 1);
    let after = totals.iter().copied().filter(|at| *at > total).min().unwrap_or(section.rows.len());
    let following = rows(total + 1..after);
    let mut found = vec![rows(before..total)];
    let longest = following.len();
    found.extend((2..longest).map(|length| following.iter().take(length).copied().collect()));
    found.push(following);
    let of_totals = |range: &mut dyn Iterator<Item = &usize>| -> Vec<&Row<'_>> {
        range.filter_map(|at| section.rows.get(*at)).collect()
    };
    found.push(of_totals(&mut totals.iter().filter(|at| **at < total)));
    found.push(of_totals(&mut totals.iter().filter(|at| **at > total)));
    found.retain(|rows| rows.len() > 1);
    found
}

/// A total row compared with some rows, column by column.
struct Comparison {
    terms: usize,
    /// Columns that close with two or more amounts.
    closing: usize,
    open: Vec<Open>,
}

/// A column that does not close.
struct Open {
    column: usize,
    total: Number,
    terms: Vec<Number>,
    sum: Decimal,
}

impl Comparison {
    fn new(section: &Section<'_>, total: &Row<'_>, rows: &[&Row<'_>]) -> Self {
        let mut comparison = Self { terms: rows.len(), closing: 0, open: Vec::new() };
        for column in (0..section.columns.len()).filter(|at| section.is_additive(*at)) {
            let Some(printed) = total.number(column).filter(|number| number.unit != "%") else {
                continue;
            };
            let terms: Vec<Number> = rows.iter().filter_map(|row| row.number(column)).collect();
            let filled = rows.iter().filter(|row| {
                let text = row.text(column);
                !crate::extract::grid::is_blank(text) && row.number(column).is_none()
            });
            // A cell with words could be a number that is not understood.
            if terms.is_empty() || filled.count() > 0 {
                continue;
            }
            let references: Vec<&Number> = terms.iter().collect();
            let amounts = terms.iter().filter(|term| !term.value.is_zero()).count();
            if closes(&references, &printed) {
                comparison.closing += usize::from(amounts > 1);
            } else {
                let sum = terms.iter().map(|term| term.value).sum();
                comparison.open.push(Open { column, total: printed, terms, sum });
            }
        }
        comparison
    }

    fn finding(&self, section: &Section<'_>, row: &Row<'_>) -> Option<Finding> {
        let first = self.open.first()?;
        let message = format!(
            "“{}”的{}为{}，各行之和为{}",
            row.label,
            named(section.header(first.column)),
            first.total.text,
            plain(first.sum)
        );
        let facts = self.open.iter().map(|open| {
            let header = named(section.header(open.column));
            format!("{header}：合计{}，各行之和{}", open.total.text, plain(open.sum))
        });
        Some(
            Finding::new("SUM", Severity::Error, section.place_of(row, first.column), message)
                .facts(facts)
                .formula(format!(
                    "{}＝{}≠{}",
                    sum(&first.terms),
                    plain(first.sum),
                    first.total.value
                ))
                .remedy("逐行核对该列，改正合计或分项。"),
        )
    }

    /// With no column to prove which rows belong to the total, only a clear case counts.
    fn near_miss(&self, section: &Section<'_>, row: &Row<'_>, is_only: bool) -> Option<Finding> {
        let open = self.open.first()?;
        let numbers: Vec<&Number> = open.terms.iter().collect();
        let distance = (open.sum - open.total.value).abs();
        let is_near = distance * FAR < open.total.value.abs();
        let is_last = section.rows.last().is_some_and(|last| last.number == row.number);
        let is_flat = self.open.len() == 1 && !numbers.is_empty() && self.terms <= 12;
        (is_only && is_near && is_last && is_flat && !some_close(&numbers, &open.total))
            .then(|| self.finding(section, row))
            .flatten()
    }
}

fn named(header: &str) -> &str {
    if header.is_empty() { "数" } else { header }
}

fn sum(terms: &[Number]) -> String {
    terms.iter().map(|term| term.value.to_string()).collect::<Vec<_>>().join("+")
}
