//! Dates that are shown without their day. Who types 2022年3月 into a sheet gets 1 March, and a format that
//! shows the month alone; no one said a day.

use jiff::civil::Date;

use crate::table::Cell;

/// Number formats that are built in and show a month: 17 everywhere, the others in Chinese programs
/// (ECMA-376 part 1, 18.8.30).
const BUILT_IN: [u32; 6] = [17, 27, 36, 50, 52, 57];

/// Tells whether a number format that is built in shows a month and no day.
pub(super) fn is_built_in(id: u32) -> bool {
    BUILT_IN.contains(&id)
}

/// Tells whether the characters of a number format, without its quoted texts, show a month and no day;
/// where hours or seconds are shown, m is a minute.
pub(super) fn is_of_month(bare: &str) -> bool {
    let has = |letters: &[char]| bare.contains(letters);
    has(&['m', 'M']) && !has(&['d', 'D', 'h', 'H', 's', 'S', '0', '#', '?'])
}

/// Tells whether a text shows the month of a day and not the day: 2022年3月, 22-03, 3月, 03/2022.
pub(super) fn is_shown_as_month(day: Date, text: &str) -> bool {
    let numbers =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: Vec<i16> = numbers.map_while(|part| part.parse().ok()).collect();
    // No year of two digits that may be a month or a day is one.
    let is_year =
        |number: i16| number == day.year() || number > 12 && number == day.year().rem_euclid(100);
    let is_month = |number: i16| number == i16::from(day.month());
    match numbers.as_slice() {
        _ if text.contains(['日', '号']) => false,
        [month] if text.contains('月') => is_month(*month),
        // The month by its name.
        [year] => is_year(*year) && text.contains(|c: char| c.is_ascii_alphabetic()),
        [one, other] => is_year(*one) && is_month(*other) || is_month(*one) && is_year(*other),
        _ => false,
    }
}

/// Returns what a day says that is shown as its month: the month, if it is the first of it. Another day is
/// one that somebody wrote.
pub(super) fn shown(day: Date) -> Cell {
    if day.day() == 1 { Cell::Month(day) } else { Cell::Date(day) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{is_of_month, is_shown_as_month};

    #[test]
    fn formats_of_months_are_told_from_those_of_days_and_minutes() {
        for format in ["yyyy年m月", "yyyy-mm", "mmm-yy", "m月", "mm/yyyy"] {
            assert!(is_of_month(format), "{format}");
        }
        for format in
            ["yyyy-mm-dd", "m月d日", "mm:ss", "h:mm AM/PM", "General", "0.00", "yyyy", "#,##0"]
        {
            assert!(!is_of_month(format), "{format}");
        }
    }

    #[test]
    fn texts_of_months_are_told_from_those_of_days() {
        let day = date(2022, 3, 1);
        for text in ["2022年3月", "2022-03", "22-03", "03/2022", "3月", "Mar-22"] {
            assert!(is_shown_as_month(day, text), "{text}");
        }
        for text in ["2022-03-01", "3月1日", "03-01", "3/1", "1-3", "1-Mar", "44621"] {
            assert!(!is_shown_as_month(day, text), "{text}");
        }
        assert!(!is_shown_as_month(date(2003, 3, 3), "3-3"), "a month and a day");
    }
}
