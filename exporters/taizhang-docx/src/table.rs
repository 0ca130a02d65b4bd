//! Tables: column widths, merged cells and row heights.

use docx_rs::{Table as WordTable, TableAlignmentType, TableLayoutType, WidthType};
use taizhang_export::grid::{GridRow, Slot, lay_out};
use taizhang_export::report::{Inline, Orientation, Table};

use crate::columns;
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
pub(crate) const SIDES: u32 = 140;
/// Half an em of table text.
const HALF_EM: u32 = 105;
/// Body rows that a page has at least of a table that begins or goes on there.
const FIRST_ROWS: usize = 3;
/// A table that goes on from another page fills at least this part of its last page.
const END: u32 = 3;

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
    /// Whether each body row stays on one page with the next.
    kept: Vec<bool>,
}

impl SetTable {
    /// Tells whether the table has no rows.
    pub(crate) const fn is_empty(&self) -> bool {
        self.header.is_empty() && self.rows.is_empty()
    }

    /// Returns the height of a body row and of those that it is kept with below.
    pub(crate) fn kept_height(&self, row: usize) -> u32 {
        let kept = self.kept.iter().skip(row).take_while(|kept| **kept).count();
        self.rows.iter().skip(row).take(kept + 1).sum()
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

/// Sets a table; one no higher than half a page stays on one page, and of others neither the first
/// rows nor the last ones stand alone.
pub(crate) fn set(
    table: &Table,
    sheet: &Sheet,
    moulds: &mut TableMoulds,
) -> Result<SetTable, DocxError> {
    let page = sheet.text_height(table.orientation);
    let columns = table.columns.len();
    let failed = |row| DocxError::Grid { caption: table.caption.clone(), row, columns };
    let header = lay_out(&table.header, columns).map_err(failed)?;
    let body = lay_out(&table.rows, columns).map_err(failed)?;
    let widths = columns::widths(table, &[&header, &body], sheet.text_width(table.orientation));
    let header_heights: Vec<u32> = header.iter().map(|row| row_height(row, &widths)).collect();
    let heights: Vec<u32> = body.iter().map(|row| row_height(row, &widths)).collect();
    let kept = kept_with_next(header_heights.iter().sum(), &heights, page);
    let body_rows =
        body.iter().zip(&kept).map(|(row, keep)| (row, Place { heading: false, keep: *keep }));
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
    Ok(SetTable { markup, last, last_kept, header: header_heights, rows: heights, kept })
}

/// Tells which body rows stay with the next one, on pages of a height.
///
/// Only what is kept with its next row is sure to stay in Word as in LibreOffice: where a page ends
/// depends on the fonts at hand.
fn kept_with_next(header: u32, rows: &[u32], page: u32) -> Vec<bool> {
    let whole = header + rows.iter().sum::<u32>() <= page / 2;
    let last = rows.len().saturating_sub(1);
    let mut below = 0;
    let end = rows.iter().rposition(|height| {
        below += height;
        below >= page / END
    });
    let end = end.unwrap_or_default();
    let keeps = |index: usize| index < last && (whole || index + 1 < FIRST_ROWS || index >= end);
    (0..rows.len()).map(keeps).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows which of `rows` are kept with the next on pages of 1,200 twips under a header of 100.
    fn kept(rows: &[u32]) -> String {
        let kept = kept_with_next(100, rows, 1200);
        kept.into_iter().map(|kept| if kept { '+' } else { '.' }).collect()
    }

    #[test]
    fn half_a_page_stays_whole_and_a_twip_more_may_break_in_the_middle() {
        assert_eq!(kept(&[100, 100, 100, 100, 100]), "++++.");
        // The first three rows and the last third of a page stay together.
        assert_eq!(kept(&[100, 100, 100, 100, 100, 1]), "+++++.");
        assert_eq!(kept(&[100; 8]), "++..+++.");
        assert_eq!(kept(&[100; 12]), "++......+++.");
    }

    #[test]
    fn the_last_page_is_filled_to_a_third_by_few_high_rows_or_many_low_ones() {
        assert_eq!(kept(&[300, 300, 300, 400]), "++..");
        assert_eq!(kept(&[300, 300, 300, 399]), "+++.");
        assert_eq!(kept(&[50; 14]), "++....+++++++.");
    }

    #[test]
    fn tables_of_few_rows() {
        assert_eq!(kept(&[]), "");
        assert_eq!(kept(&[100]), ".");
        assert_eq!(kept(&[1100]), ".");
        assert_eq!(kept(&[700, 700]), "+.");
    }
}
