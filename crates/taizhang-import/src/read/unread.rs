//! Sheets in which no header was found. None is left out in silence: each is named, and one that states
//! amounts waits for a person, since money may be lost with it.

use rust_decimal::Decimal;
use taizhang_core::amount_text::{parse_amount, parse_number};

use super::Grid;
use crate::table::{Cell, Column, Row, Table, UnreadSheet, is_space};
use crate::vocabulary::fold;

/// Whole digits from which a number is an account or a telephone, and no amount.
pub(crate) const NO_AMOUNT: usize = 11;

/// How many rising codes tell a list of codes.
const FEWEST_CODES: usize = 3;

/// Says what is in a sheet without a header.
pub(super) fn unread(grid: &Grid) -> Option<UnreadSheet> {
    let sheet = grid.sheet.clone()?;
    let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let first = (0..width).find(|at| grid.rows.iter().any(|row| !row.cell(*at).is_empty()));
    let is_counted = |at: &usize| {
        let numbers: Option<Vec<Decimal>> =
            grid.rows.iter().filter_map(|row| stated(row.cell(*at))).collect();
        numbers.is_none_or(|numbers| {
            !(Some(*at) == first && are_places(&numbers) || are_codes(&numbers))
        })
    };
    let columns: Vec<usize> = (0..width).filter(is_counted).collect();
    let states = |row: &&Row| columns.iter().any(|at| is_amount(row, *at));
    let amounts = grid.rows.iter().filter(states).count();
    Some(UnreadSheet { sheet, rows: grid.rows.len(), amounts })
}

/// What the headers of columns of codes end with.
const CODES: [&str; 5] = ["代码", "编码", "编号", "序号", "号码"];

/// Says what is in a sheet of which no column is looked for. Numbers below a header of codes are none of
/// amounts.
pub fn unread_table(table: &Table) -> Option<UnreadSheet> {
    let is_of_codes = |column: &&Column| {
        let last = fold(column.last_part());
        CODES.iter().any(|end| last.ends_with(end))
    };
    let codes: Vec<usize> =
        table.columns.iter().filter(is_of_codes).map(|column| column.position).collect();
    let without_codes = |row: &Row| {
        let cells = row.cells.iter().enumerate();
        let cells = cells.map(|(at, cell)| match cell {
            _ if codes.contains(&at) => Cell::Empty,
            cell => cell.clone(),
        });
        Row { number: row.number, cells: cells.collect() }
    };
    let aside = table.set_aside.iter().map(|aside| &aside.row);
    let rows = table.rows.iter().chain(aside).map(without_codes).collect();
    unread(&Grid { sheet: table.sheet.clone(), rows, ..Grid::default() })
}

/// Returns the number in a cell; none within where it is an amount, or may be one, of which the number
/// does not matter.
#[expect(clippy::option_option, reason = "the two absences mean different things")]
fn stated(cell: &Cell) -> Option<Option<Decimal>> {
    match cell {
        Cell::Empty | Cell::Date(_) | Cell::Month(_) | Cell::Percent(_) => None,
        Cell::Fault(_) | Cell::Unstored => Some(None),
        // A code or a telephone: no amount is written with a nought before its digits.
        Cell::Number(text) | Cell::Text(text) if begins_with_nought(text) => None,
        Cell::Number(digits) => Some(digits.parse().ok()),
        Cell::Text(text) => {
            let bare = text.trim_matches(is_space);
            match (parse_number(bare), parse_amount(bare)) {
                (Ok(number), _) => Some(Some(number)),
                (_, Ok(_)) => Some(None),
                _ => None,
            }
        }
    }
}

fn begins_with_nought(text: &str) -> bool {
    let rest = text.trim_matches(is_space).strip_prefix('0');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Tells whether a cell may be an amount: neither a year nor as long as an account.
fn is_amount(row: &Row, at: usize) -> bool {
    let Some(number) = stated(row.cell(at)) else { return false };
    let Some(number) = number.map(|number| number.normalize()) else { return true };
    let is_whole = number.scale() == 0;
    let is_long = number.trunc().abs().to_string().len() >= NO_AMOUNT;
    let is_named_year =
        || row.cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.contains('年')));
    let may_be_year = (Decimal::from(1990)..=Decimal::from(2100)).contains(&number);
    !(is_whole && (is_long || may_be_year && is_named_year()))
}

/// Tells whether numbers count what stands beside them: 1, 2, 3, or 1, 1.1, 1.2, 2.
fn are_places(numbers: &[Decimal]) -> bool {
    let follows = |pair: &[Decimal]| match pair {
        [one, next] => one < next && next.saturating_sub(*one) <= Decimal::ONE,
        _ => true,
    };
    let begins = numbers.len() > 1 || numbers.first() == Some(&Decimal::ONE);
    begins && numbers.windows(2).all(follows)
}

/// Tells whether numbers are the classification codes of a list: 3, 5 or 7 digits, rising.
fn are_codes(numbers: &[Decimal]) -> bool {
    let is_code = |number: &Decimal| {
        let digits = number.to_string();
        matches!(digits.len(), 3 | 5 | 7)
            && digits.starts_with(['2', '3', '5'])
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rises =
        |pair: &[Decimal]| matches!(pair, [one, next] if one.to_string() < next.to_string());
    numbers.len() >= FEWEST_CODES && numbers.iter().all(is_code) && numbers.windows(2).all(rises)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of these rows state an amount; cells are divided by `|`, and digits alone are numbers.
    fn amounts(rows: &[&str]) -> usize {
        let cell = |text: &str| match text.parse::<Decimal>() {
            Ok(_) => Cell::Number(text.to_owned()),
            Err(_) => Cell::text(text),
        };
        let row =
            |(number, row): (u32, &&str)| Row { number, cells: row.split('|').map(cell).collect() };
        let rows = (1..).zip(rows).map(row).collect();
        let grid = Grid { sheet: Some("表".to_owned()), rows, ..Grid::default() };
        unread(&grid).expect("it has a name").amounts
    }

    #[test]
    fn covers_and_lists_of_codes_state_no_amounts() {
        let cases: &[(&[&str], usize)] = &[
            (&["示范县科学技术协会", "年度|2026", "电话|09911234567", "2026年1月"], 0),
            (&["1|逐行填写", "2|不要合并", "3|单位是元"], 0),
            (&["1|填写", "1.1|日期", "1.2|金额", "2|签字"], 0),
            (&["办公费|30201", "印刷费|30202", "咨询费|30203"], 0),
            (&["206|科学技术", "20607|科普", "2060701|机构运行"], 0),
            (&["现金", "转账"], 0),
            (&["李四|2200"], 1),
            (&["4|李四|2200", "5|王五|2300"], 2),
            (&["2026-02-05|记-2|20", "2026-02-06|记-3|30.00元", "制表：甲"], 2),
            (&["1月|10", "2月|20", "合计|30"], 3),
            (&["办公费|30201|12.5", "印刷费|30202|1", "咨询费|30203|2"], 3),
            (&["2026年|2000.5"], 1),
        ];
        for (rows, expected) in cases {
            assert_eq!(amounts(rows), *expected, "{rows:?}");
        }
    }
}
