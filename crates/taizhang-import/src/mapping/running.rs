//! Columns that are no amounts of their rows: running totals, and what a budget was before it changed.

use std::collections::{BTreeMap, BTreeSet};

use super::MapError;
use super::headers::unique_name;
use super::rival_words::Changes;
use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Row, Table};
use crate::vocabulary::compact;

/// Refuses running totals (累计支付金额) as amounts of their rows. A person may say that they are; of payments
/// only where no payee has two rows and so no total holds an earlier one.
pub(super) fn running(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    is_said: bool,
) -> Option<MapError> {
    let amount = table.columns.get(*columns.get(&Field::Amount)?)?;
    let is_running = says_running(kind, &compact(&amount.name), &compact(amount.last_part()));
    if table.header.is_empty() || !is_running {
        return None;
    }
    let again = kind.is_of_payments().then(|| again(table, columns)).flatten();
    let header = unique_name(table, amount.position);
    (!is_said || again.is_some()).then_some(MapError::RunningTotal { kind, header, again })
}

fn says_running(kind: Kind, name: &str, last: &str) -> bool {
    // What is left of all years is what an opening balance is.
    let is_balance = || ["余", "结转"].iter().any(|word| name.contains(word));
    if kind == Kind::Opening && is_balance() {
        return false;
    }
    let is_of_row = ["本次", "本期", "本月", "本日"].iter().any(|word| last.contains(word));
    last.contains("累计") || name.contains("累计") && !is_of_row
}

/// Finds a row of a payee that has an earlier one. Where no column names payees, the lines tell rows apart.
fn again(table: &Table, columns: &BTreeMap<Field, usize>) -> Option<u32> {
    const OTHERS: [Field; 5] =
        [Field::Line, Field::Economic, Field::Function, Field::ProjectCode, Field::Memo];
    let position = |field: &Field| columns.get(field).copied();
    let payee: Vec<usize> = position(&Field::Payee).into_iter().collect();
    let others = OTHERS.iter().filter_map(position).collect();
    let positions = if payee.is_empty() { others } else { payee };
    let mut before = BTreeSet::new();
    let said = |row: &Row| -> Vec<String> {
        positions.iter().map(|at| compact(&row.cell(*at).to_string())).collect()
    };
    table.rows.iter().find(|row| !before.insert(said(row))).map(|row| row.number)
}

/// Refuses what a budget was at the beginning of the year as what it changed by later.
pub(super) fn before_change(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    changes: &Changes,
) -> Option<MapError> {
    let amount = table.columns.get(*columns.get(&Field::Amount)?)?;
    let change = changes.later().filter(|_| compact(&amount.name).contains("年初"))?.to_owned();
    Some(MapError::BeforeChange { header: unique_name(table, amount.position), change })
}
