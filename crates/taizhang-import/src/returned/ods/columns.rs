//! The columns of a sheet: their default styles, and how many there are.

use super::super::edit::Tag;
use super::cells::{COLUMNS, DEFAULT_STYLE, repeats};

/// The columns of a sheet, as far as they are read.
#[derive(Default)]
pub(super) struct Columns {
    /// The column behind each run, and the run's default style.
    runs: Vec<(u32, Option<String>)>,
    /// Where another column can be put.
    pub(super) end: Option<usize>,
}

impl Columns {
    /// Adds a run of columns.
    pub(super) fn add(&mut self, tag: &Tag<'_>) {
        let behind = self.count().saturating_add(repeats(tag, COLUMNS));
        self.runs.push((behind, tag.attribute(DEFAULT_STYLE)));
    }

    /// How many columns are stated.
    pub(super) fn count(&self) -> u32 {
        self.runs.last().map_or(0, |(behind, _)| *behind)
    }

    /// The default style of a column.
    pub(super) fn style(&self, column: u32) -> Option<&str> {
        let at = self.runs.partition_point(|(behind, _)| *behind <= column);
        self.runs.get(at).and_then(|(_, style)| style.as_deref())
    }
}
