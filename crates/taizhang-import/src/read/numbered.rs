//! The row below the header of official forms that numbers its columns: `栏次 1 2 3`, `甲 乙 丙 1 2 3`.

use super::totals::words;
use crate::table::{Cell, Column, Row};

/// Words that say of their row that it numbers the columns.
const LABELS: [&str; 4] = ["栏次", "列次", "栏号", "列号"];

/// Words that stand in such a row for the column of the numbers of rows.
const ROW_NUMBERS: [&str; 3] = ["行次", "序号", "编号"];

/// What numbers columns of words; columns of figures have numbers.
const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

/// What may stand behind a number that says how its column is computed: `3=1+2`, `4（2÷3）`.
const COMPUTED: &str = "=+-*/×÷%()（）＝＋－—0123456789";

/// What numbers the columns in a row that holds nothing else.
#[derive(Default)]
struct Numbering {
    /// Whether a word says that it does.
    is_labelled: bool,
    words: usize,
    stems: usize,
    numbers: usize,
    /// The number before the next.
    last: Option<u32>,
}

/// Takes out the rows that number the columns: those that say so, and what looks like it directly below
/// the header or where it is repeated.
pub(super) fn take_out(
    body: &mut Vec<Row>,
    columns: &[Column],
    repeats: impl Fn(&Row) -> bool,
) -> Vec<Row> {
    let mut is_below_header = true;
    let mut numbers = Vec::new();
    for (at, row) in body.iter().enumerate() {
        let below = body.get(at.saturating_add(1)..).unwrap_or_default();
        let numbering = Numbering::of(row);
        let is_numbering = |found: &Numbering| {
            found.is_labelled || is_below_header && found.is_certain(row, below, columns)
        };
        if numbering.is_some_and(|found| is_numbering(&found)) {
            numbers.push(row.number);
        }
        is_below_header = repeats(row);
    }
    body.extract_if(.., |row| numbers.contains(&row.number)).collect()
}

/// Tells whether a row says of itself that it numbers the columns.
pub(super) fn says_so(row: &Row) -> bool {
    Numbering::of(row).is_some_and(|found| found.is_labelled || found.stems > 0)
}

impl Numbering {
    /// Reads a row in which each cell follows the one before; none if something else stands in it.
    fn of(row: &Row) -> Option<Self> {
        let mut found = Self::default();
        for cell in row.cells.iter().filter(|cell| !cell.is_empty()) {
            let said = words(cell);
            if LABELS.contains(&said.as_ref()) && found.numbers == 0 {
                found.is_labelled = true;
            } else if ROW_NUMBERS.contains(&said.as_ref()) && found.numbers == 0 {
                found.words = found.words.saturating_add(1);
            } else if STEMS.get(found.stems) == Some(&said.as_ref()) {
                found.stems = found.stems.saturating_add(1);
            } else {
                let number = number(cell, &said)?;
                let next = found.last.map_or(1, |last| last.saturating_add(1));
                // A page that goes on with the columns of the one before begins behind its numbers.
                if number != next && !(found.is_labelled && found.last.is_none()) {
                    return None;
                }
                found.last = Some(number);
                found.numbers = found.numbers.saturating_add(1);
            }
        }
        (found.numbers > 0).then_some(found)
    }

    /// Tells whether what nobody says numbers the columns does: it fills each of them, and is no first
    /// row of a list.
    fn is_certain(&self, row: &Row, below: &[Row], columns: &[Column]) -> bool {
        let is_filled = |column: &Column| !row.cell(column.position).is_empty();
        let named = columns.iter().filter(|column| !column.name.is_empty());
        if below.len() < 2 || !named.clone().all(is_filled) {
            return false;
        }
        if self.stems == 0 {
            let has_words = |column: &Column| {
                let cell = row.cell(column.position);
                number(cell, &words(cell)).is_some()
                    && below.iter().take(2).all(|row| is_word(row.cell(column.position)))
            };
            return self.numbers >= 3 && named.clone().any(has_words);
        }
        let goes_on = |position: usize| {
            let is_stem = |row: &Row| STEMS.contains(&words(row.cell(position)).as_ref());
            STEMS.contains(&words(row.cell(position)).as_ref()) && below.iter().any(is_stem)
        };
        !named.clone().any(|column| goes_on(column.position))
    }
}

/// Reads the number of a column, with how it is computed behind it.
fn number(cell: &Cell, said: &str) -> Option<u32> {
    let is_counted = matches!(cell, Cell::Number(_) | Cell::Text(_));
    let digits =
        said.len().saturating_sub(said.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let (number, rest) = said.split_at_checked(digits).filter(|_| is_counted)?;
    let is_formula =
        rest.starts_with(['=', '＝', '(', '（']) && rest.chars().all(|c| COMPUTED.contains(c));
    (rest.is_empty() || is_formula).then(|| number.parse().ok()).flatten()
}

/// Tells whether a cell says something that is no number.
fn is_word(cell: &Cell) -> bool {
    matches!(cell, Cell::Date(_) | Cell::Month(_))
        || matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic))
}
