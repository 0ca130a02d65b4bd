//! Daybooks (序时账): both sides of every voucher, one below the other. Neither side is a list of payments.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::MapError;
use crate::accounts;
use crate::field::Field;
use crate::sides::{Direction, counterpart, direction_of, number_or_nought};
use crate::table::{Row, Table};

/// The two sides of a row.
type Sides = (Decimal, Decimal);

/// Refuses a table that holds both sides of its vouchers: entries on accounts of money beside others, or
/// vouchers of which most come to the same on either side.
pub(super) fn daybook(table: &Table, columns: &BTreeMap<Field, usize>) -> Option<MapError> {
    let sides = sides(table, columns)?;
    let account = accounts::column(table);
    let kinds = accounts::of(table);
    let is_mixed = kinds.money && kinds.others;
    // One sided vouchers of an account of its own are what is read.
    let may_balance = account.is_some() || columns.contains_key(&Field::Voucher);
    let is_balanced = || may_balance && is_even(table, columns, &sides);
    (is_mixed || is_balanced()).then(|| MapError::Daybook {
        account: account.map(|column| column.name.clone()),
        has_money: kinds.money,
    })
}

/// Returns what reads the two sides of a row, if the table has 借 and 贷.
fn sides<'t>(
    table: &'t Table,
    columns: &BTreeMap<Field, usize>,
) -> Option<impl Fn(&Row) -> Option<Sides> + use<'t>> {
    let amount = columns.get(&Field::Amount).copied()?;
    let column = table.columns.get(amount)?;
    let has_side = |name: &str| {
        let lower = name.to_lowercase();
        ["借", "贷", "debit", "credit"].iter().any(|side| lower.contains(side))
    };
    let other = columns.get(&Field::Income).copied().or_else(|| counterpart(table, column));
    let other = other.filter(|_| has_side(&column.name));
    let direction = columns.get(&Field::Direction).copied().filter(|at| {
        let said = table.rows.iter().map(|row| row.cell(*at).to_string());
        said.into_iter().any(|word| has_side(&word))
    });
    if other.is_none() && direction.is_none() {
        return None;
    }
    Some(move |row: &Row| {
        let one = number_or_nought(row.cell(amount))?;
        if let Some(other) = other {
            return Some((one, number_or_nought(row.cell(other))?));
        }
        let word = row.cell(direction?).to_string();
        match direction_of(&word)? {
            Direction::Out => Some((one, Decimal::ZERO)),
            Direction::In => Some((Decimal::ZERO, one)),
            Direction::Neither => None,
        }
    })
}

/// Tells whether most rows belong to vouchers of several rows whose sides come to the same.
fn is_even(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    sides: &impl Fn(&Row) -> Option<Sides>,
) -> bool {
    let mut vouchers: BTreeMap<[String; 2], (usize, Decimal, Decimal)> = BTreeMap::new();
    let mut last = [String::new(), String::new()];
    for row in &table.rows {
        for (said, field) in last.iter_mut().zip([Field::Date, Field::Voucher]) {
            let cell = columns.get(&field).map(|at| row.cell(*at).to_string());
            // Below the first row of a voucher its day and number may be blank.
            if let Some(text) = cell.filter(|text| !text.trim().is_empty()) {
                *said = text;
            }
        }
        let Some((one, other)) = sides(row) else { continue };
        let (rows, ones, others) = vouchers.entry(last.clone()).or_default();
        *rows = rows.saturating_add(1);
        *ones = ones.saturating_add(one);
        *others = others.saturating_add(other);
    }
    let balanced =
        vouchers.values().filter(|(rows, one, other)| *rows > 1 && one == other && !one.is_zero());
    let rows: usize = balanced.map(|(rows, ..)| *rows).sum();
    rows > 0 && rows.saturating_mul(2) >= table.rows.len()
}
