//! Rows, columns and sheets that a spreadsheet does not show. Nothing of them is read, and nothing left
//! out, before a person has said which.

use std::collections::BTreeSet;

use taizhang_core::{FiscalYear, Money};

use crate::mapping::Mapping;
use crate::table::{Aside, Row, Table};
use crate::value::RowReader;

/// What becomes of what is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum HiddenChoice {
    /// Nobody has said: it is counted, and stops the import.
    #[default]
    Ask,
    /// It is read like everything else.
    Read,
    /// It is left out.
    Skip,
}

/// What of a table is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// What becomes of it.
    pub choice: HiddenChoice,
    /// Whether the whole sheet is.
    pub sheet: bool,
    /// Numbers of hidden rows, be it by hand, by a filter or by folding.
    pub rows: BTreeSet<u32>,
    /// Positions of hidden columns.
    pub columns: BTreeSet<usize>,
}

impl Hidden {
    /// Tells whether a row is not shown.
    pub fn holds(&self, row: u32) -> bool {
        self.sheet || self.rows.contains(&row)
    }
}

/// Sets hidden rows aside with their amounts, unless they are to be read.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let hidden = &table.hidden;
    let has_any = hidden.sheet || !hidden.rows.is_empty();
    if !has_any || hidden.choice == HiddenChoice::Read {
        return;
    }
    let mut reader = RowReader::new(table, mapping, year);
    let reasons = table
        .rows
        .iter()
        .map(|row| table.hidden.holds(row.number).then(|| Aside::Hidden(reader.money_of(row))));
    let reasons = reasons.collect();
    table.set_rows_aside(reasons);
}

impl Table {
    /// Leaves hidden rows out of a table that is not mapped field by field, and counts them.
    pub fn leave_hidden_rows_out(&mut self) -> usize {
        if self.hidden.choice == HiddenChoice::Read {
            return 0;
        }
        let is_hidden = |row: &Row| self.hidden.holds(row.number).then_some(Aside::Hidden(None));
        let reasons: Vec<Option<Aside>> = self.rows.iter().map(is_hidden).collect();
        let count = reasons.iter().flatten().count();
        self.set_rows_aside(reasons);
        count
    }

    /// Returns the rows that wait for a person's word on what is hidden.
    pub fn hidden_rows_in_question(&self) -> impl Iterator<Item = (u32, Option<Money>)> {
        let is_open = self.hidden.choice == HiddenChoice::Ask;
        self.set_aside.iter().filter(move |_| is_open).filter_map(|aside| match aside.reason {
            Aside::Hidden(amount) => Some((aside.row.number, amount)),
            _ => None,
        })
    }
}

/// Returns the headers of hidden columns that would be read, for a person to decide.
pub(crate) fn columns_in_question(
    table: &Table,
    used: impl Iterator<Item = usize>,
) -> Option<Vec<String>> {
    if table.hidden.choice != HiddenChoice::Ask {
        return None;
    }
    let hidden = used.filter(|position| table.hidden.columns.contains(position));
    let names = hidden.filter_map(|position| table.columns.get(position));
    let names: Vec<String> = names.map(|column| column.name.clone()).collect();
    (!names.is_empty()).then_some(names)
}
