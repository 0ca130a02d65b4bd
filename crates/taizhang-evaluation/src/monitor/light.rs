//! Lights (预警灯) by the bounds of a pack.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pack::LightBounds;

/// A warning light.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// On time.
    Green,
    /// Behind.
    Yellow,
    /// Far behind, or not to be reached.
    Red,
}

impl Light {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Green => "绿灯",
            Self::Yellow => "黄灯",
            Self::Red => "红灯",
        }
    }
}

/// Returns the light of a pace in per cent.
pub(crate) fn pace_light(bounds: &LightBounds, pace: Decimal) -> Light {
    if pace < bounds.red_below {
        Light::Red
    } else if pace < bounds.yellow_below {
        Light::Yellow
    } else {
        Light::Green
    }
}
