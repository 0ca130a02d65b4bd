//! Numbers typed by hand into a template.

use super::fault::{Found, TextFaultKind};
use crate::check::typed_numbers;

/// Lists the numbers with a unit that stand outside slots, names, comments and headings.
pub(super) fn faults(source: &str) -> Vec<Found> {
    let source = without_comments(source);
    let is_heading = |line: usize| {
        let line = source.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        line.trim_start().starts_with('#')
    };
    let numbers = typed_numbers(&source).into_iter().filter(|number| !is_heading(number.line));
    let found =
        numbers.map(|number| Found::new(number.line, &number.text, TextFaultKind::TypedNumber));
    found.collect()
}

/// Tells whether a text that a slot prints is a number.
pub(super) fn is_number(text: &str) -> bool {
    let number = text.trim().trim_end_matches(['%', '％']).replace(',', "");
    number.parse::<rust_decimal::Decimal>().is_ok() || !typed_numbers(text).is_empty()
}

/// Leaves out template comments; lines stay in place.
fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("{#") {
        kept.push_str(before);
        let (comment, after) = after.split_once("#}").unwrap_or((after, ""));
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}
