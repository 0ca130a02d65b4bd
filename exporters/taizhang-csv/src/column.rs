//! Columns as data, and what one return is.

use taizhang_export::ExportContext;

use crate::cell::Cell;
use crate::format::{AmountUnit, Format};

/// One return: a file with its columns and rows.
pub(crate) trait Sheet: Sized + 'static {
    /// What one row is made from.
    type Row<'a>;

    /// Columns from left to right.
    const COLUMNS: &'static [Column<Self>];

    /// Returns the file's name.
    fn file_name(unit: AmountUnit) -> String;

    /// Returns the rows from top to bottom.
    fn rows(context: &ExportContext, format: Format) -> Vec<Self::Row<'_>>;
}

/// A column: its header and where its cells come from.
pub(crate) struct Column<S: Sheet> {
    header: Header,
    cell: for<'a> fn(&S::Row<'a>) -> Cell,
}

/// Header of a column.
enum Header {
    /// Printed as it is.
    Plain(&'static str),
    /// Followed by the unit of the amounts below it.
    Amount(&'static str),
}

impl<S: Sheet> Column<S> {
    /// Makes a column whose header is printed as it is.
    pub(crate) const fn new(header: &'static str, cell: for<'a> fn(&S::Row<'a>) -> Cell) -> Self {
        Self { header: Header::Plain(header), cell }
    }

    /// Makes a column of amounts, whose header names their unit.
    pub(crate) const fn amount(
        header: &'static str,
        cell: for<'a> fn(&S::Row<'a>) -> Cell,
    ) -> Self {
        Self { header: Header::Amount(header), cell }
    }

    /// Prints the header.
    pub(crate) fn header(&self, unit: AmountUnit) -> String {
        match self.header {
            Header::Plain(name) => name.to_owned(),
            Header::Amount(name) => format!("{name}（{}）", unit.name()),
        }
    }

    /// Prints the cell of `row`.
    pub(crate) fn cell(&self, row: &S::Row<'_>, unit: AmountUnit) -> String {
        (self.cell)(row).print(unit)
    }
}
