//! Invoices: what is paid is 价税合计, the amount with its tax, and not 金额 beside it, which is without.

use rust_decimal::Decimal;

use crate::sides::{number, number_or_nought};
use crate::table::{Column, Table};
use crate::vocabulary::fold;

/// Headers of amounts with their tax.
const GROSS: [&str; 5] = ["价税合计", "价税合计金额", "价税总额", "含税金额", "含税总额"];

/// Headers of amounts that may be without it.
const NET: [&str; 4] = ["金额", "不含税金额", "未税金额", "合计金额"];

/// Headers of the tax.
const TAX: [&str; 4] = ["税额", "税金", "增值税", "增值税额"];

/// Finds the column without tax of which, with the tax beside it, every row of a column makes the sum. None
/// where the columns or their rows do not say so.
pub(super) fn net_of(table: &Table, gross: &Column) -> Option<usize> {
    let is = |column: &Column, names: &[&str]| names.contains(&fold(column.last_part()).as_str());
    if !is(gross, &GROSS) {
        return None;
    }
    let named = |names: &'static [&'static str]| {
        table.columns.iter().filter(move |column| is(column, names))
    };
    let proves = |net: &Column, tax: &Column| {
        let at = |column: &Column| column.position;
        let mut rows = table.rows.iter().filter(|row| !row.cell(at(gross)).is_empty()).peekable();
        let adds_up = |row: &crate::table::Row| {
            let tax = number_or_nought(row.cell(at(tax)))?;
            let sum = number(row.cell(at(net)))?.checked_add(tax)?;
            Some(sum == number(row.cell(at(gross)))?)
        };
        rows.peek().is_some() && rows.all(|row| adds_up(row) == Some(true))
    };
    let taxes = || named(&TAX).filter(|tax| has_tax(table, tax));
    let net = named(&NET).find(|net| taxes().any(|tax| proves(net, tax)));
    net.map(|net| net.position)
}

/// Tells whether some row states a tax.
fn has_tax(table: &Table, tax: &Column) -> bool {
    let mut cells = table.rows.iter().map(|row| row.cell(tax.position));
    cells.any(|cell| number(cell).is_some_and(|number| number != Decimal::ZERO))
}
