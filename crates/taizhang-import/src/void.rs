//! Rows that a list keeps and that hold no longer: a column says that they were made void or deleted.

use std::collections::BTreeMap;

use taizhang_core::{FiscalYear, Money};

use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Aside, Row, Table};
use crate::value::RowReader;
use crate::vocabulary::compact;

/// What such a column says. Lists of the national system write 1 for 是 and 2 for 否, others 0.
const WORDS: &[(&str, bool)] = &[
    ("是", true),
    ("1", true),
    ("Y", true),
    ("T", true),
    ("TRUE", true),
    ("true", true),
    ("YES", true),
    ("Yes", true),
    ("yes", true),
    ("√", true),
    ("作废", true),
    ("已作废", true),
    ("已删除", true),
    ("已撤销", true),
    ("已取消", true),
    ("否", false),
    ("0", false),
    ("2", false),
    ("N", false),
    ("F", false),
    ("FALSE", false),
    ("false", false),
    ("NO", false),
    ("No", false),
    ("no", false),
    ("×", false),
    ("未作废", false),
    ("未删除", false),
    ("未撤销", false),
    ("未取消", false),
];

/// What a column says that tells whether a row holds good.
const VALID: &[(&str, bool)] = &[
    ("有效", false),
    ("无效", true),
    ("正常", false),
    ("是", false),
    ("1", false),
    ("Y", false),
    ("T", false),
    ("TRUE", false),
    ("true", false),
    ("√", false),
    ("否", true),
    ("0", true),
    ("2", true),
    ("N", true),
    ("F", true),
    ("FALSE", true),
    ("false", true),
    ("×", true),
    ("作废", true),
];

/// What the state of an invoice says, where it speaks of being void: of a part that was cancelled the rest
/// holds good, and its red row takes the part back.
const INVOICES: &[(&str, bool)] = &[
    ("正常", false),
    ("作废", true),
    ("已作废", true),
    ("红冲", true),
    ("已红冲", true),
    ("已红冲-全额", true),
    ("已全额红冲", true),
    ("全额红冲", true),
    ("已红冲-部分", false),
    ("已部分红冲", false),
    ("部分红冲", false),
    ("未作废", false),
    ("未红冲", false),
];

/// What cancels an invoice by another one, whose amount is below zero.
const BY_RED_ROW: &str = "红冲";

/// Tells whether the present row is void; a blank does not say so. None after a fault: what nobody can read
/// neither pays nor goes.
pub(crate) fn is_void(reader: &mut RowReader<'_>) -> Option<bool> {
    let Some(header) = reader.header(Field::Void) else { return Some(false) };
    let header = compact(header);
    let words = if header.contains("发票") {
        let state = reader.optional_text(Field::Void).unwrap_or_default();
        // Lists of payments also say there whether the invoice has come, and the red row that it is one.
        let is_of_void = state.contains(BY_RED_ROW) || state.contains("作废");
        if !is_of_void || reader.is_below_zero(Field::Amount) && state.contains(BY_RED_ROW) {
            return Some(false);
        }
        INVOICES
    } else if header.contains("有效") {
        VALID
    } else {
        WORDS
    };
    Some(reader.optional_choice(Field::Void, words)?.unwrap_or(false))
}

/// Sets void rows aside with their amounts, and the red rows that cancelled them.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let is_told = mapping.columns.contains_key(&Field::Void);
    if !is_told {
        return;
    }
    let mut reader = RowReader::new(table, mapping, year);
    let mut reasons = Vec::with_capacity(table.rows.len());
    let mut cancelled = BTreeMap::new();
    for row in &table.rows {
        reader.faults.clear();
        reader.turn_to(row);
        let is_void = is_void(&mut reader) == Some(true);
        let money = is_void.then(|| reader.money_of(row));
        if let Some((money, payee)) = money.and_then(|_| red_row(&mut reader, row)) {
            let count: &mut usize = cancelled.entry((money.negated(), payee)).or_default();
            *count = count.saturating_add(1);
        }
        reasons.push(money.map(Aside::Void));
    }
    if !cancelled.is_empty() {
        for (row, reason) in table.rows.iter().zip(&mut reasons) {
            let Some(money) = reader.money_of(row).filter(|_| reason.is_none()) else { continue };
            let payee = reader.optional_text(Field::Payee).unwrap_or_default();
            if let Some(count) = cancelled.get_mut(&(money, payee)).filter(|count| **count > 0) {
                *count = count.saturating_sub(1);
                *reason = Some(Aside::Void(Some(money)));
            }
        }
    }
    table.set_rows_aside(reasons);
}

/// Returns what the red row states that cancelled the invoice of this row, but for the sign.
fn red_row<'t>(reader: &mut RowReader<'t>, row: &'t Row) -> Option<(Money, String)> {
    let money = reader.money_of(row)?;
    let state = reader.optional_text(Field::Void)?;
    let payee = reader.optional_text(Field::Payee).unwrap_or_default();
    state.contains(BY_RED_ROW).then_some((money, payee))
}
