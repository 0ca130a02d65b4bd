//! Counted results: an exact number with its unit, and how it may be rounded in print.

use std::fmt;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An exact number with its unit of measure (计量单位), like 2300 人次.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The exact number.
    pub value: Decimal,
    /// The unit, like `人次`.
    pub unit: String,
    /// How print may approximate it.
    #[serde(default, skip_serializing_if = "PrintRule::is_exact")]
    pub print: PrintRule,
}

/// How a counted number is printed; the exact number is always kept.
///
/// Reports like to write "12000余册" and "近500册"; the rule derives that from the count, so the
/// approximation can never drift away from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrintRule {
    /// The number itself.
    #[default]
    Exact,
    /// Rounded down to `step`, followed by 余: 12034 by 1000 → `12000余`.
    RoundedDown(u32),
    /// Rounded down to `step`, followed by 多: 22634 by 100 → `22600多`.
    MoreThan(u32),
    /// Rounded up to `step`, preceded by 近: 492 by 100 → `近500`.
    Nearly(u32),
}

impl PrintRule {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
    const fn is_exact(&self) -> bool {
        matches!(self, Self::Exact)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.normalize();
        let (step, up, before, after) = match self.print {
            PrintRule::Exact => return write!(f, "{value}{}", self.unit),
            PrintRule::RoundedDown(step) => (step, false, "", "余"),
            PrintRule::MoreThan(step) => (step, false, "", "多"),
            PrintRule::Nearly(step) => (step, true, "近", ""),
        };
        match to_step(value, step, up) {
            // Rounded to nothing, a count would deny itself: 12 by 100 is 12, not 0余.
            Some(round) if round != value && !round.is_zero() => {
                write!(f, "{before}{round}{after}{}", self.unit)
            }
            _ => write!(f, "{value}{}", self.unit),
        }
    }
}

/// Returns the multiple of `step` at or below (`up`: at or above) `value`.
fn to_step(value: Decimal, step: u32, up: bool) -> Option<Decimal> {
    let step = Decimal::from(step);
    let steps = value.checked_div(step)?;
    let steps = if up { steps.ceil() } else { steps.floor() };
    steps.checked_mul(step).map(|round| round.normalize())
}
