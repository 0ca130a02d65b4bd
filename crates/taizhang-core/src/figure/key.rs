//! Stable names of figures.

use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::text_value::text_value;

/// Name of a figure, like `outturn.basic` or `share.economic.301`; parts are joined by points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct FigureKey(Arc<str>);

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
        Self(named.join(".").into())
    }
}

text_value!(FigureKey, FigureKeyError);

impl FromStr for FigureKey {
    type Err = FigureKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = text.split('.').all(|part| !part.is_empty()) && !text.contains(is_unfit);
        if fits { Ok(Self(text.into())) } else { Err(FigureKeyError { text: text.to_owned() }) }
    }
}

fn is_unfit(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}
