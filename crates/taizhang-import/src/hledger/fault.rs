//! Why a journal is not read.

use rust_decimal::Decimal;

/// Everything that is wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} has {} faults, the first in line {}", .faults.len(), first_line(.faults))]
pub struct HledgerError {
    /// Name of the file.
    pub file: String,
    /// The faults by line; there is at least one.
    pub faults: Vec<LineFault>,
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub fault: HledgerFault,
}

/// What is wrong with a line or a transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HledgerFault {
    /// The file is larger than any journal.
    #[error("it has {bytes} bytes")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The bytes are not UTF-8, which hledger reads alone.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// A directive that would reach outside the file or change accounts.
    #[error("the directive {0:?} is not followed")]
    Directive(String),
    /// A line that is neither directive, transaction nor posting.
    #[error("{0:?} is no line of a journal")]
    Unreadable(String),
    /// Text that is no date.
    #[error("{0:?} is no date")]
    Date(String),
    /// A date without a year where none was set.
    #[error("{0:?} has no year")]
    Year(String),
    /// Text that is no amount.
    #[error("{0:?} is no amount")]
    Amount(String),
    /// A number with two readings.
    #[error("{0:?} can be read in two ways")]
    Ambiguous(String),
    /// More decimals than money has.
    #[error("{0:?} is finer than a fen")]
    Fen(String),
    /// Another currency.
    #[error("{0:?} is not yuan")]
    Currency(String),
    /// A cost, a balance assignment, or a date of a single posting.
    #[error("{0:?} is not read")]
    Unsupported(String),
    /// More than one posting without an amount.
    #[error("several postings have no amount")]
    SeveralElided,
    /// No posting at all.
    #[error("the transaction has no posting")]
    NoPosting,
    /// The postings do not sum to zero.
    #[error("the transaction is off by {0}")]
    Unbalanced(Decimal),
    /// A sum beyond what decimals hold.
    #[error("the amounts are too large to sum")]
    Overflow,
    /// A balance assertion that does not hold.
    #[error("{account} is {actual}, asserted was {asserted}")]
    Assertion {
        /// The account.
        account: String,
        /// What it comes to.
        actual: Decimal,
        /// What the journal says.
        asserted: Decimal,
    },
}

fn first_line(faults: &[LineFault]) -> u32 {
    faults.first().map_or(1, |fault| fault.line)
}
