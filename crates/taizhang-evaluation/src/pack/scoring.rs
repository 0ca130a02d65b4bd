//! Scoring functions: named, with parameters, so that a province is data.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use taizhang_core::event::Comparator;

/// A scoring function with its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ScoringFunction {
    /// `W × A/T`, all points from the target on.
    Proportional,
    /// All points up to the target, then `(1 − (A−T)/T) × W`; nothing from `zero_at × T` on.
    LinearPenalty {
        /// Multiple of the target at which nothing is left.
        zero_at: Decimal,
    },
    /// All points up to the target, then `W × T/A`.
    ReverseRatio,
    /// All points or none.
    AllOrNothing,
    /// Points lost for each step away from the target.
    Steps {
        /// Size of a step, in the target's unit.
        per: Decimal,
        /// Points lost a step.
        deduct: Decimal,
        /// Whether part of a step counts.
        partial: PartialStep,
    },
    /// Points by the band that the actual value falls in, whatever the target.
    Bands {
        /// Bands in ascending order.
        bands: Vec<Band>,
        /// Points beyond the last band.
        beyond: Decimal,
    },
}

/// Whether part of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartialStep {
    /// Only complete steps lose points.
    Ignored,
    /// Part of a step loses part of its points.
    Counted,
    /// A step that has begun loses all its points.
    Full,
}

/// Values up to a bound.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The largest value of the band.
    pub up_to: Decimal,
    /// Points.
    pub points: Decimal,
}

/// What a function scores: one indicator's target and result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// How they are compared.
    pub comparator: Comparator,
    /// The target T.
    pub target: Decimal,
    /// The actual value A.
    pub actual: Decimal,
    /// The points W.
    pub weight: Decimal,
}

impl ScoringFunction {
    /// Returns the unrounded points, never below zero and never above the weight.
    ///
    /// By ratio, a negative actual value counts as zero, as the deployed system has it, unless the
    /// target itself is negative: then there is no ratio, and the target is met or it is not (our
    /// rule). Steps and bands take every value as it is.
    pub fn score(&self, measured: Measured) -> Decimal {
        let measured = match self {
            Self::Steps { .. } | Self::Bands { .. } => measured,
            _ if measured.target < Decimal::ZERO => {
                return measured.all_or_nothing().max(Decimal::ZERO);
            }
            _ => Measured { actual: measured.actual.max(Decimal::ZERO), ..measured },
        };
        let points = match self {
            Self::Proportional => measured.proportional(),
            Self::LinearPenalty { zero_at } => measured.linear_penalty(*zero_at),
            Self::ReverseRatio => measured.reverse_ratio(),
            Self::AllOrNothing => measured.all_or_nothing(),
            Self::Steps { per, deduct, partial } => measured.steps(*per, *deduct, *partial),
            Self::Bands { bands, beyond } => bands
                .iter()
                .find(|band| measured.actual <= band.up_to)
                .map_or(*beyond, |band| band.points),
        };
        points.clamp(Decimal::ZERO, measured.weight.max(Decimal::ZERO))
    }

    /// Says the rule in words, with W for the points, T for the target and A for the actual value.
    pub fn words(&self) -> String {
        match self {
            Self::Proportional => "达到目标得满分，未达到按 A/T 比例得分".to_owned(),
            Self::LinearPenalty { zero_at } => {
                format!(
                    "不超过目标得满分，超过部分按 (1−(A−T)/T)×W 递减，达到目标的{zero_at}倍不得分"
                )
            }
            Self::ReverseRatio => "不超过目标得满分，超过按 T/A 比例得分".to_owned(),
            Self::AllOrNothing => "达到目标得满分，否则不得分".to_owned(),
            Self::Steps { per, deduct, partial } => {
                let partial = match partial {
                    PartialStep::Ignored => "不足一档不扣",
                    PartialStep::Counted => "不足一档按比例扣",
                    PartialStep::Full => "不足一档按一档扣",
                };
                format!("达到目标得满分，每偏离{per}扣{deduct}分，{partial}，扣完为止")
            }
            Self::Bands { bands, beyond } => {
                let bands: Vec<String> = bands
                    .iter()
                    .map(|band| format!("≤{}得{}分", band.up_to, band.points))
                    .collect();
                format!("按区间得分：{}，其余得{beyond}分", bands.join("，"))
            }
        }
    }
}

impl Measured {
    /// Tells whether the actual value meets the target.
    ///
    /// Above and below count the target itself as met, as the deployed system has it.
    pub fn is_met(&self) -> bool {
        match self.comparator {
            Comparator::Below | Comparator::AtMost => self.actual <= self.target,
            Comparator::Equal if self.target.is_zero() => self.actual <= Decimal::ZERO,
            Comparator::Equal if self.target < Decimal::ZERO => self.actual == self.target,
            Comparator::Above | Comparator::AtLeast | Comparator::Equal => {
                self.actual >= self.target
            }
        }
    }

    fn proportional(&self) -> Decimal {
        if self.is_met() {
            return self.weight;
        }
        let share = self.actual.checked_div(self.target).unwrap_or_default();
        share.saturating_mul(self.weight)
    }

    fn linear_penalty(&self, zero_at: Decimal) -> Decimal {
        if self.actual <= self.target {
            return self.weight;
        }
        if self.actual >= self.target.saturating_mul(zero_at) {
            return Decimal::ZERO;
        }
        let excess = self.actual.saturating_sub(self.target);
        let share = excess.checked_div(self.target).unwrap_or(Decimal::ONE);
        Decimal::ONE.saturating_sub(share).saturating_mul(self.weight)
    }

    fn reverse_ratio(&self) -> Decimal {
        if self.actual <= self.target {
            return self.weight;
        }
        let share = self.target.checked_div(self.actual).unwrap_or_default();
        share.saturating_mul(self.weight)
    }

    fn all_or_nothing(&self) -> Decimal {
        if self.is_met() { self.weight } else { Decimal::ZERO }
    }

    fn steps(&self, per: Decimal, deduct: Decimal, partial: PartialStep) -> Decimal {
        if self.is_met() {
            return self.weight;
        }
        let away = self.actual.saturating_sub(self.target).abs();
        let steps = away.checked_div(per).unwrap_or_default();
        let steps = match partial {
            PartialStep::Ignored => steps.floor(),
            PartialStep::Counted => steps,
            PartialStep::Full => steps.ceil(),
        };
        self.weight.saturating_sub(steps.saturating_mul(deduct))
    }
}
