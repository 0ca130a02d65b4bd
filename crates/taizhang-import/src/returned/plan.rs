//! What is to be written where on a sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Marks, REASON, reasons_of};
use crate::table::{Aside, Column, Table};

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
        let reasons = column(known.map_or_else(|| free(table), |column| column.position));
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
                // What was joined stands in its parts.
                let places = named.map(|column| match column.joins.as_slice() {
                    [] => vec![column.position],
                    parts => parts.to_vec(),
                });
                // A merged cell is shown in the row that holds its value.
                let shown = |position: usize| {
                    let covered = table.covered.get(&(*row, position));
                    (covered.map_or(*row, |covered| covered.by), column(position))
                };
                let cells: Vec<At> = places.into_iter().flatten().map(shown).collect();
                plan.due.extend(cells.iter().map(|at| (*at, Due::Fill)));
                let Some(at) = cells.first() else { continue };
                let note = plan.notes.entry(*at).or_default();
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(&mark.text);
            }
        }
        plan
    }
}

/// Returns the first column that is free in all rows of the file, which has no joined columns.
fn free(table: &Table) -> usize {
    let is_joined = |column: &&Column| !column.joins.is_empty();
    let joined = table.columns.iter().filter(is_joined);
    let (count, first) = (joined.clone().count(), joined.map(|column| column.position).min());
    let rows = table.rows.iter().chain(table.set_aside.iter().map(|aside| &aside.row));
    let filled = rows.map(|row| match first {
        Some(first) if row.cells.len() > first => row.cells.len().saturating_sub(count),
        _ => row.cells.len(),
    });
    let own = table.columns.iter().filter(|column| !is_joined(column));
    let named = own.map(|column| column.position.saturating_add(1));
    filled.chain(named).max().unwrap_or_default()
}

fn column(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::read::{ReadOptions, read_tables};
    use crate::returned::Mark;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn a_wrong_day_is_marked_on_its_parts_and_reasons_stand_beside_the_table() {
        for (text, wrong) in [
            ("年,月,日,凭证号,摘要,金额\n2022,2,30,记-1,纸,1\n", vec![0, 1, 2]),
            ("凭证号,摘要,金额,2022年,\n,,,月,日\n记-1,纸,1,2,30\n", vec![3, 4]),
        ] {
            let vocabulary = Vocabulary::of(Kind::Payments);
            let read = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
            let table = read.expect("it can be read").remove(0);
            let row = table.rows.first().map_or(0, |row| row.number);
            let column = Some("日期（年月日）".to_owned());
            let marks = Marks::from([(row, vec![Mark { column, text: "错".to_owned() }])]);
            let plan = Plan::of(&table, &marks);
            let width = u32::try_from(text.lines().next().unwrap_or_default().split(',').count());
            assert_eq!(Ok(plan.reasons), width, "{text}");
            let filled = plan.due.iter().filter(|(_, due)| **due == Due::Fill);
            let filled: Vec<u32> = filled.map(|((_, column), _)| *column).collect();
            assert_eq!(filled, wrong, "{text}");
            let noted: Vec<u32> = plan.notes.keys().map(|(_, column)| *column).collect();
            assert_eq!(noted, wrong.first().copied().into_iter().collect::<Vec<_>>());
        }
    }
}
