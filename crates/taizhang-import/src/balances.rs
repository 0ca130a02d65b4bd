//! Balances prove how a list is read: each moves by what its row received and paid.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::field::Field;
use crate::sides::{Direction, direction_of, number, number_or_nought};
use crate::table::{Row, Table};

/// What the balances of a list say of how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// They move as it is read.
    Agrees,
    /// They move the other way.
    Contradicts,
    /// There are none, or they fit neither way.
    Silent,
}

/// Holds the balances against the columns of what was received and paid, or against the directions.
pub(crate) fn proof(table: &Table, columns: &BTreeMap<Field, usize>) -> Proof {
    let position = |field| columns.get(&field).copied();
    let (Some(amount), Some(balance)) = (position(Field::Amount), position(Field::Balance)) else {
        return Proof::Silent;
    };
    let (income, direction) = (position(Field::Income), position(Field::Direction));
    let at = |row: &Row, at: usize| number_or_nought(row.cell(at));
    let moved = |row: &Row| match (income, direction) {
        (Some(income), _) => Some(at(row, income)?.saturating_sub(at(row, amount)?)),
        (None, Some(direction)) => {
            let paid = at(row, amount)?;
            match direction_of(&row.cell(direction).to_string())? {
                Direction::In => Some(paid),
                Direction::Out => Some(Decimal::ZERO.saturating_sub(paid)),
                Direction::Neither => None,
            }
        }
        (None, None) => None,
    };
    let read = |row: &Row| Some((moved(row)?, number(row.cell(balance))?));
    of(&table.rows.iter().filter_map(read).collect::<Vec<_>>())
}

/// Compares what rows moved, above zero what came in, with their balances, from old to new or back.
pub(crate) fn of(rows: &[(Decimal, Decimal)]) -> Proof {
    let (mut with, mut against) = (0_usize, 0_usize);
    for pair in rows.windows(2) {
        let [(first, before), (second, after)] = pair else { continue };
        let up = after.saturating_sub(*before);
        let down = before.saturating_sub(*after);
        with = with.saturating_add(usize::from(up == *second || down == *first));
        against = against.saturating_add(usize::from(down == *second || up == *first));
    }
    let most = rows.len().saturating_sub(1);
    let fits = |count: usize| most > 0 && count.saturating_mul(4) >= most.saturating_mul(3);
    match (fits(with), fits(against)) {
        (true, false) => Proof::Agrees,
        (false, true) => Proof::Contradicts,
        _ => Proof::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_move_with_what_came_in() {
        let rows = |rows: &[(i64, i64)]| -> Vec<(Decimal, Decimal)> {
            rows.iter().map(|(moved, left)| (Decimal::from(*moved), Decimal::from(*left))).collect()
        };
        let cases: [(&[(i64, i64)], Proof); 6] = [
            (&[(1000, 2000), (-300, 1700), (-200, 1500)], Proof::Agrees),
            (&[(-200, 1500), (-300, 1700), (1000, 2000)], Proof::Agrees),
            (&[(-1000, 2000), (300, 1700), (200, 1500)], Proof::Contradicts),
            (&[(-1000, 2000), (300, 1700)], Proof::Contradicts),
            (&[(-1000, 2000)], Proof::Silent),
            (&[(-1000, 7), (300, 9), (5, 11)], Proof::Silent),
        ];
        for (given, proof) in cases {
            assert_eq!(of(&rows(given)), proof, "{given:?}");
        }
    }
}
