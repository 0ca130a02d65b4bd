//! What is to be written where on a sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Marks, REASON, reasons_of};
use crate::table::{Aside, Table};

/// A cell by row, from 1, and column, from 0.
pub(super) type At = (u32, u32);

/// What happens to a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// It is filled.
    Fill,
    /// It says why its row was not entered.
    Reason(String),
    /// It heads the column of reasons.
    Heading,
}

/// What is to be written on a sheet.
pub(super) struct Plan {
    /// What happens to cells.
    pub(super) due: BTreeMap<At, Due>,
    /// What notes say.
    pub(super) notes: BTreeMap<At, String>,
    /// The column of reasons.
    pub(super) reasons: u32,
    /// Whether an earlier return left that column.
    pub(super) had_reasons: bool,
    /// The last row of the header.
    pub(super) header: u32,
}

impl Plan {
    /// Plans the marks of a table.
    pub(super) fn of(table: &Table, marks: &Marks) -> Self {
        let known = table.columns.iter().find(|column| column.name == REASON);
        let rows = table.rows.iter().chain(table.set_aside.iter().map(|aside| &aside.row));
        let widest = rows.map(|row| row.cells.len()).max().unwrap_or_default();
        let behind = table.columns.iter().map(|column| column.position.saturating_add(1)).max();
        let free = widest.max(behind.unwrap_or_default());
        let reasons = column(known.map_or(free, |column| column.position));
        let header = table.header.last().copied().unwrap_or_default();
        let mut plan = Self {
            due: BTreeMap::from([((header, reasons), Due::Heading)]),
            notes: BTreeMap::new(),
            reasons,
            had_reasons: known.is_some(),
            header,
        };
        // A header that stands again on each page has the same columns, or it would be another table;
        // of several rows the last heads the column, as in the header itself.
        let again = table.set_aside.iter().filter(|aside| aside.reason == Aside::RepeatedHeader);
        let again: BTreeSet<u32> = again.map(|aside| aside.row.number).collect();
        for row in again.iter().filter(|row| !again.contains(&row.saturating_add(1))) {
            plan.due.insert((*row, reasons), Due::Heading);
        }
        for (row, marks) in marks {
            plan.due.insert((*row, reasons), Due::Reason(reasons_of(marks)));
            for mark in marks {
                let named =
                    table.columns.iter().find(|column| mark.column.as_ref() == Some(&column.name));
                let Some(position) = named.map(|column| column.position) else { continue };
                // A merged cell is shown in the row that holds its value.
                let shown = table.covered.get(&(*row, position)).map_or(*row, |covered| covered.by);
                let at = (shown, column(position));
                plan.due.insert(at, Due::Fill);
                let note = plan.notes.entry(at).or_default();
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(&mark.text);
            }
        }
        plan
    }
}

fn column(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
