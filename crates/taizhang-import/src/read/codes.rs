//! A code that is spread over the columns 类, 款 and 项 is joined into one column.

use std::collections::BTreeMap;

use super::split::put;
use crate::table::{Cell, Column, Covered, Row};

/// The parts of a code, each two digits but the first, which has three.
const PARTS: [&str; 3] = ["类", "款", "项"];

/// Header of the joined column.
const JOINED: &str = "科目编码（类款项）";

/// Tells whether a row names the parts of a code beside each other, so that it belongs to the header.
pub(super) fn are_named(row: &Row) -> bool {
    let says = |cell: &Cell, part: &str| matches!(cell, Cell::Text(text) if text.trim() == part);
    row.cells.windows(2).any(|pair| pair.iter().zip(PARTS).all(|(cell, part)| says(cell, part)))
}

/// Adds a column with the joined codes, if there are columns of parts beside each other. A part that
/// stands only in the row that opens it counts for the rows below, and a merged one for each of its rows.
pub(super) fn join(
    columns: &mut Vec<Column>,
    body: &mut [Row],
    covered: &BTreeMap<(u32, usize), Covered>,
) {
    let is_part = |column: &Column, part: &str| column.last_part() == part;
    let starts = columns
        .windows(2)
        .position(|pair| pair.iter().zip(PARTS).all(|(column, part)| is_part(column, part)));
    let Some(start) = starts else { return };
    let parts = columns.iter().skip(start).zip(PARTS);
    let count = parts.take_while(|(column, part)| is_part(column, part)).count();
    let position = columns.len();
    let name = joined_name(columns.get(start));
    // The parts are used up: the words above them name the whole code.
    for column in columns.iter_mut().skip(start).take(count) {
        column.name = column.last_part().to_owned();
    }
    let joins = (start..start.saturating_add(count)).collect();
    columns.push(Column { position, name, joins });
    let mut open: Vec<String> = Vec::new();
    for row in body {
        let code = |at: usize| {
            let position = start.saturating_add(at);
            let merged = || digits(&covered.get(&(row.number, position))?.cell, at);
            digits(row.cell(position), at).or_else(merged)
        };
        let deepest = (0..count).rev().find(|at| code(*at).is_some());
        let parts = deepest.and_then(|deepest| {
            let parts = (0..=deepest).map(|at| code(at).or_else(|| open.get(at).cloned()));
            parts.collect::<Option<Vec<String>>>()
        });
        put(row, position, parts.as_ref().map_or(Cell::Empty, |parts| Cell::Text(parts.concat())));
        open = parts.unwrap_or(open);
    }
}

/// Names the joined column by the words above its parts, if they speak of codes.
fn joined_name(first: Option<&Column>) -> String {
    let above = first.and_then(|column| column.name.rsplit('/').nth(1)).unwrap_or_default();
    let bare = above.trim_end_matches(['）', ')']);
    let speaks = bare == above && ["编码", "代码"].iter().any(|word| above.ends_with(word));
    if speaks { format!("{above}（类款项）") } else { JOINED.to_owned() }
}

/// Reads one part; a spreadsheet that took it for a number dropped its zero.
fn digits(cell: &Cell, at: usize) -> Option<String> {
    let text = cell.to_string();
    let text = text.trim();
    let width = if at == 0 { 3 } else { 2 };
    let is_code =
        !text.is_empty() && text.len() <= width && text.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| format!("{text:0>width$}"))
}
