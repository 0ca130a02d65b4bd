//! People who stand in a payroll twice with the same pay: a row copied by mistake is paid twice, and a sum
//! below agrees with it.

use std::collections::BTreeMap;

use taizhang_core::Money;

use super::sums::People;
use super::{PayrollFault, Placed};
use crate::fault::{Fault, Reason};
use crate::table::{Row, Table};
use crate::vocabulary::{compact, fold};

/// Headers of the column that counts rows; two rows of one person may have two numbers there.
const COUNTS: [&str; 3] = ["序号", "序", "行次"];

/// A row as it is compared: the day and voucher it is paid with, who is paid, and how much in each column.
type Pay = (String, String, Vec<String>, Vec<Money>);

/// Finds rows that pay the person of a row above the same on the same day. People of one name are told apart
/// by whatever else the payroll says of them left of the amounts.
pub(super) fn people<'t>(
    table: &'t Table,
    placed: &Placed<'_>,
    people: &People,
    counted: impl Iterator<Item = &'t Row>,
    read: impl Fn(&Row) -> Vec<Money>,
) -> Vec<PayrollFault> {
    let Some(name) = people.column_of_names() else { return Vec::new() };
    let counts = |at: &&usize| {
        let column = table.columns.get(**at);
        column.is_some_and(|column| COUNTS.contains(&fold(column.last_part()).as_str()))
    };
    let said: Vec<usize> = people.words().iter().filter(|at| !counts(at)).copied().collect();
    let text = |row: &Row, at: usize| compact(&table.said(row, at).to_string());
    let cell = |row: &Row, at: Option<usize>| at.map(|at| text(row, at)).unwrap_or_default();
    let mut first: BTreeMap<Pay, u32> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in counted.filter(|row| !text(row, name).is_empty()) {
        let amounts = read(row);
        if amounts.iter().all(|amount| amount.is_zero()) {
            continue;
        }
        let who = said.iter().map(|at| text(row, *at)).collect();
        let pay = (cell(row, placed.date), cell(row, placed.voucher), who, amounts);
        let above = *first.entry(pay).or_insert(row.number);
        if above != row.number {
            let place = table.place(row.number, table.columns.get(name));
            let (value, reason) = (String::new(), Reason::PaidTwice { above });
            faults.push(PayrollFault::Cell(Fault { place, value, reason }));
        }
    }
    faults
}
