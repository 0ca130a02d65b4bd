//! Columns that may as well be what was paid: `应付` beside `实付`, `金额` beside `支付金额` or `价税合计`; and
//! what a budget changed by: `本次下达` beside `指标金额`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::headers::unique_name;
use super::rival_words::{Changes, is_said_to_be_paid, words_against};
use super::{MapError, taxed};
use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Column, Table};
use crate::unused::amount as number;
use crate::vocabulary::{compact, fold};

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

/// Asks which column was paid, or is what the budget changed by, where another one that is not used says so
/// too, and holds something else in some row.
pub(super) fn rival(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    changes: &Changes,
    unused: &[String],
) -> Option<MapError> {
    if table.header.is_empty() {
        return None;
    }
    let amount = table.columns.get(*columns.get(&Field::Amount)?)?;
    let words = words_against(kind, &compact(&amount.name), changes);
    let says_paid = |column: &Column| {
        kind.is_of_payments() && PAID.contains(&fold(column.last_part()).as_str())
    };
    let net = taxed::net_of(table, amount);
    let competes = |column: &&Column| {
        let is_free =
            unused.contains(&unique_name(table, column.position)) && net != Some(column.position);
        let says_too = || says_paid(amount) && says_paid(column);
        is_free && (says_too() || is_said_to_be_paid(kind, column, &words))
    };
    table.columns.iter().filter(competes).find_map(|column| {
        let (paid, other_paid) = sums(table, amount, column)?;
        let (header, other) = (amount.position, column.position);
        let (header, other) = (unique_name(table, header), unique_name(table, other));
        Some(MapError::Rival { kind, header, paid, other, other_paid })
    })
}

/// Sums two columns that differ in some row. None where they do not, and where all that the other one holds
/// is nought: lists that a program writes fill what they do not know with it. Only of what is paid already
/// nought says something.
fn sums(table: &Table, amount: &Column, other: &Column) -> Option<(Decimal, Decimal)> {
    let says_nought = ["已付", "已支付"].iter().any(|word| other.name.contains(word));
    let (mut differ, mut says) = (false, false);
    let (mut paid, mut other_paid) = (Decimal::ZERO, Decimal::ZERO);
    for row in &table.rows {
        let theirs = number(row.cell(other.position));
        says = says || theirs.is_some_and(|theirs| says_nought || !theirs.is_zero());
        let ours = number(row.cell(amount.position)).unwrap_or_default();
        let theirs = theirs.unwrap_or_default();
        differ = differ || ours != theirs;
        paid = paid.checked_add(ours)?;
        other_paid = other_paid.checked_add(theirs)?;
    }
    (says && differ).then_some((paid, other_paid))
}
