//! Words of tables that name another year than the ledger's.

use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::import::named_year::{OtherYear, YearPlace};
use taizhang_ledger::import::table::Table;

use super::unreadable::in_sheet;
use crate::error::Problem;

/// Words of a table of another year whose rows have the day that a person said.
pub(crate) fn other_year(table: &Table, other: &OtherYear, year: FiscalYear) -> Problem {
    let OtherYear { named, place, field, is_of_a_day } = other;
    let (own, named_year) = (year.get(), named.year);
    let stated = match (place, named.row) {
        (YearPlace::Around, Some(row)) => format!("第 {row} 行写着“{}”", named.text.trim()),
        (YearPlace::Around, None) => format!("的表名写着“{}”", named.text.trim()),
        (YearPlace::Column, _) => format!("的“{}”都是 {named_year}", named.text),
        (YearPlace::File, _) => format!("的文件名写着 {named_year}"),
    };
    let file = in_sheet(&table.file, table.sheet.as_deref());
    let at_end = if *is_of_a_day && named_year.checked_add(1) == Some(own) {
        format!("；是 {named_year} 年末的数、用作 {own} 年年初数的，日期写 {own}-01-01")
    } else {
        String::new()
    };
    Problem::new(
        format!("{file}{stated}，日期却是用 --set 写的，台账是 {own} 年度的"),
        "可能拿错了别的年度的文件；别的年度的数记进本年，看不出来",
        format!("拿错了的换文件；确实是 {own} 年的，加 --set {}={own}{at_end}", field.name()),
    )
    .of_table(&table.file, table.sheet.as_deref())
}
