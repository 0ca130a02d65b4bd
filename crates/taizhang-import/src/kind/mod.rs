//! What a file can hold, and which columns that takes.

mod budget;
mod payments;

use std::str::FromStr;

use crate::field::Field;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Budget documents: 年初批复, 追加, 追减, 调剂, 结转 and the like.
    Budget,
    /// Payments.
    Payments,
}

/// A column that a kind knows.
#[derive(Clone, Copy, Debug)]
pub struct KnownColumn {
    /// What it means.
    pub field: Field,
    /// Whether a row cannot do without it.
    pub required: bool,
    /// Its headers, the canonical one first, national field names last.
    pub names: &'static [&'static str],
}

/// A column that every row fills.
const fn required(field: Field, names: &'static [&'static str]) -> KnownColumn {
    KnownColumn { field, required: true, names }
}

/// A column that may be absent or blank.
const fn optional(field: Field, names: &'static [&'static str]) -> KnownColumn {
    KnownColumn { field, required: false, names }
}

impl Kind {
    /// All kinds, in the order in which a year needs them.
    pub const ALL: [Self; 2] = [Self::Budget, Self::Payments];

    /// Returns the word for commands and profiles.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Payments => "payments",
        }
    }

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Budget => "预算文件",
            Self::Payments => "支付",
        }
    }

    /// Returns the columns it knows.
    pub const fn columns(self) -> &'static [KnownColumn] {
        match self {
            Self::Budget => budget::COLUMNS,
            Self::Payments => payments::COLUMNS,
        }
    }
}

/// A word that names no kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of import")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|kind| kind.key() == text || kind.name() == text);
        found.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
