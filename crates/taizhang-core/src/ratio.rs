//! A rate that cannot be separated from what it is a rate of.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::{fixed, round_half_up};

/// What a rate prints when its base is zero.
pub const NO_BASE: &str = "—";

/// Numerator over denominator, with the name of the denominator (口径).
///
/// Money and head counts both make ratios, so the parts are plain decimals in one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    numerator: Decimal,
    denominator: Decimal,
    base: String,
}

impl Ratio {
    /// Makes a ratio; `base` names the denominator as a reader of the report knows it.
    pub fn new(numerator: Decimal, denominator: Decimal, base: impl Into<String>) -> Self {
        Self { numerator, denominator, base: base.into() }
    }

    /// Returns what is compared.
    pub const fn numerator(&self) -> Decimal {
        self.numerator
    }

    /// Returns what it is compared with.
    pub const fn denominator(&self) -> Decimal {
        self.denominator
    }

    /// Returns the name of the denominator.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns the exact quotient (1 is 100 %), or nothing when the base is zero.
    pub fn quotient(&self) -> Option<Decimal> {
        self.numerator.checked_div(self.denominator)
    }

    /// Returns per cent rounded half up to `places` decimals, or nothing when the base is zero.
    pub fn percent(&self, places: u32) -> Option<Decimal> {
        let hundredfold = self.numerator.checked_mul(Decimal::ONE_HUNDRED)?;
        hundredfold.checked_div(self.denominator).map(|percent| round_half_up(percent, places))
    }

    /// Prints per cent like `83.41%`, or `—` when the base is zero.
    pub fn percent_text(&self, places: u32) -> String {
        self.percent(places)
            .map_or_else(|| NO_BASE.to_owned(), |percent| format!("{}%", fixed(percent, places)))
    }
}
