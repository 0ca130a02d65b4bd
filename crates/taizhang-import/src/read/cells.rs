//! Rows that grow cell by cell, as workbooks and pages give them.

use crate::table::{Cell, Row};

/// More cells than this in one file are refused: formats may claim a sheet of any size. They take 1.2 GB.
const MOST_CELLS: u64 = 5_000_000;

/// A file that spans more cells than this, of which fewer than one in [`SPARSE`] is filled, is refused.
const MOST_SPARSE: u64 = 4_000_000;

/// How many cells may be empty for each that is filled.
const SPARSE: u64 = 50;

/// The last row and column that a sheet can have, from 0.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(crate) const LAST_COLUMN: u32 = 16_383;

/// Bytes of the longest text of a cell.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// For how many cells of a file room is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Size {
    /// Cells, from the first column to the last one that is filled, of each row.
    pub(super) spanned: u64,
    /// Those that are filled.
    pub(super) filled: u64,
}

impl Size {
    /// Adds what else the file holds.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            spanned: self.spanned.saturating_add(other.spanned),
            filled: self.filled.saturating_add(other.filled),
        }
    }

    /// Returns the number of cells where it is more than can be held.
    pub(super) const fn too_many(self) -> Option<u64> {
        let is_sparse =
            self.spanned > MOST_SPARSE && self.spanned > self.filled.saturating_mul(SPARSE);
        if is_sparse || self.spanned > MOST_CELLS { Some(self.spanned) } else { None }
    }
}

/// Rows in the order of the file.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    size: Size,
}

impl Rows {
    /// Begins the rows of a further sheet of a file, which is as large already.
    pub(super) const fn after(size: Size) -> Self {
        Self { rows: Vec::new(), size }
    }

    /// Returns how large the file is up to here.
    pub(super) const fn size(&self) -> Size {
        self.size
    }

    /// Puts a cell at a row and column from 0; an empty one changes nothing. A cell that makes the file
    /// [too large](Size::too_many) is counted and not kept.
    pub(super) fn put(&mut self, row: u32, column: u32, value: Cell) {
        if value.is_empty() {
            return;
        }
        let number = row.saturating_add(1);
        if self.rows.last().is_none_or(|last| last.number != number) {
            self.rows.push(Row { number, cells: Vec::new() });
        }
        let Some(last) = self.rows.last_mut() else { return };
        let width = u64::from(column).saturating_add(1);
        let more = width.saturating_sub(last.cells.len() as u64);
        self.size.spanned = self.size.spanned.saturating_add(more);
        self.size.filled = self.size.filled.saturating_add(1);
        if self.size.too_many().is_some() {
            return;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if more > 0 {
            last.cells.resize(column.saturating_add(1), Cell::Empty);
        }
        if let Some(cell) = last.cells.get_mut(column) {
            *cell = value;
        }
    }

    /// Tells whether nothing was put.
    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the rows by rising number, each once, as the program that shows the file does; some
    /// programs write them in another order, or a row in pieces.
    pub(super) fn done(self) -> Vec<Row> {
        let mut rows = self.rows;
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

    #[test]
    fn what_is_too_much_is_counted_and_not_kept() {
        let put = |filled: u64, spanned: u64, column: u32| {
            let mut rows = Rows::after(Size { spanned, filled });
            rows.put(0, column, Cell::Number("1".to_owned()));
            let kept = rows.rows.first().map_or(0, |row| row.cells.len());
            (rows.size().too_many(), kept)
        };
        // Each is the last that fits, and the first that does not.
        assert_eq!(put(MOST_CELLS, MOST_CELLS - 3, 2), (None, 3));
        assert_eq!(put(MOST_CELLS, MOST_CELLS - 3, 3), (Some(MOST_CELLS + 1), 0));
        assert_eq!(put(0, MOST_SPARSE - 3, 2), (None, 3));
        assert_eq!(put(0, MOST_SPARSE - 3, 3), (Some(MOST_SPARSE + 1), 0));
        let filled = MOST_SPARSE / SPARSE;
        assert_eq!(put(filled, MOST_SPARSE + SPARSE - 3, 2), (None, 3));
        assert_eq!(put(filled, MOST_SPARSE + SPARSE - 3, 3), (Some(MOST_SPARSE + SPARSE + 1), 0));
    }

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
