//! Figures: what the ledger adds up to, under stable names, traceable to events.
//!
//! A figure is a [`Formula`] under a [`FigureKey`]. The same formula gives the value, the words
//! and the events behind it, so that none of the three can drift from the others.

mod catalogue;
mod evaluate;
mod formula;
mod key;
mod posting;
mod selector;
mod trace;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Money, Quantity, Ratio};

pub use evaluate::{FigureError, Figures};
pub use formula::{AssetValue, Formula, Sign};
pub use key::{FigureKey, FigureKeyError};
pub use posting::{Cell, Measure, Posting, postings};
pub use selector::{Scope, Selector};
pub use trace::{Contribution, Sources, amendments, trace};

/// A computed figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Stable name.
    pub key: FigureKey,
    /// Name in the report's language.
    pub label: String,
    /// Value.
    pub value: FigureValue,
    /// How it is computed, in words.
    pub formula: String,
}

/// A figure's value with its kind of unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureValue {
    /// Yuan.
    Money(Money),
    /// A count with its unit.
    Quantity(Quantity),
    /// A rate with its base.
    Ratio(Ratio),
}

impl FigureValue {
    /// Returns the amount, if it is money.
    pub const fn money(&self) -> Option<Money> {
        match self {
            Self::Money(money) => Some(*money),
            Self::Quantity(_) | Self::Ratio(_) => None,
        }
    }

    /// Returns the rate, if it is one.
    pub const fn ratio(&self) -> Option<&Ratio> {
        match self {
            Self::Ratio(ratio) => Some(ratio),
            Self::Money(_) | Self::Quantity(_) => None,
        }
    }

    /// Returns the count, if it is one.
    pub const fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity),
            Self::Money(_) | Self::Ratio(_) => None,
        }
    }
}
