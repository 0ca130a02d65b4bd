//! The payments that a payroll comes to, as they are summed.

use taizhang_core::Money;
use taizhang_core::money::MoneyError;

use super::FIELDS;
use crate::field::Field;
use crate::origin::OwnCells;
use crate::table::{Cell, Row};

/// One payment as it is summed.
pub(super) struct Paid {
    pub(super) row: Row,
    pub(super) amount: Money,
    pub(super) cells: OwnCells,
}

impl Paid {
    pub(super) fn of(row: Row) -> Self {
        Self { row, amount: Money::ZERO, cells: OwnCells::default() }
    }

    /// Stands where its first amount does.
    pub(super) fn at_its_first_row(mut self) -> Self {
        self.row.number = self.cells.rows.first().copied().unwrap_or(self.row.number);
        self
    }

    /// Adds an amount with its row and the place of its column among the paid ones.
    pub(super) fn add(&mut self, row: u32, column: usize, amount: Money) -> Result<(), MoneyError> {
        if !amount.is_zero() {
            let OwnCells { rows, columns } = &mut self.cells;
            if rows.last() != Some(&row) {
                rows.push(row);
            }
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        add(&mut self.amount, amount)
    }
}

/// Puts what a payment comes to into its row.
pub(super) fn with_amount(mut row: Row, amount: Money) -> Row {
    let place = FIELDS.iter().position(|field| *field == Field::Amount);
    if let Some(cell) = place.and_then(|at| row.cells.get_mut(at)) {
        *cell = Cell::Number(amount.to_string());
    }
    row
}

/// Adds to a sum.
pub(super) fn add(sum: &mut Money, amount: Money) -> Result<(), MoneyError> {
    *sum = sum.checked_add(amount)?;
    Ok(())
}
