//! Rows that a list keeps and that hold no longer: a column says that they were made void or deleted.

use taizhang_core::FiscalYear;

use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Aside, Table};
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

/// Tells whether the present row is void; a blank does not say so. None after a fault: what nobody can read
/// neither pays nor goes.
pub(crate) fn is_void(reader: &mut RowReader<'_>) -> Option<bool> {
    let Some(header) = reader.header(Field::Void) else { return Some(false) };
    let words = if compact(header).contains("有效") { VALID } else { WORDS };
    Some(reader.optional_choice(Field::Void, words)?.unwrap_or(false))
}

/// Sets void rows aside with their amounts.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let is_told = mapping.columns.contains_key(&Field::Void);
    if !mapping.kind.is_of_payments() || !is_told {
        return;
    }
    let mut reader = RowReader::new(table, mapping, year);
    let mut reasons = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        reader.faults.clear();
        reader.turn_to(row);
        let is_void = is_void(&mut reader) == Some(true);
        reasons.push(is_void.then(|| Aside::Void(reader.money_of(row))));
    }
    table.set_rows_aside(reasons);
}
