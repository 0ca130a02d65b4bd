//! A row and its cells as they stand in the text; either may stand for many.

use std::ops::Range;

use quick_xml::escape::unescape;

use super::super::AUTHOR;
use super::super::edit::{Form, Tag};
use super::styles::Styles;

/// The style of the cells that state none.
pub(super) const DEFAULT_STYLE: &str = "table:default-cell-style-name";
/// The style of a cell.
pub(super) const STYLE: &str = "table:style-name";
/// How many rows a row stands for.
pub(super) const ROWS: &str = "table:number-rows-repeated";
/// How many columns a cell or column stands for.
pub(super) const COLUMNS: &str = "table:number-columns-repeated";

/// A cell below another one.
const COVERED: &str = "table:covered-table-cell";

/// A row, or a run of equal rows.
pub(super) struct Row<'x> {
    /// Its tag.
    pub(super) tag: Tag<'x>,
    /// Where its closing tag begins; where it ends if it has none.
    pub(super) close: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The number of the first, from 1.
    pub(super) first: u32,
    /// How many rows it stands for.
    pub(super) repeat: u32,
    /// The cells.
    pub(super) cells: Vec<Cell<'x>>,
    /// Whether an earlier return marked it or one of its cells.
    pub(super) is_old: bool,
}

/// A cell, or a run of equal cells.
pub(super) struct Cell<'x> {
    /// Its tag.
    pub(super) tag: Tag<'x>,
    /// Where it ends.
    pub(super) end: usize,
    /// The first column, from 0.
    pub(super) first: u32,
    /// How many columns it stands for.
    pub(super) repeat: u32,
    /// Where a note can be put.
    pub(super) note_at: usize,
    /// Notes of earlier returns.
    pub(super) ours: Vec<Range<usize>>,
    /// Notes of others.
    pub(super) others: Vec<Range<usize>>,
    /// Whether an earlier return filled or noted it.
    pub(super) is_old: bool,
    /// A note that is open, and whether an earlier return wrote it.
    note: Option<(usize, bool)>,
    /// Where the author of the open note begins.
    author: usize,
}

impl<'x> Row<'x> {
    /// Starts a row.
    pub(super) fn open(tag: &Tag<'x>, first: u32) -> Self {
        let repeat = repeats(tag, ROWS);
        let (tag, end, cells) = (tag.clone(), tag.range.end, Vec::new());
        Self { tag, close: end, end, first, repeat, cells, is_old: false }
    }

    /// Ends it; `styles` are those of a document in which an earlier return filled cells.
    pub(super) fn close(&mut self, styles: Option<&Styles<'_>>) {
        let is_filled = |tag: &Tag<'_>, attribute: &str| {
            let filled = styles.zip(tag.attribute(attribute));
            filled.is_some_and(|(styles, style)| styles.is_filled(&style))
        };
        self.is_old = is_filled(&self.tag, DEFAULT_STYLE);
        for cell in &mut self.cells {
            cell.is_old |= is_filled(&cell.tag, STYLE);
            self.is_old |= cell.is_old;
        }
    }

    /// The number behind that of the last row it stands for.
    pub(super) const fn behind(&self) -> u32 {
        self.first.saturating_add(self.repeat)
    }

    /// The column behind the last cell.
    pub(super) fn next_column(&self) -> u32 {
        self.cells.last().map_or(0, Cell::behind)
    }

    /// The cell of a column.
    pub(super) fn cell(&self, column: u32) -> Option<&Cell<'x>> {
        let at = self.cells.partition_point(|cell| cell.behind() <= column);
        self.cells.get(at)
    }

    /// The merged cells of the row: the columns they cover, and their own.
    pub(super) fn spans(&self) -> Vec<(Range<u32>, u32)> {
        let spans = self.cells.iter().filter(|cell| cell.tag.name != COVERED).map(|cell| {
            let columns = repeats(&cell.tag, "table:number-columns-spanned");
            (cell.behind()..cell.first.saturating_add(columns), cell.first)
        });
        spans.filter(|(covered, _)| !covered.is_empty()).collect()
    }

    /// The column in which a cell is shown: that of the merged cell that covers it in this row, if any.
    pub(super) fn shown(&self, column: u32, spans: &[(Range<u32>, u32)]) -> u32 {
        let at = spans.partition_point(|(covered, _)| covered.end <= column);
        let by = spans.get(at).filter(|(covered, _)| covered.contains(&column));
        let by = by.filter(|_| self.cell(column).is_some_and(|cell| cell.tag.name == COVERED));
        by.map_or(column, |(_, by)| *by)
    }

    /// Takes a tag within the row.
    pub(super) fn take(&mut self, tag: &Tag<'x>, xml: &str) {
        let depth = tag.depth.saturating_sub(self.tag.depth);
        if depth == 1 && is_cell(tag) && tag.form != Form::Close {
            self.cells.push(Cell::open(tag, self.next_column()));
        } else if let Some(cell) = self.cells.last_mut() {
            if depth == 1 && is_cell(tag) {
                cell.end = tag.range.end;
            } else {
                cell.take(depth, tag, xml);
            }
        }
    }
}

impl<'x> Cell<'x> {
    fn open(tag: &Tag<'x>, first: u32) -> Self {
        Self {
            tag: tag.clone(),
            end: tag.range.end,
            first,
            repeat: repeats(tag, COLUMNS),
            note_at: tag.range.end,
            ours: Vec::new(),
            others: Vec::new(),
            is_old: false,
            note: None,
            author: 0,
        }
    }

    /// The column behind the last it stands for.
    pub(super) const fn behind(&self) -> u32 {
        self.first.saturating_add(self.repeat)
    }

    fn take(&mut self, depth: usize, tag: &Tag<'x>, xml: &str) {
        match (depth, tag.name, tag.form) {
            (2, "table:cell-range-source", Form::Empty | Form::Close)
                if self.ours.is_empty() && self.others.is_empty() =>
            {
                self.note_at = tag.range.end;
            }
            (2, "office:annotation", Form::Open) => self.note = Some((tag.range.start, false)),
            (2, "office:annotation", Form::Empty) => self.others.push(tag.range.clone()),
            (2, "office:annotation", Form::Close) => {
                let Some((start, is_ours)) = self.note.take() else { return };
                let notes = if is_ours { &mut self.ours } else { &mut self.others };
                notes.push(start..tag.range.end);
                self.is_old |= is_ours;
            }
            (3, "dc:creator", Form::Open) => self.author = tag.range.end,
            (3, "dc:creator", Form::Close) => {
                let name = xml.get(self.author..tag.range.start).unwrap_or_default();
                if let Some((_, is_ours)) = &mut self.note {
                    *is_ours = unescape(name).is_ok_and(|name| name == AUTHOR);
                }
            }
            _ => {}
        }
    }
}

fn is_cell(tag: &Tag<'_>) -> bool {
    tag.name == "table:table-cell" || tag.name == COVERED
}

/// How many an element stands for.
pub(super) fn repeats(tag: &Tag<'_>, attribute: &str) -> u32 {
    let stated = tag.attribute(attribute).and_then(|count| count.parse::<u64>().ok());
    stated.map_or(1, |count| u32::try_from(count).unwrap_or(u32::MAX))
}
