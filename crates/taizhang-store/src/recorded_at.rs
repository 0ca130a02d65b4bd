//! The moment at which an event was recorded, in China Standard Time.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

const CHINA: Offset = Offset::constant(8);
const SUFFIX: &str = "+08:00";

/// A moment printed as RFC 3339 with the fixed offset +08:00, to the second or the millisecond.
///
/// Value and text correspond one to one: milliseconds are printed exactly when they are not zero.
/// China has had one time and no summer time since 1992, so no time-zone database is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "&str", into = "String")]
pub struct RecordedAt(DateTime);

/// Text that is not a moment in the one accepted form, or a moment outside the years 1–9999.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a time like 2022-03-01T09:30:00+08:00 or 2022-03-01T09:30:00.123+08:00")]
pub struct RecordedAtError {
    /// What was given.
    pub text: String,
}

impl RecordedAt {
    /// Converts an instant read from a clock; what is finer than a millisecond is dropped.
    pub fn from_timestamp(instant: Timestamp) -> Result<Self, RecordedAtError> {
        let civil = CHINA.to_datetime(instant);
        let refuse = || RecordedAtError { text: civil.to_string() };
        let finer = SignedDuration::from_nanos(i64::from(civil.subsec_nanosecond() % 1_000_000));
        let truncated = civil.checked_sub(finer).map_err(|_| refuse())?;
        if truncated.year() < 1 { Err(refuse()) } else { Ok(Self(truncated)) }
    }

    /// Appends the printed form to `text`.
    pub(crate) fn write(self, text: &mut String) {
        let (date, time) = (self.0.date(), self.0.time());
        push_digits::<4>(text, date.year());
        for (mark, number) in [
            ('-', date.month()),
            ('-', date.day()),
            ('T', time.hour()),
            (':', time.minute()),
            (':', time.second()),
        ] {
            text.push(mark);
            push_digits::<2>(text, number.into());
        }
        if time.millisecond() != 0 {
            text.push('.');
            push_digits::<3>(text, time.millisecond());
        }
        text.push_str(SUFFIX);
    }

    /// Returns the date and time of day on a Chinese clock.
    pub const fn civil(self) -> DateTime {
        self.0
    }
}

impl fmt::Display for RecordedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.pad(&text)
    }
}

impl FromStr for RecordedAt {
    type Err = RecordedAtError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map(Self).ok_or_else(|| RecordedAtError { text: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<DateTime> {
    let local = text.strip_suffix(SUFFIX)?.as_bytes();
    let (seconds, fraction) = local.split_at_checked(19)?;
    let milliseconds = match fraction {
        [] => 0,
        [b'.', digits @ ..] if digits.len() == 3 => Some(number(digits)?).filter(|&ms| ms != 0)?,
        _ => return None,
    };
    let punctuation = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if punctuation.iter().any(|&(at, mark)| seconds[at] != mark) {
        return None;
    }
    let field = |at: usize| number(&seconds[at..at + 2]).and_then(|n| i8::try_from(n).ok());
    let year = number(&seconds[..4]).filter(|&year| year >= 1)?;
    let nanoseconds = i32::from(milliseconds) * 1_000_000;
    DateTime::new(year, field(5)?, field(8)?, field(11)?, field(14)?, field(17)?, nanoseconds).ok()
}

/// Appends a number that is not negative, with zeros before it.
pub(crate) fn push_digits<const DIGITS: usize>(text: &mut String, mut number: i16) {
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
    text.push_str(std::str::from_utf8(&digits).unwrap_or_default());
}

/// Reads up to four decimal digits.
pub(crate) fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0_i16, |total, digit| {
        digit.is_ascii_digit().then(|| total * 10 + i16::from(digit - b'0'))
    })
}

impl TryFrom<&str> for RecordedAt {
    type Error = RecordedAtError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RecordedAt> for String {
    fn from(moment: RecordedAt) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_printed_as_it_was_read() {
        for text in [
            "2022-03-01T09:30:00+08:00",
            "2022-03-01T09:30:00.123+08:00",
            "0001-01-01T00:00:00.001+08:00",
            "9999-12-31T23:59:59.999+08:00",
        ] {
            assert_eq!(text.parse::<RecordedAt>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "2022-03-01",
            "2022-03-01T09:30:00Z",
            "2022-03-01T09:30:00+09:00",
            "2022-03-01T09:30:00.000+08:00",
            "2022-03-01T09:30:00.1+08:00",
            "2022-02-30T09:30:00+08:00",
            "2022-03-01T24:00:00+08:00",
            "2022-03-01 09:30:00+08:00",
            "0000-03-01T09:30:00+08:00",
            "2022-03-0１T09:30:00+08:00",
        ] {
            assert!(text.parse::<RecordedAt>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_instant_becomes_chinese_time_cut_to_the_millisecond() {
        let instant: Timestamp = "2022-03-01T23:59:59.9876543Z".parse().unwrap();
        let moment = RecordedAt::from_timestamp(instant).unwrap();
        assert_eq!(moment.to_string(), "2022-03-02T07:59:59.987+08:00");
    }

    #[test]
    fn later_moments_compare_greater() {
        let at = |text: &str| text.parse::<RecordedAt>().unwrap();
        assert!(at("2022-03-01T09:30:00+08:00") < at("2022-03-01T09:30:00.001+08:00"));
        assert!(at("2022-03-01T09:30:00.999+08:00") < at("2022-03-01T09:30:01+08:00"));
    }
}
