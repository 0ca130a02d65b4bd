//! Numbers of vouchers that are spread over two columns, the word for the kind of voucher and what follows it: `字`
//! and `号` below 凭证, or `凭证字 | 凭证号`, `凭证类别 | 凭证编号` as accounting programs export them. They are joined
//! into one column beside. Where the header does not say that the words belong to the number, both columns keep
//! their names, and mapping decides by the words.

use std::collections::BTreeMap;

use super::split::put;
use crate::spelling::{kind_word, names_kind};
use crate::table::{Cell, Column, Covered, Row, without_spaces};
use crate::value::{ruined, states_nothing};
use crate::vocabulary::fold;

/// Header of numbers that were joined of 字 and 号, which say nothing alone.
const JOINED: &str = "凭证号（字号）";

/// Begins the header of numbers that were joined of two columns that have a name each.
const OFFERED: &str = "凭证号（";

/// Headers of the words, the likeliest first; those that say 字 hold nothing else.
const WORDS: [&str; 9] = [
    "凭证字",
    "记账凭证字",
    "凭证类别字",
    "凭证类别",
    "凭证类别名称",
    "凭证类型",
    "凭证类型名称",
    "记账凭证类型",
    "凭证种类",
];

/// Headers of what follows the words, the likeliest first. The numbers that a treasury gives have no words.
const NUMBERS: [&str; 5] = ["凭证号", "凭证编号", "记账凭证号", "凭证号数", "会计凭证号"];

/// Tells whether a column was joined of two that may as well stand alone.
pub(crate) fn is_offered(column: &Column) -> bool {
    !column.joins.is_empty() && column.name.starts_with(OFFERED) && column.name != JOINED
}

/// Tells whether the header of words says that they belong to the number.
pub(crate) fn says_word(column: &Column) -> bool {
    key(column).ends_with('字') && key(column) != "字"
}

/// Adds the joined numbers, where there are columns of their parts. Only lists that know numbers of vouchers get
/// them of columns that may as well stand alone.
pub(super) fn join(
    columns: &mut Vec<Column>,
    body: &mut [Row],
    covered: &BTreeMap<(u32, usize), Covered>,
    knows_vouchers: bool,
) {
    let (word, number, is_used_up) = match below_vouchers(columns) {
        Some((word, number)) => (word, number, true),
        None => match named(columns).filter(|_| knows_vouchers) {
            Some((word, number)) => (word, number, false),
            None => return,
        },
    };
    let position = columns.len();
    for row in body {
        let said = |at: usize| {
            let merged = covered.get(&(row.number, at)).map(|covered| &covered.cell);
            merged.unwrap_or_else(|| row.cell(at))
        };
        let joined = joined(said(word), said(number));
        put(row, position, joined);
    }
    let joins = vec![word, number];
    let key_of = |at: usize| columns.get(at).map(key).unwrap_or_default();
    let name = if is_used_up {
        JOINED.to_owned()
    } else {
        format!("{OFFERED}{}-{}）", key_of(word), key_of(number))
    };
    for at in joins.iter().filter(|_| is_used_up) {
        if let Some(column) = columns.get_mut(*at) {
            column.name = column.last_part().to_owned();
        }
    }
    columns.push(Column { position, name, joins });
}

/// Finds 字 and 号 beside each other, of which one stands below 凭证.
fn below_vouchers(columns: &[Column]) -> Option<(usize, usize)> {
    let is_pair = |pair: &[Column]| match pair {
        [word, number] => {
            let is_of_vouchers = |column: &Column| column.name.contains("凭证");
            word.last_part() == "字"
                && number.last_part() == "号"
                && (is_of_vouchers(word) || is_of_vouchers(number))
        }
        _ => false,
    };
    let word = columns.windows(2).position(is_pair)?;
    Some((word, word.saturating_add(1)))
}

/// Finds a column of words and one of numbers in the same group of headers, by their names; else 字 and 号 beside
/// each other.
fn named(columns: &[Column]) -> Option<(usize, usize)> {
    let first = |names: &[&str], fits: &dyn Fn(&Column) -> bool| {
        names.iter().find_map(|name| {
            let mut found = columns.iter().filter(|column| key(column) == *name && fits(column));
            let one = found.next()?;
            found.next().is_none().then_some(one)
        })
    };
    if let Some(number) = first(&NUMBERS, &|_| true)
        && let Some(word) = first(&WORDS, &|word| word.group() == number.group())
    {
        return Some((word.position, number.position));
    }
    let is_pair = |pair: &[Column]| match pair {
        [word, number] => word.name == "字" && number.name == "号",
        _ => false,
    };
    let word = columns.windows(2).position(is_pair)?;
    Some((word, word.saturating_add(1)))
}

/// Folds a header to what it is called where no words stand above it.
fn key(column: &Column) -> String {
    let last = fold(column.last_part());
    let is_below_vouchers = column.group().is_some_and(|group| group.ends_with("凭证"));
    if is_below_vouchers && !last.contains("凭证") { format!("凭证{last}") } else { last }
}

/// Joins a word and a number. A number that says of which kind it is, or that cannot be joined, stays as it is.
fn joined(word: &Cell, number: &Cell) -> Cell {
    let is_plain = match number {
        Cell::Text(_) | Cell::Number(_) => ruined(number, true).is_none(),
        _ => false,
    };
    let of_number = without_spaces(&number.to_string());
    if !is_plain || names_kind(&of_number) {
        return number.clone();
    }
    if matches!(word, Cell::Fault(_) | Cell::Unstored) {
        return word.clone();
    }
    let text = without_spaces(&word.to_string());
    match kind_word(&text) {
        kind if kind.is_empty() || states_nothing(word) => Cell::Text(of_number),
        kind => Cell::Text(format!("{kind}-{of_number}")),
    }
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::table::Cell;

    #[test]
    fn a_word_is_put_before_a_number_that_has_none() {
        let text = |text: &str| Cell::text(text);
        for (word, number, whole) in [
            ("记", "1", "记-1"),
            ("记字", "0012", "记-0012"),
            ("记账凭证", "1", "记-1"),
            ("银行付款凭证", "3", "银付-3"),
            ("银付", "3", "银付-3"),
            ("会计凭证", "1", "1"),
            ("", "1", "1"),
            ("记", "", ""),
            ("记", "记-1", "记-1"),
            ("付", "记字第1号", "记字第1号"),
            ("记", "PZ0001", "PZ0001"),
            ("记", "2.02601E+11", "2.02601E+11"),
        ] {
            assert_eq!(joined(&text(word), &text(number)), text(whole), "{word} {number}");
        }
        let number = |digits: &str| Cell::Number(digits.to_owned());
        assert_eq!(joined(&text("记"), &number("1")), text("记-1"));
        assert_eq!(joined(&text("记"), &number("1.5")), number("1.5"));
        assert_eq!(joined(&text("记"), &Cell::Unstored), Cell::Unstored);
        assert_eq!(joined(&Cell::Unstored, &number("1")), Cell::Unstored);
    }
}
