//! The provincial system's list of payments, for comparing and not for entering.

use jiff::civil::Date;
use taizhang_core::{FiscalYear, Money};

use super::{KnownColumn, names, optional, required};
use crate::draft::{RefusedRow, RowRef, Source};
use crate::field::Field;
use crate::sides::require_direction;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::PAID_ON),
    optional(Field::Voucher, names::VOUCHER),
    optional(Field::PaymentId, names::PAYMENT_ID),
    required(Field::Amount, names::PAID),
    optional(Field::Income, &["收入金额"]),
    optional(Field::Direction, names::DIRECTION),
    optional(Field::Balance, names::BALANCE),
    optional(Field::Currency, names::CURRENCY),
];

/// One payment as the other side shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place.
    pub row: RowRef,
    /// Its day.
    pub on: Date,
    /// Its number; empty where there is none.
    pub number: String,
    /// Yuan; negative for what came back.
    pub amount: Money,
}

/// Reads the rows of statements; what cannot be read is refused with its place.
pub fn statement(sources: &[Source], year: FiscalYear) -> (Vec<StatementRow>, Vec<RefusedRow>) {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (index, source) in sources.iter().enumerate() {
        let mut reader = RowReader::new(&source.table, &source.mapping, year);
        for row in &source.table.rows {
            for part in source.turns(row) {
                reader.turn_to_part(row, part);
                let row = RowRef { source: index, row: row.number, part };
                reader.require_yuan();
                let on = reader.date(Field::Date);
                let amount = reader.money(Field::Amount);
                if source.mapping.columns.contains_key(&Field::Direction) {
                    require_direction(&mut reader);
                }
                let number = reader.optional_text(Field::Voucher);
                let number = number.or_else(|| reader.optional_text(Field::PaymentId));
                let number = number.unwrap_or_default();
                let faults = std::mem::take(&mut reader.faults);
                match (on, amount) {
                    (Some(on), Some(amount)) if faults.is_empty() => {
                        rows.push(StatementRow { row, on, number, amount });
                    }
                    _ => refused.push(RefusedRow { row, amount, faults }),
                }
            }
        }
    }
    (rows, refused)
}
