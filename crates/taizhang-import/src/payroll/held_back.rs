//! Remarks of a payroll that say that somebody was not paid: 备注 停发.

use taizhang_core::Money;

use super::PayrollFault;
use crate::fault::{Fault, Reason};
use crate::table::{Cell, Column, Row, Table};
use crate::vocabulary::{compact, fold};
use crate::withheld;

/// What the header of such a column holds.
const REMARKS: [&str; 4] = ["备注", "附注", "说明", "发放情况"];

/// Returns the columns of remarks that are not used.
pub(super) fn remarks<'t>(table: &'t Table, used: &[usize]) -> Vec<&'t Column> {
    let is_of_remarks = |column: &&Column| {
        let header = fold(column.last_part());
        !used.contains(&column.position) && REMARKS.iter().any(|word| header.contains(word))
    };
    table.columns.iter().filter(is_of_remarks).collect()
}

/// Finds a remark that a row was held back.
pub(super) fn told(
    table: &Table,
    row: &Row,
    remarks: &[&Column],
    paid: Money,
) -> Option<PayrollFault> {
    if paid.is_zero() {
        return None;
    }
    remarks.iter().copied().find_map(|column| {
        let Cell::Text(text) = table.said(row, column.position) else { return None };
        let is_told = withheld::is_remark(&compact(text));
        let place = table.place(row.number, Some(column));
        let fault = Fault { place, value: text.trim().to_owned(), reason: Reason::HeldBack };
        is_told.then_some(PayrollFault::Cell(fault))
    })
}
