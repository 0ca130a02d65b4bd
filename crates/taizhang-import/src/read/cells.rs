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

    /// Returns the rows by rising number, each once, as the program that shows the file does; some
    /// programs write them in another order, or a row in pieces.
    pub(super) fn done(self) -> Vec<Row> {
        let Self(mut rows) = self;
        if rows.is_sorted_by(|row, next| row.number < next.number) {
            return rows;
        }
        rows.sort_by_key(|row| row.number);
        rows.dedup_by(|later, row| {
            let is_same = later.number == row.number;
            if is_same {
                join(row, std::mem::take(&mut later.cells));
            }
            is_same
        });
        rows
    }
}

/// Adds the cells of a further piece of a row.
fn join(row: &mut Row, further: Vec<Cell>) {
    if row.cells.len() < further.len() {
        row.cells.resize(further.len(), Cell::Empty);
    }
    for (cell, value) in row.cells.iter_mut().zip(further) {
        if !value.is_empty() {
            *cell = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_rise_whatever_the_order_of_their_cells(
            cells in prop::collection::vec((0_u32..6, 0_u32..6, 0_u32..100), 0..40),
        ) {
            let mut rows = Rows::default();
            let mut expected: BTreeMap<(u32, u32), u32> = BTreeMap::new();
            for (row, column, value) in cells {
                rows.put(row, column, Cell::Number(value.to_string()));
                expected.insert((row, column), value);
            }
            let rows = rows.done();
            prop_assert!(rows.is_sorted_by(|row, next| row.number < next.number));
            let found = rows.iter().flat_map(|row| {
                let filled = (0_u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
                filled.map(|(column, cell)| ((row.number - 1, column), cell.to_string()))
            });
            let expected = expected.into_iter().map(|(place, value)| (place, value.to_string()));
            prop_assert!(found.eq(expected));
        }
    }
}
