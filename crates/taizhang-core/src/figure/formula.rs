//! How a figure is computed.

use super::{FigureKey, Selector};
use crate::event::{AssetClass, BalanceDisposal, PostKind, StaffCategory};
use crate::ids::MeasureKey;

/// How a figure is computed from the book or from other figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Money: the sum of the selected cells.
    Sum(Selector),
    /// Money or counts of one unit: other figures added and subtracted.
    Combination(Vec<(Sign, FigureKey)>),
    /// A rate of two figures; `base` names the denominator.
    Share {
        /// Numerator.
        part: FigureKey,
        /// Denominator.
        whole: FigureKey,
        /// Name of the denominator.
        base: String,
    },
    /// A count: one measure over all activities.
    Results(MeasureKey),
    /// A count: how many activities there were.
    ActivityCount,
    /// A count: the latest headcount of a category.
    Staff(StaffCategory),
    /// A count: the latest authorised posts of a kind.
    Posts(PostKind),
    /// Money: the latest value of a class of assets.
    Asset(AssetClass, AssetValue),
    /// A rate: satisfied answers of the latest survey on a subject.
    Survey(String),
    /// Money: unspent authority by what becomes of it.
    Closing(BalanceDisposal),
}

/// Whether a part is added or subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Subtracted.
    Minus,
}

/// Which value of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetValue {
    /// 原值.
    Gross,
    /// 净值.
    Net,
}

impl Sign {
    /// Returns the sign of a part within a part.
    pub(super) const fn times(self, other: Self) -> Self {
        match (self, other) {
            (Self::Plus, Self::Plus) | (Self::Minus, Self::Minus) => Self::Plus,
            (Self::Plus, Self::Minus) | (Self::Minus, Self::Plus) => Self::Minus,
        }
    }
}
