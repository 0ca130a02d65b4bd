//! The fiscal year, which in China is the calendar year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A fiscal year: 1 January to 31 December (预算法 art. 18, unverified article number).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "i16", into = "i16")]
pub struct FiscalYear(i16);

/// A year outside 1949–2999, or text that is no year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a fiscal year between 1949 and 2999")]
pub struct FiscalYearError {
    /// What was given.
    pub text: String,
}

impl FiscalYear {
    /// Returns the year as a number.
    pub const fn get(self) -> i16 {
        self.0
    }

    /// Returns 1 January.
    pub const fn first_day(self) -> Date {
        date(self.0, 1, 1)
    }

    /// Returns 31 December.
    pub const fn last_day(self) -> Date {
        date(self.0, 12, 31)
    }

    /// Tells whether `day` lies in this year.
    pub fn contains(self, day: Date) -> bool {
        day.year() == self.0
    }

    /// Returns the year after this one, unless this is the last.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).and_then(|year| Self::try_from(year).ok())
    }

    /// Returns the year before this one, unless this is the first.
    pub fn previous(self) -> Option<Self> {
        self.0.checked_sub(1).and_then(|year| Self::try_from(year).ok())
    }
}

impl TryFrom<i16> for FiscalYear {
    type Error = FiscalYearError;

    fn try_from(year: i16) -> Result<Self, Self::Error> {
        if (1949..=2999).contains(&year) {
            Ok(Self(year))
        } else {
            Err(FiscalYearError { text: year.to_string() })
        }
    }
}

impl From<FiscalYear> for i16 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || FiscalYearError { text: text.to_owned() };
        if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refuse());
        }
        text.parse::<i16>().map_err(|_| refuse()).and_then(Self::try_from)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
