//! Where the rows of a table come from that are not those of its file: payments of a payroll's columns,
//! payments of a journal's accounts. People know the file, so they are shown its rows and columns.

use crate::field::Field;

/// Where the rows of a table come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the file's own columns are.
    pub kind: OwnKind,
    /// The file's own columns that rows are made of, with what each says.
    pub columns: Vec<OwnColumn>,
    /// The file's own columns of other fields, like the date.
    pub fields: Vec<(Field, String)>,
    /// The file's own columns of which nothing is entered, because a rule says so.
    pub left_out: Vec<String>,
    /// The columns of a rule that the file lacks, where no total of its rows says that nothing is missed.
    pub absent: Vec<String>,
    /// For each row of the table, in its order, what it is made of.
    pub rows: Vec<OwnCells>,
}

/// What stands in the place of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnKind {
    /// Columns of a sheet.
    #[default]
    Columns,
    /// Accounts of a journal.
    Accounts,
}

/// One column, or account, of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnColumn {
    /// Its header or name.
    pub name: String,
    /// Whether its amounts are taken off.
    pub is_subtracted: bool,
    /// What it says of its amounts.
    pub says: Vec<(Field, String)>,
}

/// The cells of the file that one row is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnCells {
    /// Numbers of its rows, in their order.
    pub rows: Vec<u32>,
    /// Its columns, by their places among [`Origin::columns`].
    pub columns: Vec<usize>,
}

impl Origin {
    /// Returns the names of the columns that a row is made of, joined.
    pub fn names(&self, row: usize) -> String {
        let cells = self.rows.get(row).map(|cells| cells.columns.as_slice()).unwrap_or_default();
        let names = cells.iter().filter_map(|at| Some(self.columns.get(*at)?.name.as_str()));
        names.collect::<Vec<_>>().join("、")
    }

    /// Returns what the file calls the column that a field of a row comes from.
    pub(crate) fn column_of(&self, row: usize, field: Option<Field>) -> String {
        let own = self.fields.iter().find(|(known, _)| Some(*known) == field);
        own.map_or_else(|| self.names(row), |(_, name)| name.clone())
    }
}
