//! Columns of the day on which something was really paid, beside the day that is read: a row that has none, where
//! most have one, was asked for and not paid yet.

use crate::table::{Column, Table};
use crate::value::states_nothing;

/// Headers of such columns.
const HEADERS: [&str; 12] = [
    "实际支付日期",
    "实际支付时间",
    "实际付款日期",
    "实付日期",
    "支付日期",
    "付款日期",
    "支付时间",
    "付款时间",
    "清算日期",
    "银行清算日期",
    "到账日期",
    "划款日期",
];

/// Tells whether a column with this folded header holds such days, for more rows than not.
pub(crate) fn are_in(table: &Table, column: &Column, header: &str) -> bool {
    if !HEADERS.contains(&header) {
        return false;
    }
    let blank = table.rows.iter().filter(|row| states_nothing(table.said(row, column.position)));
    blank.count().saturating_mul(2) < table.rows.len()
}
