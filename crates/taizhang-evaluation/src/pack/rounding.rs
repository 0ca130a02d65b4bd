//! How points and rates are rounded; forms disagree, so nothing is implied.

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::Deserialize;

/// Rounding of one form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Decimals of points.
    pub digits: u32,
    /// What happens to the half.
    pub mode: RoundingMode,
    /// Whether points are computed from the exact or from the printed rate.
    pub rate: RateBasis,
    /// Decimals of a rate in per cent.
    pub rate_digits: u32,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// What happens to the half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入.
    HalfUp,
    /// 舍去.
    Down,
}

/// Whether points are computed from the exact or from the printed rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateBasis {
    /// The exact quotient.
    Raw,
    /// The quotient as printed.
    Rounded,
}

impl Rounding {
    /// Rounds points.
    pub fn points(&self, raw: Decimal) -> Decimal {
        raw.round_dp_with_strategy(self.digits, self.mode.strategy()).normalize()
    }

    /// Returns the quotient (1 is 100 %) that points are computed from.
    pub fn quotient(&self, raw: Decimal) -> Decimal {
        match self.rate {
            RateBasis::Raw => raw,
            // Per cent has two digits more than the quotient before the decimal point.
            RateBasis::Rounded => {
                raw.round_dp_with_strategy(self.rate_digits.saturating_add(2), self.mode.strategy())
            }
        }
    }

    /// Rounds a number in per cent as the form prints it.
    pub fn percent(&self, raw: Decimal) -> Decimal {
        raw.round_dp_with_strategy(self.rate_digits, self.mode.strategy()).normalize()
    }
}

impl RoundingMode {
    const fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
        }
    }
}
