//! What is spread over columns that people read as one: a day over 年, 月 and 日, a voucher number over its word
//! and what follows. They are joined into one column beside. A day whose month stands above the table or in the name of its sheet is joined with that.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::month::Named;
use super::years::year_in;
use super::{tenth_month, word_and_number};
use crate::field::Field;
use crate::table::{Cell, Column, Covered, LoneDay, NamedYear, Row, without_spaces};
use crate::vocabulary::Vocabulary;

/// Header of the joined days.
const DAY: &str = "日期（年月日）";

/// Tells whether a row names 月 and 日 beside each other, so that it belongs to the header.
pub(super) fn are_named(row: &Row) -> bool {
    let says =
        |cell: &Cell, word: &str| matches!(cell, Cell::Text(text) if without_spaces(text) == word);
    row.cells.windows(2).any(|pair| match pair {
        [month, day] => says(month, "月") && says(day, "日"),
        _ => false,
    })
}

/// What stands around a table.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The rows above the header, which may name year and month.
    pub(super) titles: &'a [Row],
    /// The years that they name; one that they agree on is that of the days.
    pub(super) years: &'a [NamedYear],
    /// The name of the sheet, which may too.
    pub(super) sheet: Option<&'a str>,
}

/// Adds joined columns, where there are columns of parts beside each other. Returns the column of days
/// whose month is in doubt.
pub(super) fn join(
    columns: &mut Vec<Column>,
    body: &mut [Row],
    (around, merged): (Around<'_>, &BTreeMap<(u32, usize), Covered>),
    vocabulary: &Vocabulary,
) -> Option<LoneDay> {
    let has_years =
        columns.iter().any(|column| vocabulary.field(&column.name) == Some(Field::Year));
    // The year of its row is nearer to a day than those around the table.
    let around = if has_years { Around { years: &[], ..around } } else { around };
    let is_joined = join_days(columns, body, around.years, vocabulary);
    let lone =
        if is_joined { None } else { join_lone_days(columns, body, around, has_years, vocabulary) };
    word_and_number::join(columns, body, merged, vocabulary.knows(Field::Voucher));
    lone
}

/// Makes dates of days that stand alone, with the one month that title, group and sheet name.
fn join_lone_days(
    columns: &mut [Column],
    body: &mut [Row],
    around: Around<'_>,
    has_years: bool,
    vocabulary: &Vocabulary,
) -> Option<LoneDay> {
    let is_dated = |column: &Column| vocabulary.field(&column.name) == Some(Field::Date);
    let is_lone = |column: &&Column| match column.last_part() {
        "日" => !columns.iter().any(is_dated),
        _ => is_dated(column) && are_days(body, column.position),
    };
    if !vocabulary.knows(Field::Date) {
        return None;
    }
    let day = columns.iter().find(is_lone)?.clone();
    let mut named = Named::default();
    let group = day.group().map(str::to_owned);
    let titles = around.titles.iter().flat_map(|row| row.cells.iter().map(ToString::to_string));
    let texts: Vec<String> =
        group.into_iter().chain(titles).chain(around.sheet.map(str::to_owned)).collect();
    for text in &texts {
        named.read(text);
    }
    let month = match (named.is_range, named.months.len(), named.years.len()) {
        (false, 1, 0 | 1) => named.months.first().map(ToString::to_string),
        _ => None,
    };
    let year = named.years.first().filter(|_| !has_years).map(ToString::to_string);
    let name = match (&month, &year) {
        (Some(month), Some(year)) => format!("日期（{year}年{month}月）"),
        (Some(month), None) => format!("日期（{month}月）"),
        (None, _) if day.last_part() == "日" => "日期（日）".to_owned(),
        (None, _) => day.name.clone(),
    };
    if let Some(column) = columns.get_mut(day.position) {
        column.name = name;
    }
    let Some(month) = month else {
        return Some(LoneDay { position: day.position, words: named.words });
    };
    for cell in body.iter_mut().filter_map(|row| row.cells.get_mut(day.position)) {
        // What is no number is the label of a sum, or stays to be refused.
        let is_number = |day: &String| day.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(day) = number(cell).filter(is_number) {
            *cell = match &year {
                Some(_) => day_of(year.as_deref(), &month, &day),
                None => Cell::Text(format!("{month}月{day}日")),
            };
        }
    }
    None
}

/// Tells whether a column of dates has nothing but days of a month: `5`, `5日`, `31号`.
fn are_days(body: &[Row], position: usize) -> bool {
    let is_day = |cell: &Cell| {
        let text = without_spaces(&cell.to_string());
        let digits = text.trim_end_matches(['日', '号']);
        digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    // Words are labels of sums.
    let is_counted = |cell: &&Cell| match cell {
        Cell::Text(text) => text.contains(|c: char| c.is_numeric()),
        cell => !cell.is_empty(),
    };
    let mut cells = body.iter().map(|row| row.cell(position)).filter(is_counted).peekable();
    cells.peek().is_some() && cells.all(is_day)
}

fn is_of_years(column: &Column) -> bool {
    matches!(column.last_part(), "年" | "年度" | "年份")
}

/// Headers of a column that gives the month of a row, wherever it stands.
const MONTHS: [&str; 8] =
    ["月份", "会计月份", "会计期间", "记账月份", "支付月份", "付款月份", "期间", "年月"];

/// Where the parts of days stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DayParts {
    year: Option<usize>,
    month: usize,
    day: usize,
}

impl DayParts {
    /// Finds 月 and 日 beside each other, else a column of months and one of nothing but days.
    fn of(columns: &[Column], body: &[Row], vocabulary: &Vocabulary) -> Option<Self> {
        let is_pair = |pair: &[Column]| match pair {
            [month, day] => month.last_part() == "月" && day.last_part() == "日",
            _ => false,
        };
        let is_year = |at: &usize| columns.get(*at).is_some_and(is_of_years);
        if let Some(month) = columns.windows(2).position(is_pair) {
            let year = month.checked_sub(1).filter(is_year);
            return Some(Self { year, month, day: month.saturating_add(1) });
        }
        if !vocabulary.knows(Field::Date) {
            return None;
        }
        let is_dated = |column: &Column| vocabulary.field(&column.name) == Some(Field::Date);
        let month = columns.iter().find(|column| MONTHS.contains(&column.last_part()))?.position;
        let mut dated = columns.iter().filter(|column| is_dated(column));
        let day = match (dated.next(), dated.next()) {
            (None, _) => columns.iter().find(|column| column.last_part() == "日")?,
            (Some(one), None) => one,
            (Some(_), Some(_)) => return None,
        };
        let year = columns.iter().map(|column| column.position).find(is_year);
        (are_days(body, day.position) && day.position != month).then_some(Self {
            year,
            month,
            day: day.position,
        })
    }

    fn positions(self) -> Vec<usize> {
        let mut positions: Vec<usize> =
            self.year.into_iter().chain([self.month, self.day]).collect();
        positions.sort_unstable();
        positions
    }
}

/// Joins days that stand in columns of their parts, and tells whether there are such.
fn join_days(
    columns: &mut Vec<Column>,
    body: &mut [Row],
    years: &[NamedYear],
    vocabulary: &Vocabulary,
) -> bool {
    let Some(parts) = DayParts::of(columns, body, vocabulary) else { return false };
    let group = columns.get(parts.month).map(|column| column.name.clone()).unwrap_or_default();
    let stated = year_in(&group).or(match years {
        [named] => Some(named.year),
        _ => None,
    });
    let position = columns.len();
    let mut open: (Option<String>, Option<String>) = (stated.map(|year| year.to_string()), None);
    let may_be_tenth = tenth_month::is_open(body, parts.month);
    for row in body {
        let month = row.cell(parts.month);
        if may_be_tenth && tenth_month::is_first(month) {
            // It stays as it is written, and is refused as a day.
            let month = month.clone();
            put(row, position, month);
            open.1 = None;
            continue;
        }
        let day = number(row.cell(parts.day));
        let (year_of_month, own_month) = month_in(row.cell(parts.month));
        let own_year = parts.year.and_then(|at| number(row.cell(at))).or(year_of_month);
        // A year or month that stands once counts for the days below it, also where its row has no day, as
        // one that is carried forward; there a total may stand in its place.
        let has_day = day.is_some();
        let counts = |part: &String, may_be: RangeInclusive<i16>| {
            has_day || part.parse().is_ok_and(|part| may_be.contains(&part))
        };
        let own_year = own_year.filter(|year| counts(year, 1990..=2100));
        let own_month = own_month.filter(|month| counts(month, 1..=12));
        open = (own_year.or(open.0), own_month.or(open.1));
        let cell = match (day, open.1.as_deref()) {
            (Some(day), Some(month)) => day_of(open.0.as_deref(), month, &day),
            _ => Cell::Empty,
        };
        put(row, position, cell);
    }
    // The parts are used up.
    let joins = parts.positions();
    for at in &joins {
        if let Some(column) = columns.get_mut(*at) {
            column.name = column.last_part().to_owned();
        }
    }
    if let Some(day) = columns.get_mut(parts.day) {
        "日".clone_into(&mut day.name);
    }
    columns.push(Column { position, name: DAY.to_owned(), joins });
    true
}

/// Reads the month of a row, and the year where it has one: `3`, `3月`, `三月`, `2022-03`, `202203`, `2022年第3期`.
fn month_in(cell: &Cell) -> (Option<String>, Option<String>) {
    if let Cell::Date(date) | Cell::Month(date) = cell {
        return (Some(date.year().to_string()), Some(date.month().to_string()));
    }
    let Some(text) = number(cell) else { return (None, None) };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.len() == 6 {
        let (year, month) = text.split_at(4);
        return (Some(year.to_owned()), Some(month.to_owned()));
    }
    let mut named = Named::default();
    // 第3期 is what accounting programs call the third month.
    let words = cell.to_string();
    let period = words.strip_suffix('期').and_then(|words| words.split_once('第'));
    named.read(&period.map_or(words.clone(), |(year, month)| format!("{year}{month}月")));
    match (named.is_range, named.months.len(), named.years.len()) {
        (false, 1, 0 | 1) => (
            named.years.first().map(ToString::to_string),
            named.months.first().map(ToString::to_string),
        ),
        _ => (None, Some(text)),
    }
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
    let text = without_spaces(&cell.to_string());
    let text = text.trim_end_matches(['年', '月', '日', '号']);
    (!text.is_empty()).then(|| text.to_owned())
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
