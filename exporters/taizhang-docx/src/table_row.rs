//! Rows of a table and their cells.

use docx_rs::{
    AlignmentType, Justification, Paragraph, ParagraphStyle, TableCell, TableCellContent,
    TableCellProperty, TableRow, VAlignType, VMergeType, WidthType,
};
use taizhang_export::grid::{GridRow, Slot};
use taizhang_export::report::{Align, Table};

use crate::conformance::Additions;
use crate::error::DocxError;
use crate::mould::{Mould, Moulds};
use crate::text::Runs;

/// How the cells of a row are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Whether the row is a header row, repeated on each page.
    pub(crate) heading: bool,
    /// Whether the row stays on one page with the next.
    pub(crate) keep: bool,
}

/// How a cell goes on downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Merge {
    Alone,
    Begins,
    GoesOn,
}

/// What cells differ in, but for their words.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CellKind {
    place: Place,
    width: u32,
    columns: usize,
    merge: Merge,
    align: Option<Align>,
}

impl CellKind {
    /// Sets an empty cell. The fields of its paragraph are set in place: the builder of docx-rs
    /// moves the whole paragraph with each call.
    fn mould(&self) -> Result<Mould, DocxError> {
        let style = if self.place.heading { "TableHeading" } else { "TableText" };
        let mut paragraph = Box::new(Paragraph::new());
        paragraph.property.style = Some(ParagraphStyle { val: style.to_owned() });
        paragraph.property.keep_next = self.place.keep.then_some(true);
        paragraph.property.alignment =
            self.align.map(|align| Justification::new(alignment(align).to_string()));
        let mut property = TableCellProperty::new().width(size(self.width), WidthType::Dxa);
        if self.columns > 1 {
            property = property.grid_span(self.columns);
        }
        property = match self.merge {
            Merge::Alone => property.vertical_align(VAlignType::Center),
            Merge::Begins => {
                property.vertical_align(VAlignType::Center).vertical_merge(VMergeType::Restart)
            }
            Merge::GoesOn => property.vertical_merge(VMergeType::Continue),
        };
        let children = vec![TableCellContent::Paragraph(paragraph)];
        let cell = TableCell { children, property, has_numbering: false };
        Mould::set(&cell, Additions::default(), "</w:p>")
    }
}

/// The moulds that the tables of a report share.
#[derive(Debug, Default)]
pub(crate) struct TableMoulds {
    rows: Moulds<usize>,
    cells: Moulds<CellKind>,
    runs: Runs,
}

impl TableMoulds {
    fn row(&mut self, header_rows: usize) -> Result<&Mould, DocxError> {
        self.rows.of(header_rows, |header_rows| {
            let row = TableRow::new(Vec::new()).cant_split();
            let additions = Additions { header_rows: *header_rows, ..Additions::default() };
            Mould::set(&row, additions, "</w:tr>")
        })
    }
}

/// Sets the rows of one table.
pub(crate) struct Setter<'a> {
    /// The table.
    pub(crate) table: &'a Table,
    /// Widths of its columns.
    pub(crate) widths: &'a [u32],
    /// What its rows are made from.
    pub(crate) moulds: &'a mut TableMoulds,
}

impl Setter<'_> {
    /// Adds the markup of a row to `out`.
    pub(crate) fn row(
        &mut self,
        row: &GridRow<'_>,
        place: Place,
        out: &mut String,
    ) -> Result<(), DocxError> {
        let header_rows = usize::from(place.heading);
        self.moulds.row(header_rows)?.open(out);
        for (column, slot) in row {
            let (columns, merge, own, content) = match slot {
                Slot::Cell(cell) => {
                    let columns = usize::try_from(cell.columns).unwrap_or(1);
                    let merge = if cell.rows > 1 { Merge::Begins } else { Merge::Alone };
                    (columns, merge, cell.align, cell.content.as_slice())
                }
                Slot::Below(columns) => (*columns, Merge::GoesOn, None, [].as_slice()),
            };
            let align = if place.heading || merge == Merge::GoesOn {
                own
            } else {
                own.or_else(|| self.table.columns.get(*column).map(|column| column.align))
            };
            let width = width_of(*column, columns, self.widths);
            let kind = CellKind { place, width, columns, merge, align };
            let mould = self.moulds.cells.of(kind, CellKind::mould)?;
            mould.open(out);
            self.moulds.runs.write(content, out)?;
            mould.close(out);
        }
        self.moulds.row(header_rows)?.close(out);
        Ok(())
    }
}

/// Returns the width of `columns` columns from `column` on.
pub(crate) fn width_of(column: usize, columns: usize, widths: &[u32]) -> u32 {
    widths.iter().skip(column).take(columns).sum()
}

const fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Returns a length as docx-rs takes it.
pub(crate) fn size(twips: u32) -> usize {
    usize::try_from(twips).unwrap_or(usize::MAX)
}
