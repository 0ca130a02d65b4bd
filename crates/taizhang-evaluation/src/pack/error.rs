//! Why a pack cannot be used, and where.

use std::fmt;

/// A pack that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// No shipped pack has this id.
    #[error("no pack has the id {id}")]
    UnknownPack {
        /// What was asked for.
        id: String,
        /// Ids of the shipped packs.
        known: Vec<&'static str>,
    },
    /// A file that every pack needs is not there.
    #[error("the pack has no file {file}")]
    MissingFile {
        /// Name of the file.
        file: String,
    },
    /// A file says something that cannot be.
    #[error("{location}: {fault}")]
    Invalid {
        /// Where.
        location: Location,
        /// What is wrong.
        fault: PackFault,
    },
    /// Several things are wrong, each of its own kind.
    #[error("{}", each(.0))]
    Several(Vec<Self>),
}

impl PackError {
    /// Collects everything that is wrong, in the order of the checks.
    pub(super) fn gather(checks: impl IntoIterator<Item = Result<(), Self>>) -> Result<(), Self> {
        let mut faults = Vec::new();
        for fault in checks.into_iter().filter_map(Result::err) {
            match fault {
                Self::Several(more) => faults.extend(more),
                one => faults.push(one),
            }
        }
        match faults.pop() {
            None => Ok(()),
            Some(only) if faults.is_empty() => Err(only),
            Some(last) => {
                faults.push(last);
                Err(Self::Several(faults))
            }
        }
    }
}

fn each(faults: &[PackError]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A place in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Name of the file within the pack.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What is wrong at a place in a pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// The text is not TOML, or not what this file holds.
    #[error("column {column}: {message}")]
    Toml {
        /// Column in characters, counted from 1.
        column: usize,
        /// Cause, as the reader of TOML tells it.
        message: String,
    },
    /// The text is no template.
    #[error("{0}")]
    Syntax(String),
    /// The file was written for another version of the format.
    #[error("format version {0} is not known")]
    FormatVersion(u32),
    /// A name that must be unique is used again.
    #[error("{0:?} is defined twice")]
    Duplicate(String),
    /// Points that must be above zero are not.
    #[error("points of {0:?} are not above zero")]
    PointsNotPositive(String),
    /// The points of the tree and of the execution rate do not make the total.
    #[error("the points sum to {sum}, not to {total}")]
    PointsDoNotSum {
        /// Sum of the parts.
        sum: rust_decimal::Decimal,
        /// What they should sum to.
        total: rust_decimal::Decimal,
    },
    /// A comparator without a scoring rule.
    #[error("no scoring rule for the comparator {0}")]
    UnscoredComparator(&'static str),
    /// Bounds that do not descend, or leave a gap.
    #[error("the bounds of {0} do not join")]
    Bounds(&'static str),
    /// A parameter that makes the function meaningless.
    #[error("parameter {0} is out of range")]
    Parameter(&'static str),
    /// The funds block has no first row with points, or several.
    #[error("exactly the first fund row carries points")]
    FundPoints,
    /// A heading that skips a level.
    #[error("heading level {found} follows level {previous}")]
    LevelGap {
        /// Level of the heading before; 0 at the start.
        previous: u8,
        /// Level of this heading.
        found: u8,
    },
    /// A file or name that is referred to but does not exist.
    #[error("{kind} {name:?} does not exist")]
    Dangling {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
}

/// Returns the 1-based column, in characters, of byte `offset` in `text`.
pub(super) fn column_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.chars().rev().take_while(|c| *c != '\n').count().saturating_add(1)
}

/// Returns the 1-based line of byte `offset` in `text`.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    before.matches('\n').count().saturating_add(1)
}
