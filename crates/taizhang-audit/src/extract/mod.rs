//! What a document says: numbers, labelled amounts, table columns, headings.

pub(crate) mod amount;
pub(crate) mod grid;
pub(crate) mod indicator;
pub(crate) mod number;
pub(crate) mod outline;
pub(crate) mod parts;
pub(crate) mod passage;
pub(crate) mod role;

use std::sync::LazyLock;

use regex::Regex;

/// A pattern that is compiled when it is first used.
pub(crate) type Pattern = LazyLock<Regex>;

pub(crate) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("every pattern is a constant, and all are compiled by the tests")
}
