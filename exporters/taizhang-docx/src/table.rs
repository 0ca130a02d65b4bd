//! Tables: column widths, merged cells and row heights.

use docx_rs::{Table as WordTable, TableAlignmentType, TableLayoutType, WidthType};
use taizhang_export::grid::{GridRow, Slot, lay_out};
use taizhang_export::report::{Inline, Orientation, Table};

use crate::conformance::Additions;
use crate::error::DocxError;
use crate::measure;
use crate::mould::Mould;
use crate::page::Sheet;
use crate::table_row::{Place, Setter, TableMoulds, size, width_of};

/// What a table's markup ends with.
const TABLE_TAIL: &str = "</w:tbl>";
/// Line pitch of table text.
const LINE: u32 = 300;
/// Space above and below the text of a cell, with the rule.
const PADDING: u32 = 90;
/// Space left and right of the text of a cell.
const SIDES: u32 = 140;
/// Half an em of table text.
const HALF_EM: u32 = 105;

/// A table ready for the document.
pub(crate) struct SetTable {
    /// Markup up to the last row.
    markup: String,
    /// The last row.
    last: String,
    /// The last row, kept with what follows the table.
    last_kept: String,
    /// Estimated heights of the header rows.
    pub(crate) header: Vec<u32>,
    /// Estimated heights of the body rows.
    pub(crate) rows: Vec<u32>,
}

impl SetTable {
    /// Tells whether the table has no rows.
    pub(crate) const fn is_empty(&self) -> bool {
        self.header.is_empty() && self.rows.is_empty()
    }

    /// Keeps the last row with what follows the table.
    pub(crate) fn keep_last_row(&mut self) {
        self.last.clone_from(&self.last_kept);
    }

    /// Adds the table's markup to `out`.
    pub(crate) fn write(&self, out: &mut String) {
        out.extend([self.markup.as_str(), &self.last, TABLE_TAIL]);
    }
}

/// Sets a table; one no higher than half a page stays on one page, and no last row stands alone.
pub(crate) fn set(
    table: &Table,
    sheet: &Sheet,
    moulds: &mut TableMoulds,
) -> Result<SetTable, DocxError> {
    let widths = column_widths(table, sheet.text_width(table.orientation));
    let keep_within = sheet.text_height(table.orientation) / 2;
    let columns = widths.len();
    let failed = |row| DocxError::Grid { caption: table.caption.clone(), row, columns };
    let header = lay_out(&table.header, columns).map_err(failed)?;
    let body = lay_out(&table.rows, columns).map_err(failed)?;
    let header_heights: Vec<u32> = header.iter().map(|row| row_height(row, &widths)).collect();
    let heights: Vec<u32> = body.iter().map(|row| row_height(row, &widths)).collect();
    let whole = header_heights.iter().chain(&heights).sum::<u32>() <= keep_within;
    let last = body.len().saturating_sub(1);
    let body_rows = body.iter().enumerate().map(|(index, row)| {
        (row, Place { heading: false, keep: index < last && (whole || index + 1 == last) })
    });
    let rows = header.iter().map(|row| (row, Place { heading: true, keep: true })).chain(body_rows);
    let mut markup = String::new();
    let frame = WordTable::without_borders(Vec::new())
        .style("ReportTable")
        .layout(TableLayoutType::Fixed)
        .width(size(widths.iter().sum()), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .set_grid(widths.iter().copied().map(size).collect());
    Mould::set(&frame, Additions::default(), TABLE_TAIL)?.open(&mut markup);
    let mut setter = Setter { table, widths: &widths, moulds };
    let mut rows = rows.peekable();
    let (mut last, mut last_kept) = (String::new(), String::new());
    while let Some((row, place)) = rows.next() {
        if rows.peek().is_some() {
            setter.row(row, place, &mut markup)?;
        } else {
            setter.row(row, place, &mut last)?;
            setter.row(row, Place { keep: true, ..place }, &mut last_kept)?;
        }
    }
    Ok(SetTable { markup, last, last_kept, header: header_heights, rows: heights })
}

/// Splits `room` between the columns so that the widths sum to it exactly.
fn column_widths(table: &Table, room: u32) -> Vec<u32> {
    let room = u64::from(room);
    let shares: Vec<u64> =
        table.columns.iter().map(|column| u64::from(column.width.max(1))).collect();
    let total: u64 = shares.iter().sum::<u64>().max(1);
    let mut before = 0;
    shares
        .iter()
        .map(|share| {
            let start = room * before / total;
            before += share;
            u32::try_from(room * before / total - start).unwrap_or(u32::MAX)
        })
        .collect()
}

/// Estimates the height of a row from the cells that end in it.
fn row_height(row: &GridRow<'_>, widths: &[u32]) -> u32 {
    let lines = row
        .iter()
        .filter_map(|(column, slot)| match slot {
            Slot::Cell(cell) if cell.rows == 1 => {
                let columns = usize::try_from(cell.columns).unwrap_or(1);
                let room = width_of(*column, columns, widths).saturating_sub(SIDES) / HALF_EM;
                Some(measure::lines(&words(&cell.content), room, 0))
            }
            Slot::Cell(_) | Slot::Below(_) => None,
        })
        .max()
        .unwrap_or(1);
    lines * LINE + PADDING
}

/// Returns the plain words of `content`.
pub(crate) fn words(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(words) | Inline::Strong(words) => words.as_str(),
            Inline::Figure { text, .. } => text.as_str(),
        })
        .collect()
}

/// Tells whether a table asks for a page on its side.
pub(crate) fn lies(table: &Table) -> bool {
    table.orientation == Orientation::Landscape
}
