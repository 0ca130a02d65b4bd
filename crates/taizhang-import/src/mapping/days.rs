//! Days whose two numbers may each be the month: asked once for a column, and not of every row.

use std::collections::{BTreeMap, BTreeSet};

use super::MapError;
use crate::day_order::{ColumnOrder, DayOrder};
use crate::field::Field;
use crate::table::Table;

/// Asks for the order of the days of each column that has days of two readings. What other cells of it
/// prove is told, and not taken for an answer: lists are put together by hand. Where a spreadsheet has made
/// days of some cells, nobody can say it.
pub(super) fn open_orders(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    said: Option<DayOrder>,
) -> Vec<MapError> {
    let of_days = columns.iter().filter(|(field, _)| field.is_day());
    let positions: BTreeSet<usize> = of_days.map(|(_, position)| *position).collect();
    let ask = |position: usize| {
        let ColumnOrder { open, proofs, text, date } = ColumnOrder::of(table, position);
        let column = table.columns.get(position)?.name.clone();
        if let Some(((row, text), date)) = text.zip(date) {
            return Some(MapError::BesideDates { column, row, text, date });
        }
        let (row, text, count) = open.filter(|_| said.is_none())?;
        Some(MapError::DayOrder { column, row, text, count, proofs })
    };
    positions.into_iter().filter_map(ask).collect()
}
