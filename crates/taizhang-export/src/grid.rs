//! Spanned cells laid out on a grid of rows and columns.

use taizhang_evaluation::report::Cell;

/// What stands at a place of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'a> {
    /// A cell that starts here.
    Cell(&'a Cell),
    /// The continuation of a cell from the row above, over so many columns.
    Below(usize),
}

/// A row of slots with the column each starts in.
pub type GridRow<'a> = Vec<(usize, Slot<'a>)>;

/// Lays out `rows` on `columns` columns; fails with the number of the row that does not fit.
pub fn lay_out(rows: &[Vec<Cell>], columns: usize) -> Result<Vec<GridRow<'_>>, usize> {
    let mut open: Vec<(u32, usize)> = vec![(0, 0); columns];
    let mut grid = Vec::with_capacity(rows.len());
    for (index, cells) in rows.iter().enumerate() {
        grid.push(lay_out_row(cells, &mut open).ok_or(index + 1)?);
    }
    if open.iter().any(|(rows_left, _)| *rows_left > 0) {
        return Err(rows.len());
    }
    Ok(grid)
}

/// Lays out one row; `open` holds, by first column, the rows and columns that cells from above
/// still cover.
fn lay_out_row<'a>(cells: &'a [Cell], open: &mut [(u32, usize)]) -> Option<GridRow<'a>> {
    let mut cells = cells.iter();
    let mut row = Vec::new();
    let mut column = 0;
    while column < open.len() {
        let (rows_left, width) = open[column];
        if rows_left > 0 {
            open[column].0 = rows_left - 1;
            row.push((column, Slot::Below(width)));
            column += width;
            continue;
        }
        let cell = cells.next()?;
        let width = usize::try_from(cell.columns).ok().filter(|width| *width > 0)?;
        let covered = open.get(column..column.checked_add(width)?)?;
        if covered.iter().any(|(rows_left, _)| *rows_left > 0) {
            return None;
        }
        open[column] = (cell.rows.checked_sub(1)?, width);
        row.push((column, Slot::Cell(cell)));
        column += width;
    }
    cells.next().is_none().then_some(row)
}
