//! Rows without the table that they stood in. What they mean by where they stood, the unit, the year, what
//! a merge or a row above says for them, is written out, or it would be read as something else.

use crate::currency_unit::of_header;
use crate::draft::Source;
use crate::field::Field;
use crate::mapping::Mapping;
use crate::read::is_offered;
use crate::table::{Cell, Column, Row, Table};
use crate::value::year_of_column;
use crate::vocabulary::compact;

use super::REASON;

/// Fields that forms state once, for all rows below.
const STATED_ONCE: [Field; 2] = [Field::Level1, Field::Level2];

/// Returns the lines above the header of rows alone: what the amounts are in, and the years that the table
/// names.
pub fn lines_above(source: &Source) -> Vec<String> {
    let Source { table, mapping, .. } = source;
    let stated = table.units.first().map(|named| named.unit);
    let unit = stated.or_else(|| mapping.unit.filter(|_| has_bare_amounts(table, mapping)));
    let unit = unit.map(|unit| format!("单位：{}", unit.name()));
    let years: Vec<String> = table.years.iter().map(|named| format!("{}年", named.year)).collect();
    let years = (!years.is_empty()).then(|| years.join(" "));
    years.into_iter().chain(unit).collect()
}

/// Tells whether the header of a column of amounts states no unit.
fn has_bare_amounts(table: &Table, mapping: &Mapping) -> bool {
    let fields = mapping.kind.money_fields().iter();
    let positions = fields.filter_map(|field| mapping.columns.get(field).copied());
    let mut positions = positions.chain(mapping.parts.iter().map(|part| part.position));
    let states_none = |column: &Column| of_header(&compact(&column.name)).is_empty();
    positions.any(|position| table.columns.get(position).is_some_and(states_none))
}

/// The columns of rows alone: those of the file but that of the reasons of an earlier return, and in the
/// place of several that make one, the one: a month may stand in a row above. What may be its parts instead stands
/// in these.
pub(super) fn columns(table: &Table) -> Vec<&Column> {
    let joined = |column: &Column| {
        let mut joining = table.columns.iter().filter(|joining| !is_offered(joining));
        joining.find(|joining| joining.joins.contains(&column.position))
    };
    let mut columns: Vec<&Column> = Vec::new();
    let own = table.columns.iter();
    let own = own.filter(|column| column.joins.is_empty() && column.name != REASON);
    for column in own {
        let column = joined(column).unwrap_or(column);
        if columns.iter().all(|known| known.position != column.position) {
            columns.push(column);
        }
    }
    columns
}

/// Returns what a row says in a column, also where that stands elsewhere.
pub(super) fn said(source: &Source, row: &Row, column: &Column) -> String {
    let Source { table, mapping, .. } = source;
    let own = row.cell(column.position);
    let is_it = |(_, position): &(&Field, &usize)| **position == column.position;
    let field = mapping.columns.iter().find(is_it).map(|(field, _)| *field);
    let is_part = mapping.parts.iter().any(|part| part.position == column.position);
    if !own.is_empty() || is_part || field.is_some_and(Field::is_measured) {
        return own.to_string();
    }
    if let Some(covered) = table.covered.get(&(row.number, column.position)) {
        return covered.cell.to_string();
    }
    match field {
        Some(field) if STATED_ONCE.contains(&field) => {
            let above = table.rows.iter().take_while(|above| above.number < row.number);
            let stated = above.map(|above| above.cell(column.position));
            stated.filter(|cell| !cell.is_empty()).last().map(Cell::to_string).unwrap_or_default()
        }
        Some(Field::Year) => {
            year_of_column(table, column.position).map(|year| year.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
