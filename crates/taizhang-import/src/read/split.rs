//! What is spread over columns that people read as one: a day over 年, 月 and 日, a voucher number over
//! 字 and 号. They are joined into one column beside.

use jiff::civil::Date;

use super::years::year_in;
use crate::table::{Cell, Column, NamedYear, Row, is_space};

/// Header of the joined days.
const DAY: &str = "日期（年月日）";

/// Header of the joined voucher numbers.
const VOUCHER: &str = "凭证号（字号）";

/// Tells whether a row names 月 and 日 beside each other, so that it belongs to the header.
pub(super) fn are_named(row: &Row) -> bool {
    let says = |cell: &Cell, word: &str| matches!(cell, Cell::Text(text) if bare(text) == word);
    row.cells.windows(2).any(|pair| match pair {
        [month, day] => says(month, "月") && says(day, "日"),
        _ => false,
    })
}

/// Adds joined columns, where there are columns of parts beside each other. `years` are those that the
/// titles name; one that they agree on is that of the days.
pub(super) fn join(columns: &mut Vec<Column>, body: &mut [Row], years: &[NamedYear]) {
    join_days(columns, body, years);
    join_numbers(columns, body);
}

fn last_part(column: &Column) -> &str {
    column.name.rsplit('/').next().unwrap_or_default()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

fn join_days(columns: &mut Vec<Column>, body: &mut [Row], years: &[NamedYear]) {
    let is_pair = |pair: &[Column]| match pair {
        [month, day] => last_part(month) == "月" && last_part(day) == "日",
        _ => false,
    };
    let Some(month) = columns.windows(2).position(is_pair) else { return };
    let year = month
        .checked_sub(1)
        .filter(|at| columns.get(*at).is_some_and(|column| last_part(column) == "年"));
    let group = columns.get(month).map(|column| column.name.clone()).unwrap_or_default();
    let stated = year_in(&group).or(match years {
        [named] => Some(named.year),
        _ => None,
    });
    let position = columns.len();
    let mut open: (Option<String>, Option<String>) = (stated.map(|year| year.to_string()), None);
    for row in body {
        let part = |at: usize| number(row.cell(at));
        let own_year = year.and_then(part);
        let (own_month, day) = (part(month), part(month.saturating_add(1)));
        // A year or month that stands once counts for the days below it.
        if day.is_some() {
            open = (own_year.or(open.0), own_month.or(open.1));
        }
        let cell = match (day, open.1.as_deref()) {
            (Some(day), Some(month)) => day_of(open.0.as_deref(), month, &day),
            _ => Cell::Empty,
        };
        put(row, position, cell);
    }
    // The parts are used up.
    for at in year.into_iter().chain([month, month.saturating_add(1)]) {
        if let Some(column) = columns.get_mut(at) {
            column.name = last_part(column).to_owned();
        }
    }
    columns.push(Column { position, name: DAY.to_owned() });
}

fn day_of(year: Option<&str>, month: &str, day: &str) -> Cell {
    let text = match year {
        Some(year) => format!("{year}-{month}-{day}"),
        None => format!("{month}-{day}"),
    };
    let numbers: Option<(i16, i8, i8)> =
        year.and_then(|year| Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)));
    let date = numbers
        .filter(|(year, ..)| *year > 999)
        .and_then(|(year, month, day)| Date::new(year, month, day).ok());
    date.map_or(Cell::Text(text), Cell::Date)
}

/// Reads `3`, `3月` or `2022年`; anything else stays as it is, and is refused as a day.
fn number(cell: &Cell) -> Option<String> {
    let text = bare(&cell.to_string());
    let text = text.trim_end_matches(['年', '月', '日', '号']);
    (!text.is_empty()).then(|| text.to_owned())
}

fn join_numbers(columns: &mut Vec<Column>, body: &mut [Row]) {
    let is_pair = |pair: &[Column]| match pair {
        [word, number] => {
            let is_of_vouchers = |column: &Column| column.name.contains("凭证");
            last_part(word) == "字"
                && last_part(number) == "号"
                && (is_of_vouchers(word) || is_of_vouchers(number))
        }
        _ => false,
    };
    let Some(word) = columns.windows(2).position(is_pair) else { return };
    let position = columns.len();
    for row in body {
        let text = |at: usize| bare(&row.cell(at).to_string());
        let joined = match (text(word), text(word.saturating_add(1))) {
            (_, number) if number.is_empty() => Cell::Empty,
            (word, number) if word.is_empty() => Cell::Text(number),
            (word, number) => Cell::Text(format!("{word}-{number}")),
        };
        put(row, position, joined);
    }
    for at in [word, word.saturating_add(1)] {
        if let Some(column) = columns.get_mut(at) {
            column.name = last_part(column).to_owned();
        }
    }
    columns.push(Column { position, name: VOUCHER.to_owned() });
}

/// Puts the cell of a joined column before what stands beyond the header.
pub(super) fn put(row: &mut Row, position: usize, cell: Cell) {
    if row.cells.len() < position && !cell.is_empty() {
        row.cells.resize(position, Cell::Empty);
    }
    if row.cells.len() >= position {
        row.cells.insert(position, cell);
    }
}
