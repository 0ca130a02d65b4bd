//! Tables: column widths, merged cells and row heights.

use docx_rs::{
    AlignmentType, Justification, Paragraph, ParagraphStyle, Table as WordTable,
    TableAlignmentType, TableCell, TableCellContent, TableCellProperty, TableChild,
    TableLayoutType, TableRow, TableRowChild, VAlignType, VMergeType, WidthType,
};
use taizhang_export::report::{Align, Cell, Inline, Orientation, Table};

use crate::conformance::{Additions, conform};
use crate::error::DocxError;
use crate::measure;
use crate::page::Sheet;
use crate::text;
use taizhang_export::grid::{GridRow, Slot, lay_out};

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
    /// The table.
    pub(crate) table: WordTable,
    /// Estimated heights of the header rows.
    pub(crate) header: Vec<u32>,
    /// Estimated heights of the body rows.
    pub(crate) rows: Vec<u32>,
}

impl SetTable {
    /// Keeps the last row with what follows the table.
    pub(crate) fn keep_last_row(&mut self) {
        let Some(TableChild::TableRow(row)) = self.table.rows.last_mut() else { return };
        for TableRowChild::TableCell(cell) in &mut row.cells {
            for content in &mut cell.children {
                if let TableCellContent::Paragraph(paragraph) = content {
                    paragraph.property.keep_next = Some(true);
                }
            }
        }
    }

    /// Adds the table's markup to `out`.
    pub(crate) fn write(&self, out: &mut String) -> Result<(), DocxError> {
        let header_rows = self.header.len();
        conform(&self.table, Additions { header_rows, ..Additions::default() }, out)
    }
}

/// Sets a table; one no higher than half a page stays on one page, and no last row stands alone.
pub(crate) fn set(table: &Table, sheet: &Sheet) -> Result<SetTable, DocxError> {
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
    let rows = header
        .iter()
        .map(|row| set_row(row, table, &widths, Place { style: "TableHeading", keep: true }))
        .chain(body.iter().enumerate().map(|(index, row)| {
            set_row(
                row,
                table,
                &widths,
                Place { style: "TableText", keep: index < last && (whole || index + 1 == last) },
            )
        }))
        .collect();
    let table = WordTable::without_borders(rows)
        .style("ReportTable")
        .layout(TableLayoutType::Fixed)
        .width(size(widths.iter().sum()), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .set_grid(widths.iter().copied().map(size).collect());
    Ok(SetTable { table, header: header_heights, rows: heights })
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

/// How the cells of a row are set.
#[derive(Clone, Copy)]
struct Place {
    style: &'static str,
    keep: bool,
}

fn set_row(row: &GridRow<'_>, table: &Table, widths: &[u32], place: Place) -> TableRow {
    let cells = row
        .iter()
        .map(|(column, slot)| match slot {
            Slot::Cell(cell) => set_cell(cell, *column, table, widths, place),
            Slot::Below(columns) => {
                let spanning = spanning(*column, *columns, widths);
                let spanning = spanning.vertical_merge(VMergeType::Continue);
                filled(spanning, paragraph(place))
            }
        })
        .collect();
    TableRow::new(cells).cant_split()
}

/// Makes the paragraph of a cell. Its fields are set in place: the builder of docx-rs moves some
/// kilobytes with each call, which adds up over the cells of a long report.
fn paragraph(place: Place) -> Box<Paragraph> {
    let mut paragraph = Box::new(Paragraph::new());
    paragraph.property.style = Some(ParagraphStyle { val: place.style.to_owned() });
    paragraph.property.keep_next = place.keep.then_some(true);
    paragraph
}

fn set_cell(cell: &Cell, column: usize, table: &Table, widths: &[u32], place: Place) -> TableCell {
    let mut paragraph = paragraph(place);
    let own = if place.style == "TableHeading" {
        cell.align
    } else {
        cell.align.or_else(|| table.columns.get(column).map(|column| column.align))
    };
    paragraph.property.alignment =
        own.map(|align| Justification::new(alignment(align).to_string()));
    text::add(&mut paragraph, &cell.content);
    let columns = usize::try_from(cell.columns).unwrap_or(1);
    let set = spanning(column, columns, widths).vertical_align(VAlignType::Center);
    let set = if cell.rows > 1 { set.vertical_merge(VMergeType::Restart) } else { set };
    filled(set, paragraph)
}

fn filled(property: TableCellProperty, paragraph: Box<Paragraph>) -> TableCell {
    let children = vec![TableCellContent::Paragraph(paragraph)];
    TableCell { children, property, has_numbering: false }
}

fn spanning(column: usize, columns: usize, widths: &[u32]) -> TableCellProperty {
    let width = size(width_of(column, columns, widths));
    let cell = TableCellProperty::new().width(width, WidthType::Dxa);
    if columns > 1 { cell.grid_span(columns) } else { cell }
}

fn width_of(column: usize, columns: usize, widths: &[u32]) -> u32 {
    widths.iter().skip(column).take(columns).sum()
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

const fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Tells whether a table asks for a page on its side.
pub(crate) fn lies(table: &Table) -> bool {
    table.orientation == Orientation::Landscape
}

fn size(twips: u32) -> usize {
    usize::try_from(twips).unwrap_or(usize::MAX)
}
