//! Rows that grow cell by cell, as workbooks and pages give them.

use crate::table::{Cell, Row};

/// More cells than this in one sheet are refused: formats may claim a sheet of any size.
pub(super) const MOST_CELLS: u64 = 20_000_000;

/// The last row and column that a sheet can have, from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(crate) const LAST_COLUMN: u32 = 16_383;

/// Bytes of the longest text of a cell.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// Bytes of the longest part of a package that is taken into the memory whole.
pub(super) const LONGEST_PART: u64 = 1 << 30;

/// Rows in the order of the file.
#[derive(Default)]
pub(super) struct Rows(Vec<Row>);

impl Rows {
    /// Puts a cell at a row and column from 0; an empty one changes nothing.
    pub(super) fn put(&mut self, row: u32, column: u32, value: Cell) {
        if value.is_empty() {
            return;
        }
        let number = row.saturating_add(1);
        if self.0.last().is_none_or(|last| last.number != number) {
            self.0.push(Row { number, cells: Vec::new() });
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if let Some(last) = self.0.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column.saturating_add(1), Cell::Empty);
            }
            if let Some(cell) = last.cells.get_mut(column) {
                *cell = value;
            }
        }
    }

    /// Tells whether nothing was put.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn done(self) -> Vec<Row> {
        self.0
    }
}
