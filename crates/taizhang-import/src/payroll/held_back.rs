//! Remarks of a payroll that say that somebody was not paid: 备注 停发.

use taizhang_core::Money;

use super::PayrollFault;
use crate::fault::{Fault, Reason};
use crate::table::{Cell, Row, Table};
use crate::vocabulary::{compact, fold};
use crate::withheld;

/// What the header of such a column holds.
const REMARKS: [&str; 4] = ["备注", "附注", "说明", "发放情况"];

/// Finds a remark that a row was held back, in a column that is not used.
pub(super) fn told(table: &Table, row: &Row, used: &[usize], paid: Money) -> Option<PayrollFault> {
    if paid.is_zero() {
        return None;
    }
    let remarks = table.columns.iter().filter(|column| {
        let header = fold(column.last_part());
        !used.contains(&column.position) && REMARKS.iter().any(|word| header.contains(word))
    });
    remarks.into_iter().find_map(|column| {
        let Cell::Text(text) = table.said(row, column.position) else { return None };
        let is_told = withheld::is_remark(&compact(text));
        let place = table.place(row.number, Some(column));
        let fault = Fault { place, value: text.trim().to_owned(), reason: Reason::HeldBack };
        is_told.then_some(PayrollFault::Cell(fault))
    })
}
