//! SUM: the row of the 三公 expenses against the rows of its three kinds.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Number, closes, plain};

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.sections.iter().filter_map(of_section).flatten().collect()
}

fn of_section(section: &Section<'_>) -> Option<Vec<Finding>> {
    let at = section.rows.iter().position(|row| {
        row.label.contains("三公") && !row.label.contains('率') && !row.label.contains("其中")
    })?;
    let total = section.rows.get(at)?;
    let kinds = kinds(section.rows.get(at + 1..)?)?;
    let mut closing = 0;
    let mut open = Vec::new();
    for column in (0..section.columns.len()).filter(|at| section.is_additive(*at)) {
        let Some(printed) = total.number(column) else { continue };
        let parts: Vec<Number> = kinds.iter().filter_map(|row| row.number(column)).collect();
        if parts.is_empty() {
            continue;
        }
        if closes(&parts.iter().collect::<Vec<_>>(), &printed) {
            closing += usize::from(!printed.value.is_zero());
        } else {
            open.push((column, printed, parts));
        }
    }
    let findings = open.into_iter().filter_map(|(column, printed, parts)| {
        let sum: Decimal = parts.iter().map(|part| part.value).sum();
        // Too little may be a kind that was left out, unless another column proves it was not.
        let is_certain = sum > printed.value || closing > 0 || kinds.len() > 2;
        is_certain.then(|| finding(section, total, column, &printed, &parts, sum))
    });
    Some(findings.collect())
}

/// Returns the rows of travel abroad, cars and receptions; cars may be one row or two.
fn kinds<'s, 'a>(rows: &'s [Row<'a>]) -> Option<Vec<&'s Row<'a>>> {
    let called = |words: &'static [&'static str]| {
        rows.iter().take(8).filter(move |row| words.iter().any(|word| row.label.contains(word)))
    };
    let cars: Vec<&Row<'_>> = called(&["公务用车", "公车"]).collect();
    let first = *cars.first()?;
    let is_whole = first.label.contains("购置")
        && ["运行", "维护", "运维"].iter().any(|w| first.label.contains(w));
    let cars = if is_whole { vec![first] } else { cars };
    let reception = called(&["接待"]).next()?;
    Some(called(&["出国"]).take(1).chain(cars).chain([reception]).collect())
}

fn finding(
    section: &Section<'_>,
    total: &Row<'_>,
    column: usize,
    printed: &Number,
    parts: &[Number],
    sum: Decimal,
) -> Finding {
    let header = section.header(column);
    let terms: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
    let message =
        format!("“三公”经费{header}为{}，出国、公车、接待之和为{}", printed.text, plain(sum));
    Finding::new("SUM", Severity::Error, section.place_of(total, column), message)
        .fact(format!("{header}：{}", printed.text))
        .fact(format!("各项之和：{}", plain(sum)))
        .formula(format!("{}＝{}≠{}", terms.join("+"), plain(sum), printed.value))
        .remedy("“三公”经费＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费，逐项核对。")
}
