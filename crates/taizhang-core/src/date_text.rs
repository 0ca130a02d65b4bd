//! Reads dates as people type them; what has no single reading is refused.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{Schema, SchemaGenerator, json_schema};

use crate::FiscalYear;

/// Why a typed date was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateTextError {
    /// Not one of the accepted spellings.
    #[error("date {text:?} is not in a known spelling")]
    Spelling {
        /// What was given.
        text: String,
    },
    /// A year of two digits.
    #[error("date {text:?} has a year of two digits")]
    ShortYear {
        /// What was given.
        text: String,
    },
    /// The year stands last, where month and day could each be either.
    #[error("date {text:?} has its year last")]
    YearLast {
        /// What was given.
        text: String,
    },
    /// A day that the calendar does not have.
    #[error("there is no day {text:?}")]
    NoSuchDay {
        /// What was given.
        text: String,
    },
    /// Month and day alone where no year is known.
    #[error("date {text:?} has no year")]
    NoYear {
        /// What was given.
        text: String,
    },
}

/// Reads `2022-6-30`, `2022/6/30`, `2022.6.30`, `20220630`, `2022年6月30日`, and, when `year` is
/// known, `6-30`, `6/30` and `6月30日`. Full-width digits and separators are folded.
pub fn parse_date(text: &str, year: Option<FiscalYear>) -> Result<Date, DateTextError> {
    let given = || text.to_owned();
    let folded = fold(text);
    let (parts, is_compact) =
        split(&folded).ok_or_else(|| DateTextError::Spelling { text: given() })?;
    let (year_part, month, day) = match (parts.as_slice(), is_compact) {
        ([compact], true) => (compact.get(..4), compact.get(4..6), compact.get(6..8)),
        ([year, month, day], false) => (Some(*year), Some(*month), Some(*day)),
        ([month, day], false) => (None, Some(*month), Some(*day)),
        _ => return Err(DateTextError::Spelling { text: given() }),
    };
    let year_number = match year_part {
        Some(part) if part.len() == 4 => number(part),
        Some(_) if day.is_some_and(|last| last.len() == 4) => {
            return Err(DateTextError::YearLast { text: given() });
        }
        Some(_) => return Err(DateTextError::ShortYear { text: given() }),
        None => Some(year.ok_or_else(|| DateTextError::NoYear { text: given() })?.get()),
    };
    let small = |part: Option<&str>| {
        part.filter(|part| part.len() <= 2).and_then(number).and_then(|n| i8::try_from(n).ok())
    };
    match (year_number, small(month), small(day)) {
        (Some(year), Some(month), Some(day)) => {
            Date::new(year, month, day).map_err(|_| DateTextError::NoSuchDay { text: given() })
        }
        _ => Err(DateTextError::Spelling { text: given() }),
    }
}

/// Folds full-width digits and separators; drops spaces at the ends.
fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text.trim());
    }
    let half_width = |c: char| match c {
        '０'..='９' => u32::from(c)
            .checked_sub(u32::from('０'))
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(c),
        '－' | '—' | '–' => '-',
        '／' => '/',
        '．' | '。' => '.',
        _ => c,
    };
    Cow::Owned(text.trim().chars().map(half_width).collect())
}

/// Splits at one kind of separator; a run of eight digits stays whole.
fn split(folded: &str) -> Option<(Vec<&str>, bool)> {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if all_digits(folded) {
        return (folded.len() == 8).then(|| (vec![folded], true));
    }
    let parts: Vec<&str> = if let Some(rest) = folded.strip_suffix('日') {
        let (year, rest) = rest.split_once('年').map_or((None, rest), |(y, r)| (Some(y), r));
        let (month, day) = rest.split_once('月')?;
        year.into_iter().chain([month, day]).collect()
    } else {
        let separator =
            ['-', '/', '.'].into_iter().find(|separator| folded.contains(*separator))?;
        folded.split(separator).collect()
    };
    parts.iter().all(|part| all_digits(part)).then_some((parts, false))
}

fn number(digits: &str) -> Option<i16> {
    digits.parse().ok()
}

/// Returns the JSON Schema of a date as it is stored: ISO 8601 without a time.
pub fn date_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}
