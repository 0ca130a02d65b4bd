//! Periods like 2022.1, of which a spreadsheet may have dropped the nought of 2022.10.

use std::collections::BTreeMap;

use crate::table::{Cell, Row, without_spaces};

/// What the rows of one year say of its first period.
#[derive(Default)]
struct Year {
    /// Whether another period stands above one of them; none where there is none of them.
    follows: Option<bool>,
    /// Whether a second to ninth period stands below the last of them.
    is_followed: bool,
    /// Whether another period came already.
    has_other: bool,
}

/// Tells whether 2022.1 may be the tenth period in a column. It is not where some period keeps its nought,
/// 2022.10 or 2022.01, nor where it stands above the second to ninth and below none.
pub(super) fn is_open(body: &[Row], position: usize) -> bool {
    let mut years: BTreeMap<String, Year> = BTreeMap::new();
    for row in body {
        let Some((year, month)) = period(row.cell(position)) else { continue };
        let year = years.entry(year).or_default();
        match month.as_str() {
            "1" => {
                year.follows = Some(year.has_other || year.follows == Some(true));
                year.is_followed = false;
            }
            "10" => return false,
            month if month.starts_with('0') => return false,
            month => {
                year.has_other = true;
                year.is_followed |= month.len() == 1;
            }
        }
    }
    years.values().any(|year| year.follows.is_some_and(|follows| follows || !year.is_followed))
}

/// Tells whether a cell is such a first period.
pub(super) fn is_first(cell: &Cell) -> bool {
    period(cell).is_some_and(|(_, month)| month == "1")
}

/// Splits what is written as a year, a point and a month.
fn period(cell: &Cell) -> Option<(String, String)> {
    let (Cell::Number(_) | Cell::Text(_)) = cell else { return None };
    let text = without_spaces(&cell.to_string());
    let (year, month) = text.split_once('.')?;
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_period = year.len() == 4 && matches!(month.len(), 1 | 2);
    (is_period && are_digits(year) && are_digits(month))
        .then(|| (year.to_owned(), month.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_period_may_be_the_tenth_unless_the_others_tell() {
        // The periods from above, and whether the first may be the tenth.
        for (periods, expected) in [
            ("2022.1", true),
            ("2022.1 2022.2", false),
            ("2022.1 2022.1 2022.2 2022.9", false),
            ("2022.9 2022.1", true),
            ("2022.1 2022.2 2022.1", true),
            ("2022.2 2022.1 2022.3", true),
            ("2022.1 2022.11", true),
            ("2022.9 2022.10 2022.1", false),
            ("2022.01 2022.1", false),
            ("2021.12 2022.1 2022.2", false),
            ("2021.9 2021.1 2022.1 2022.2", true),
            ("2022.2 2022.3", false),
            ("1 10", false),
        ] {
            let cells = periods.split(' ').map(|text| vec![Cell::Text(text.to_owned())]);
            let body: Vec<Row> =
                (1..).zip(cells).map(|(number, cells)| Row { number, cells }).collect();
            assert_eq!(is_open(&body, 0), expected, "{periods}");
        }
    }
}
