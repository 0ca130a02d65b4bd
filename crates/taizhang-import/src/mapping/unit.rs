//! In which unit bare numbers are.

use std::collections::BTreeMap;

use super::{MapError, Part};
use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Cell, Column, MoneyUnit, NamedUnit, Table};
use crate::vocabulary::unit_in;

/// The unit that needs no question: it was confirmed before and the file does not contradict, or
/// the file says 元, or the format is a program's own.
pub(super) fn stated_unit(
    table: &Table,
    kind: Kind,
    (columns, parts): (&BTreeMap<Field, usize>, &[Part]),
    remembered: Option<MoneyUnit>,
    errors: &mut Vec<MapError>,
) -> Option<MoneyUnit> {
    let money = kind.money_fields().iter().filter_map(|field| columns.get(field).copied());
    let money = money.chain(parts.iter().map(|part| part.position));
    let money: Vec<&Column> = money.filter_map(|position| table.columns.get(position)).collect();
    let column = money.first()?;
    if table.header.is_empty() {
        return Some(MoneyUnit::Yuan);
    }
    let in_headers = money.iter().find_map(|column| unit_in(&column.name));
    let header_unit = in_headers.map(|unit| NamedUnit {
        unit,
        text: column.name.clone(),
        row: table.header.last().copied().unwrap_or(1),
    });
    let named = header_unit.or_else(|| table.unit.clone());
    match (named, remembered) {
        (Some(named), Some(unit)) if named.unit == unit => return Some(unit),
        (Some(named), None) if named.unit == MoneyUnit::Yuan => return Some(MoneyUnit::Yuan),
        (None, Some(unit)) => return Some(unit),
        (None, None) if cells_have_units(table, &money) => return None,
        (named, _) => errors.push(MapError::Unit { column: column.name.clone(), named }),
    }
    None
}

/// Tells whether every amount says its own unit, like `200元`.
fn cells_have_units(table: &Table, money: &[&Column]) -> bool {
    let has_unit = |cell: &Cell| match cell {
        Cell::Text(text) => text.trim().ends_with('元'),
        other => other.is_empty(),
    };
    table.rows.iter().all(|row| money.iter().all(|column| has_unit(row.cell(column.position))))
}
