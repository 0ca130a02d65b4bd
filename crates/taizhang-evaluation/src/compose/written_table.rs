//! A table that somebody wrote in Markdown, on its way into the report.

use pulldown_cmark::Alignment;

use super::markdown::words;
use crate::measure::half_ems;
use crate::report::{Align, Cell, Column, Inline, Orientation, Table};

/// Columns beyond which a table lies on its side.
const UPRIGHT_COLUMNS: usize = 7;
/// Half ems of the narrowest column and of the widest that a table asks for.
const WIDTHS: (u32, u32) = (4, 40);

/// A table in the making.
pub(super) struct Draft {
    caption: String,
    alignments: Vec<Alignment>,
    /// Rows from the header on.
    rows: Vec<Vec<Vec<Inline>>>,
}

impl Draft {
    pub(super) fn new(alignments: &[Alignment], caption: String) -> Self {
        Self { caption, alignments: alignments.to_vec(), rows: Vec::new() }
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn cell(&mut self, content: Vec<Inline>) {
        if let Some(row) = self.rows.last_mut() {
            row.push(content);
        }
    }

    /// Makes the table: columns as wide as their longest words ask for, numbers at the right edge unless
    /// the writer aligned them.
    pub(super) fn finish(self) -> Table {
        let columns = self.alignments.iter().enumerate();
        let columns: Vec<Column> = columns
            .map(|(at, alignment)| Column {
                width: self.width(at),
                align: match alignment {
                    Alignment::Center => Align::Center,
                    Alignment::Right => Align::Right,
                    Alignment::None if self.holds_numbers(at) => Align::Right,
                    Alignment::None | Alignment::Left => Align::Left,
                },
            })
            .collect();
        let lies = columns.len() > UPRIGHT_COLUMNS;
        let mut rows = self.rows.into_iter().map(|row| row.into_iter().map(cell).collect());
        Table {
            caption: self.caption,
            unit: None,
            columns,
            header: rows.next().into_iter().collect(),
            rows: rows.collect(),
            notes: Vec::new(),
            orientation: if lies { Orientation::Landscape } else { Orientation::Portrait },
        }
    }

    /// Returns the words of a column, header first.
    fn column(&self, at: usize) -> impl Iterator<Item = String> {
        let cells = self.rows.iter().filter_map(move |row| row.get(at));
        cells.map(|content| content.iter().map(words).collect())
    }

    fn width(&self, at: usize) -> u32 {
        let (least, most) = WIDTHS;
        self.column(at).map(|words| half_ems(&words)).max().unwrap_or(least).clamp(least, most)
    }

    fn holds_numbers(&self, at: usize) -> bool {
        let mut filled =
            self.column(at).skip(1).filter(|words| !words.trim().is_empty()).peekable();
        let is_number = |words: String| {
            let begins = words.trim().trim_start_matches(['-', '−', '—']);
            begins.is_empty() || begins.starts_with(|first: char| first.is_ascii_digit())
        };
        filled.peek().is_some() && filled.all(is_number)
    }
}

fn cell(content: Vec<Inline>) -> Cell {
    Cell::of(content)
}
