//! Columns that write the amount of each row in capitals (大写), which must say the same as its figure.

use taizhang_core::capitals::parse_capitals;

use crate::mapping::Mapping;
use crate::table::{Cell, Column, Table};
use crate::value::states_nothing;

/// How many rows decide what a column holds.
const SAMPLE: usize = 1_000;

/// Finds such a column among those that fill no field.
pub(crate) fn column(table: &Table, mapping: &Mapping) -> Option<usize> {
    let mut columns = mapping.unused_columns(table);
    columns.find(|column| is_of_capitals(table, column)).map(|column| column.position)
}

/// Tells whether a column holds nothing but amounts in capitals.
pub(crate) fn is_of_capitals(table: &Table, column: &Column) -> bool {
    let cells = table.rows.iter().take(SAMPLE).map(|row| table.said(row, column.position));
    let mut filled = cells.filter(|cell| !states_nothing(cell)).peekable();
    let is_amount =
        |cell: &Cell| matches!(cell, Cell::Text(text) if parse_capitals(text).is_some());
    filled.peek().is_some() && filled.all(is_amount)
}
