//! The order of rows: numbers by size, everything else by its text.

use std::cmp::Ordering;

use super::{Profile, Table, unknown};
use crate::ExportError;
use crate::profile::column::printed;
use crate::sheet::Cell;

/// Sorts rows as the table asks; equal ones stay in ledger order.
pub(super) fn sort(
    profile: &Profile,
    table: &Table,
    rows: &mut [Vec<Cell>],
) -> Result<(), ExportError> {
    let mut keys = Vec::new();
    for key in &table.sort {
        let (name, descends) = key.strip_prefix('-').map_or((key.as_str(), false), |n| (n, true));
        let at = table.columns.iter().position(|column| column.name == name);
        keys.push((at.ok_or_else(|| unknown(&profile.id, "列", name))?, descends));
    }
    rows.sort_by(|a, b| {
        let by_key = keys.iter().map(|(at, descends)| {
            let order = order(a.get(*at), b.get(*at));
            if *descends { order.reverse() } else { order }
        });
        by_key.fold(Ordering::Equal, Ordering::then)
    });
    Ok(())
}

fn order(a: Option<&Cell>, b: Option<&Cell>) -> Ordering {
    match (a, b) {
        (Some(Cell::Number { value: a, .. }), Some(Cell::Number { value: b, .. })) => a.cmp(b),
        (a, b) => a.map(printed).cmp(&b.map(printed)),
    }
}
