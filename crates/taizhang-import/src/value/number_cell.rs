//! Numbers of vouchers and payments, and codes, that a spreadsheet took for something else when they were
//! typed: the number that was meant is lost, and what stands there may be the same for several.

use crate::fault::{Reason, Retyped};
use crate::table::Cell;

/// Words of a truth value; the first two are what the readers of workbooks make of TRUE and FALSE.
const TRUTHS: [&str; 4] = ["是", "否", "TRUE", "FALSE"];

/// Names of months as they stand in dates of an English spreadsheet, like `2-Jan`.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns why what stands in a cell can be no number of a voucher or payment, and no code. Text that only
/// looks like a date with dashes may be one: 2026-01-02 is the second voucher of a January, too.
pub(crate) fn ruined(cell: &Cell, is_workbook: bool) -> Option<Reason> {
    match cell {
        Cell::Date(_) | Cell::Month(_) => Some(Reason::Retyped(Retyped::Date)),
        Cell::Percent(_) => Some(Reason::Retyped(Retyped::Fraction)),
        Cell::Number(digits) if is_workbook && digits.contains('.') => {
            Some(Reason::Retyped(Retyped::Fraction))
        }
        Cell::Text(text) | Cell::Number(text) => ruined_text(text.trim()),
        _ => None,
    }
}

fn ruined_text(text: &str) -> Option<Reason> {
    if is_scientific(text) {
        Some(Reason::DigitsLost)
    } else if TRUTHS.iter().any(|truth| text.eq_ignore_ascii_case(truth)) {
        Some(Reason::Retyped(Retyped::Truth))
    } else if is_date(text) {
        Some(Reason::Retyped(Retyped::Date))
    } else {
        None
    }
}

fn is_digits(text: &str, at_most: usize) -> bool {
    !text.is_empty() && text.len() <= at_most && text.bytes().all(|b| b.is_ascii_digit())
}

/// Tells whether a text is a number as `2.02601E+11`. A plain `1E5` may be a number that somebody gave.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else { return false };
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    is_digits(whole, 1) && is_digits(fraction, 30) && is_digits(exponent, 3)
}

/// Tells whether a text is a date as spreadsheets write one: `2026/1/2`, `1月2日`, `2-Jan`, `Jan-26`.
fn is_date(text: &str) -> bool {
    let parts = |separator: char| text.split(separator).collect::<Vec<_>>();
    if let [year, month, day] = parts('/').as_slice() {
        return is_digits(year, 4) && year.len() == 4 && is_digits(month, 2) && is_digits(day, 2);
    }
    if let Some((month, day)) = text.strip_suffix('日').and_then(|text| text.split_once('月')) {
        let month = month.split_once('年').map_or(month, |(_, month)| month);
        return is_digits(month, 2) && is_digits(day, 2);
    }
    if let [one, other] = parts('-').as_slice() {
        let is_month = |text: &str| MONTHS.iter().any(|month| text.eq_ignore_ascii_case(month));
        return is_month(one) && is_digits(other, 2) || is_digits(one, 2) && is_month(other);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::ruined_text;

    #[test]
    fn what_a_spreadsheet_made_of_a_number_is_told_from_numbers() {
        for ruined in [
            "2.02601E+11",
            "2E+11",
            "1.5e-3",
            "TRUE",
            "否",
            "2026/1/2",
            "1月2日",
            "2-Jan",
            "Jan-02",
        ] {
            assert!(ruined_text(ruined).is_some(), "{ruined}");
        }
        for number in [
            "记-1",
            "1E5",
            "E+11",
            "2026-01-02",
            "ZF2E+1X",
            "1/2",
            "2-1",
            "May-A",
            "记1月2日号",
            "20260100000001",
        ] {
            assert!(ruined_text(number).is_none(), "{number}");
        }
    }
}
