//! Document numbers (文号) and the documents they name.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{FiscalYear, is_unseen};

/// A document number like 甘财科〔2020〕2号: issuer, year and number, printed with 〔 〕.
///
/// GB/T 9704-2012 asks for hexagonal brackets, a four-digit year and a number without leading
/// zero or 第 (article number unverified). Typed `[ ]`, `【 】`, `( )` and full-width brackets are
/// read and printed as 〔 〕.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    issuer: String,
    year: FiscalYear,
    number: u32,
}

/// Text that is no document number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a document number: {reason}")]
pub struct DocumentNumberError {
    /// What was given.
    pub text: String,
    /// Which part is missing or wrong.
    pub reason: DocumentNumberFault,
}

/// The part of a document number that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentNumberFault {
    /// No pair of brackets around a year.
    #[error("it has no bracketed year")]
    Brackets,
    /// Nothing in front of the brackets.
    #[error("it has no issuer")]
    Issuer,
    /// The bracketed text is no year.
    #[error("its year is not a year")]
    Year,
    /// What follows the brackets is not a number and 号.
    #[error("its number is not a number followed by 号")]
    Number,
}

impl DocumentNumber {
    /// Returns the issuer's abbreviation (机关代字), like 甘财科.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Returns the year in the brackets.
    pub const fn year(&self) -> FiscalYear {
        self.year
    }

    /// Returns the running number.
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.issuer, self.year, self.number)
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |reason| DocumentNumberError { text: text.to_owned(), reason };
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let opening = ['〔', '[', '［', '【', '(', '（'];
        let closing = ['〕', ']', '］', '】', ')', '）'];
        let (issuer, rest) =
            compact.split_once(opening).ok_or_else(|| refuse(DocumentNumberFault::Brackets))?;
        let (year, rest) =
            rest.split_once(closing).ok_or_else(|| refuse(DocumentNumberFault::Brackets))?;
        if issuer.is_empty() || issuer.chars().any(is_unseen) {
            return Err(refuse(DocumentNumberFault::Issuer));
        }
        let year = year.parse().map_err(|_| refuse(DocumentNumberFault::Year))?;
        let digits = rest
            .strip_suffix('号')
            .map(|digits| digits.strip_prefix('第').unwrap_or(digits))
            .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
            .ok_or_else(|| refuse(DocumentNumberFault::Number))?;
        let number = digits
            .parse()
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| refuse(DocumentNumberFault::Number))?;
        Ok(Self { issuer: issuer.to_owned(), year, number })
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = DocumentNumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.to_string()
    }
}

/// The document behind a change of budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceDocument {
    /// Its number (文号).
    pub number: DocumentNumber,
    /// Its date of issue.
    pub dated: Date,
}
