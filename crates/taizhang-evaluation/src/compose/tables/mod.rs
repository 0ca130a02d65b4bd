//! Tables and charts, by the names that templates use.

mod activities;
mod base_data;
mod budget;
mod completion;
mod evaluation;
mod execution;
mod indicators;
mod monitoring;
mod people;
mod sources;

use taizhang_core::figure::FigureError;

use super::year::ReportYear;
use crate::report::{Align, Block, Cell, Column, Orientation, Table};

pub(super) use evaluation::points;
pub(super) use sources::figure_sources;

/// Name of the table that lists every figure of the report; it is made last.
pub(super) const FIGURE_SOURCES: &str = "figure_sources";

/// Makes the blocks of one name; none when there is nothing to show.
#[derive(Clone, Copy)]
pub(super) enum Maker {
    /// It reads what is there.
    Plain(fn(&ReportYear<'_>) -> Vec<Block>),
    /// It computes figures.
    Computing(fn(&ReportYear<'_>) -> Result<Vec<Block>, FigureError>),
}

impl Maker {
    pub(super) fn make(self, year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
        match self {
            Self::Plain(make) => Ok(make(year)),
            Self::Computing(make) => make(year),
        }
    }
}

/// Every table and chart but [`FIGURE_SOURCES`].
pub(super) const MAKERS: &[(&str, Maker)] = &[
    ("staff", Maker::Computing(people::staff)),
    ("assets", Maker::Computing(people::assets)),
    ("targets", Maker::Plain(evaluation::targets)),
    ("base_data", Maker::Computing(base_data::table)),
    ("budget_summary", Maker::Computing(budget::summary)),
    ("budget_changes", Maker::Computing(budget::changes)),
    ("economic", Maker::Computing(budget::economic)),
    ("economic_chart", Maker::Computing(budget::economic_chart)),
    ("projects", Maker::Computing(budget::projects)),
    ("three_public", Maker::Computing(budget::three_public)),
    ("months", Maker::Computing(execution::months_table)),
    ("months_chart", Maker::Computing(execution::months_chart)),
    ("activities", Maker::Plain(activities::activities)),
    ("surveys", Maker::Computing(activities::surveys)),
    ("monitoring_funds", Maker::Computing(monitoring::funds)),
    ("monitoring_indicators", Maker::Computing(monitoring::indicators)),
    ("evaluation_funds", Maker::Plain(evaluation::funds)),
    ("evaluation_goal", Maker::Plain(evaluation::goal)),
    ("evaluation_indicators", Maker::Plain(indicators::indicators)),
    ("completion", Maker::Plain(completion::table)),
    ("completion_chart", Maker::Plain(completion::chart)),
];

/// A column: header, width and alignment of its body cells.
struct Head<'a>(&'a str, u32, Align);

/// A table in the making.
struct Draft<'a> {
    caption: String,
    unit: Option<String>,
    heads: Vec<Head<'a>>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
    orientation: Orientation,
}

impl<'a> Draft<'a> {
    fn portrait(caption: impl Into<String>, heads: Vec<Head<'a>>) -> Self {
        Self {
            caption: caption.into(),
            unit: None,
            heads,
            rows: Vec::new(),
            notes: Vec::new(),
            orientation: Orientation::Portrait,
        }
    }

    fn landscape(caption: impl Into<String>, heads: Vec<Head<'a>>) -> Self {
        Self { orientation: Orientation::Landscape, ..Self::portrait(caption, heads) }
    }

    fn finish(self) -> Vec<Block> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let header = self.heads.iter().map(|Head(name, ..)| Cell::text(*name)).collect();
        let columns =
            self.heads.iter().map(|Head(_, width, align)| Column { width: *width, align: *align });
        vec![Block::Table(Table {
            caption: self.caption,
            unit: self.unit,
            columns: columns.collect(),
            header: vec![header],
            rows: self.rows,
            notes: self.notes,
            orientation: self.orientation,
        })]
    }
}
