//! Columns that may as well be what was paid: `应付` beside `实付`, `金额` beside `支付金额` or `价税合计`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{MapError, taxed};
use crate::field::Field;
use crate::kind::Kind;
use crate::sides::number;
use crate::table::{Column, Table};
use crate::vocabulary::fold;

/// Headers of what was paid, or was to be.
const PAID: [&str; 37] = [
    "金额",
    "支付金额",
    "付款金额",
    "支出金额",
    "报销金额",
    "支付总额",
    "付款总额",
    "实付",
    "实付数",
    "实付款",
    "实付金额",
    "实际支付",
    "实际支付金额",
    "实际付款",
    "实际付款金额",
    "实发",
    "实发数",
    "实发金额",
    "应付",
    "应付款",
    "应付金额",
    "应发",
    "应发金额",
    "amount",
    "paymentamount",
    "amountpaid",
    "paidamount",
    "amountpayable",
    "totalamount",
    "netamount",
    "grossamount",
    "价税合计",
    "价税合计金额",
    "价税总额",
    "含税金额",
    "含税总额",
    "不含税金额",
];

/// Asks which column was paid where another one that is not used says so too, and sums to something else.
pub(super) fn rival(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    unused: &[String],
) -> Option<MapError> {
    if table.header.is_empty() || !kind.is_of_payments() {
        return None;
    }
    let amount = table.columns.get(*columns.get(&Field::Amount)?)?;
    let says_paid = |column: &Column| {
        let last = fold(column.last_part());
        PAID.contains(&last.as_str())
    };
    if !says_paid(amount) {
        return None;
    }
    let net = taxed::net_of(table, amount);
    let is_free = |column: &&Column| {
        unused.contains(&column.name) && says_paid(column) && net != Some(column.position)
    };
    let mut rivals = table.columns.iter().filter(is_free).peekable();
    rivals.peek()?;
    let paid = sum(table, amount)?;
    rivals.find_map(|column| {
        let other = sum(table, column).filter(|other| *other != paid && !other.is_zero())?;
        Some(MapError::Rival {
            header: amount.name.clone(),
            paid,
            other: column.name.clone(),
            other_paid: other,
        })
    })
}

/// Sums a column that holds nothing but numbers.
fn sum(table: &Table, column: &Column) -> Option<Decimal> {
    let cells = table.rows.iter().map(|row| row.cell(column.position));
    let filled = cells.filter(|cell| !cell.is_empty());
    filled.map(number).try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}
