//! Objectives, indicators, activities and what proves them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::FigureKey;
use crate::ids::{ActivityId, EventId, IndicatorId, MeasureKey};
use crate::{Quantity, SourceDocument};

/// The year's overall objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Intended result, in words.
    pub text: String,
    /// The declaration it was filed with, where known.
    pub document: Option<SourceDocument>,
}

/// One of several annual goals (年度绩效目标), for forms that list more than one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Number within the year, from 1; the latest statement of a number holds.
    pub number: u32,
    /// Intended result, in words.
    pub text: String,
    /// Points of all its indicators together (分值), above zero.
    pub weight: Decimal,
    /// Indicators that measure it; each belongs to one goal.
    pub indicators: Vec<IndicatorId>,
    /// The declaration it was filed with, where known.
    pub document: Option<SourceDocument>,
}

/// A performance indicator (绩效指标) with its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id within the year.
    pub id: IndicatorId,
    /// First level (一级指标), like 产出指标.
    pub level1: String,
    /// Second level (二级指标), like 数量指标.
    pub level2: String,
    /// Name (三级指标).
    pub name: String,
    /// What shall be reached.
    pub target: Target,
    /// Points (分值).
    pub weight: Decimal,
    /// Where the actual value comes from.
    pub source: ActualSource,
    /// The declaration that froze the target, where known.
    pub document: Option<SourceDocument>,
}

/// A target: comparator, value and unit, stored apart and printed joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A number to be compared with.
    Quantitative {
        /// How.
        comparator: Comparator,
        /// The number.
        value: Decimal,
        /// The unit of measure; empty for a bare number.
        unit: String,
    },
    /// A described state, judged in tiers (定性).
    Qualitative {
        /// The state.
        description: String,
    },
}

/// Comparison sign of a quantitative target (计算符号).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// ＞.
    Above,
    /// ≥.
    AtLeast,
    /// =.
    Equal,
    /// ≤.
    AtMost,
    /// ＜.
    Below,
}

impl Comparator {
    /// Returns the sign as printed.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Above => "＞",
            Self::AtLeast => "≥",
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::Below => "＜",
        }
    }
}

/// Where an indicator's actual value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActualSource {
    /// The sum of a measure over all activities.
    ResultSum(MeasureKey),
    /// The number of activities that counted a measure.
    ResultCount(MeasureKey),
    /// The last counted value of a measure.
    ResultLast(MeasureKey),
    /// A figure; a rate counts in per cent, money in the target's unit (元 or 万元).
    Figure(FigureKey),
    /// Satisfied share of a survey, in per cent, by the survey's subject.
    Survey(String),
    /// Judged by a person, with reason and evidence.
    Assessed,
}

/// A changed target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorAdjustment {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its new target.
    pub target: Target,
    /// The approving document, where there is one.
    pub document: Option<SourceDocument>,
    /// Why.
    pub reason: String,
}

/// An activity with its counted results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Id within the year.
    pub id: ActivityId,
    /// Name.
    pub name: String,
    /// Kind, like 宣传 or 培训.
    pub kind: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Where.
    pub place: String,
    /// What was counted.
    pub results: Vec<CountedResult>,
}

/// One counted result of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedResult {
    /// What is summed with what, like `audience`.
    pub measure: MeasureKey,
    /// What was counted, in words, like 受众人次.
    pub name: String,
    /// The exact count with its unit.
    pub quantity: Quantity,
}

/// A corrected account of an activity; one event, so old and new change places at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityCorrection {
    /// The event that recorded the activity.
    pub target: EventId,
    /// The account that no longer holds.
    pub was: Activity,
    /// The account that holds now.
    pub now: Activity,
    /// Why.
    pub reason: String,
}

/// A satisfaction survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Whom or what was asked about; indicators bind to it.
    pub subject: String,
    /// Valid answers.
    pub sample: u32,
    /// Satisfied answers; at most `sample`.
    pub satisfied: u32,
}

/// A judged indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The indicator.
    pub indicator: IndicatorId,
    /// What was found.
    pub finding: AssessedValue,
    /// What the judgement rests on.
    pub reason: String,
}

/// What a judgement found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessedValue {
    /// A number, scored by the indicator's rule.
    Actual(Decimal),
    /// A tier and the share of the points within it, in per cent of the weight.
    Tier {
        /// The tier.
        tier: Tier,
        /// Share of the points, 0 to 100.
        percent: Decimal,
    },
}

/// Tiers of qualitative targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 达成年度指标.
    Achieved,
    /// 部分达成年度指标并具有一定效果.
    PartlyAchieved,
    /// 未达成年度指标且效果较差.
    NotAchieved,
}

impl Tier {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achieved => "达成年度指标",
            Self::PartlyAchieved => "部分达成年度指标并具有一定效果",
            Self::NotAchieved => "未达成年度指标且效果较差",
        }
    }
}

/// Why a result differs from its target, and what will be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// What deviates.
    pub subject: DeviationSubject,
    /// Why (偏差原因).
    pub reason: String,
    /// What will be done (改进措施).
    pub corrective_action: String,
    /// Classes of the reason as the form names them, like 经费保障; which there are is the form's
    /// matter.
    pub causes: BTreeSet<String>,
}

/// What a deviation is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviationSubject {
    /// A performance indicator.
    Indicator(IndicatorId),
    /// A figure, like the execution rate.
    Figure(FigureKey),
}

/// A file that proves an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The proven event.
    pub target: EventId,
    /// Name the file had; data, never a path.
    pub file_name: String,
    /// SM3 digest of the bytes, in hexadecimal.
    pub digest: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What it shows.
    pub memo: String,
}
