//! Stable names of figures.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Name of a figure, like `outturn.basic` or `share.economic.301`; parts are joined by points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FigureKey(String);

/// Text that cannot name a figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a figure key")]
pub struct FigureKeyError {
    /// What was given.
    pub text: String,
}

impl FigureKey {
    /// Joins `parts` by points; what a key cannot hold becomes `_`.
    ///
    /// Project codes, ids and subjects come from people and may hold spaces; a key made of them
    /// must still be one that can be typed.
    pub(crate) fn of(parts: &[&str]) -> Self {
        let joined = parts.join(".").replace(is_unfit, "_");
        let named: Vec<&str> =
            joined.split('.').map(|part| if part.is_empty() { "_" } else { part }).collect();
        Self(named.join("."))
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FigureKey {
    type Err = FigureKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = text.split('.').all(|part| !part.is_empty()) && !text.contains(is_unfit);
        if fits { Ok(Self(text.to_owned())) } else { Err(FigureKeyError { text: text.to_owned() }) }
    }
}

impl TryFrom<String> for FigureKey {
    type Error = FigureKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<FigureKey> for String {
    fn from(key: FigureKey) -> Self {
        key.0
    }
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

fn is_unfit(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}
