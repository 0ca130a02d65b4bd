//! What a cell says, however it is spelt: a spreadsheet that saves a file spells numbers and days
//! its own way.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::unguard_formula;
use crate::sheet::Holds;

/// Returns a spelling that is the same for two cells that say the same: `27,900.00` is 27900 where
/// the column holds numbers, `2022/1/17` is 2022-01-17. What keeps a code text counts for nothing; its
/// digits do, so `0123` is no number and is not 123, and in a column of words 1.10 is not 1.1.
pub(super) fn meaning(cell: &str, holds: Holds) -> String {
    let cell = unwrapped(cell);
    let counts = match holds {
        Holds::Numbers | Holds::Amounts | Holds::Percent | Holds::Any => true,
        Holds::Words | Holds::Dates | Holds::Nothing => false,
    };
    if let Some(number) = number(&cell).filter(|_| counts) {
        return number.normalize().to_string();
    }
    match date(&cell) {
        Some(date) => date.to_string(),
        // GBK lacks the sign; line ends inside a cell are those of the program that saved it.
        None => cell.replace("\r\n", "\n").replace('−', "－"),
    }
}

/// Takes away the formula, or the apostrophe, by which a spreadsheet keeps a cell as text.
fn unwrapped(cell: &str) -> String {
    if let Some(words) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return words.replace("\"\"", "\"");
    }
    let is_code = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    cell.strip_prefix('\'').filter(is_code).unwrap_or_else(|| unguard_formula(cell)).to_owned()
}

/// Reads a number that has no needless zero before it, with or without thousands separators.
fn number(cell: &str) -> Option<Decimal> {
    let unsigned = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().filter(|group| is_digits(group))?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped =
        first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    let is_plain = first.len() == 1 || !first.starts_with('0');
    if !is_plain || !(rest.is_empty() || is_grouped) || !is_digits(fraction) {
        return None;
    }
    let number: Decimal = Decimal::from_str_exact(&cell.replace(',', "")).ok()?;
    Some(if number.is_zero() { Decimal::ZERO } else { number })
}

/// Reads a day as `2022-01-17`, `2022/1/17` or `2022年1月17日`.
fn date(cell: &str) -> Option<Date> {
    let parts: Vec<&str> = match cell.strip_suffix('日') {
        Some(rest) => rest.split(['年', '月']).collect(),
        None if cell.contains('/') => cell.split('/').collect(),
        None => cell.split('-').collect(),
    };
    let [year, month, day] = parts.as_slice() else { return None };
    let is_short = |part: &str| (1..=2).contains(&part.len());
    if year.len() != 4 || !is_short(month) || !is_short(day) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::meaning;
    use crate::sheet::Holds::{Amounts, Any, Words};

    #[test]
    fn spellings_of_one_value_are_the_same() {
        for (one, other) in [
            ("27900.00", "27900"),
            ("27900.00", "27,900.00"),
            ("-1234567.50", "-1,234,567.5"),
            ("0.00", "0"),
            ("-0.00", "0"),
            ("98.50", "98.5"),
            ("2022-01-17", "2022/1/17"),
            ("2022-01-17", "2022年1月17日"),
            ("=\"0123\"", "0123"),
            ("'0123", "0123"),
            ("'=1+1", "=1+1"),
            ("甲\r\n乙", "甲\n乙"),
            ("甲 − 乙", "甲 － 乙"),
            ("620826210000000000123", "620,826,210,000,000,000,123"),
        ] {
            assert_eq!(meaning(one, Any), meaning(other, Any), "{one} {other}");
        }
    }

    #[test]
    fn other_values_stay_apart() {
        for (one, other) in [
            ("27900.00", "27901"),
            ("27900.00", "27900.01"),
            ("27900.00", "-27900"),
            ("27900.00", "279,00"),
            ("0123", "123"),
            ("007", "7"),
            ("620826210000000000123", "6.20826E+20"),
            ("620826210000000000123", "620826210000000000000"),
            ("2022-01-17", "2022-01-18"),
            ("2022-02-30", "2022-03-02"),
            ("", "0.00"),
            ("—", "0.00"),
            ("科普日", "科普日 "),
        ] {
            assert_ne!(meaning(one, Any), meaning(other, Any), "{one} {other}");
        }
    }

    #[test]
    fn numbers_count_by_value_in_columns_of_numbers_alone() {
        let check = |one: &str, other: &str, same_words: bool| {
            assert_eq!(meaning(one, Amounts), meaning(other, Amounts), "{one} {other}");
            assert_eq!(meaning(one, Words) == meaning(other, Words), same_words, "{one} {other}");
        };
        check("1.10", "1.1", false);
        check("27900.00", "27,900", false);
        check("7", "7", true);
        check("2022-01-17", "2022/1/17", true);
        check("=\"1.10\"", "1.10", true);
    }
}
