//! The order of rows: numbers by size, everything else by its text.

use std::cmp::Ordering;

use super::Table;
use super::column::printed;
use crate::sheet::Cell;

/// Sorts numbered rows as the table asks; equal ones stay in ledger order.
pub(super) fn sort(table: &Table, rows: &mut [(usize, Vec<Cell>)]) {
    let key = |key: &String| {
        let (name, descends) = key.strip_prefix('-').map_or((key.as_str(), false), |n| (n, true));
        let at = table.columns.iter().position(|column| column.name == name)?;
        Some((at, descends))
    };
    let keys: Vec<(usize, bool)> = table.sort.iter().filter_map(key).collect();
    rows.sort_by(|(_, a), (_, b)| {
        let by_key = keys.iter().map(|(at, descends)| {
            let order = order(a.get(*at), b.get(*at));
            if *descends { order.reverse() } else { order }
        });
        by_key.fold(Ordering::Equal, Ordering::then)
    });
}

fn order(a: Option<&Cell>, b: Option<&Cell>) -> Ordering {
    match (a, b) {
        (Some(Cell::Number { value: a, .. }), Some(Cell::Number { value: b, .. })) => a.cmp(b),
        (a, b) => a.map(printed).cmp(&b.map(printed)),
    }
}
