//! Lists of openings that are none: a file of budget documents whose rows are approvals, supplements and
//! virements, of which every row would be entered as carried over.

use std::collections::BTreeMap;

use super::MapError;
use crate::field::Field;
use crate::kind::{Kind, is_carry_over, is_other_change};
use crate::table::{Cell, Column, Table};
use crate::vocabulary::{Vocabulary, fold};

/// Headers that speak of changes of a budget alone, so that a word nobody knows below them is no carry-over
/// either. Below 类型 may stand anything.
const OF_CHANGES: [&str; 4] = ["变动类型", "调整类型", "changetype", "bgttypename"];

/// Finds the first row of a list of openings that says of itself that it changes the year's own budget, or
/// that its money goes on to another line.
pub(super) fn not_carried(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
) -> Option<MapError> {
    if kind != Kind::Opening {
        return None;
    }
    let vocabulary = Vocabulary::of(Kind::Budget);
    let is_free = |column: &&Column| !columns.values().any(|used| *used == column.position);
    let found = table.columns.iter().filter(is_free).filter_map(|column| {
        let says: fn(&Column, &Cell) -> bool = match vocabulary.field(&column.name)? {
            Field::Change => says_other_change,
            Field::ToLine => |_, _| true,
            _ => return None,
        };
        let rows = table.rows.iter().map(|row| (row.number, row.cell(column.position)));
        let (row, cell) =
            rows.filter(|(_, cell)| !cell.is_empty()).find(|(_, cell)| says(column, cell))?;
        Some((row, column.name.clone(), cell.to_string()))
    });
    let (row, column, text) = found.min_by_key(|(row, ..)| *row)?;
    Some(MapError::NotCarried { column, row, text })
}

fn says_other_change(column: &Column, cell: &Cell) -> bool {
    let text = cell.to_string();
    let is_of_changes = || OF_CHANGES.contains(&fold(column.last_part()).as_str());
    !is_carry_over(&text) && (is_other_change(&text) || is_of_changes())
}
