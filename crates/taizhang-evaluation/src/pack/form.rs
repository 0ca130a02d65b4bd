//! The form of a pack (`pack.toml`): indicator tree, funds block and scoring rules.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::event::{Comparator, Tier};
use toml::Spanned;

use super::columns::IndicatorColumns;
use super::monitoring::MonitoringRules;
use super::rounding::Rounding;
use super::scoring::ScoringFunction;

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PackKind {
    /// 部门整体支出绩效自评.
    WholeUnit,
    /// 项目支出绩效自评.
    Project,
    /// 绩效运行监控.
    Monitoring,
    /// 绩效目标申报.
    Declaration,
}

impl PackKind {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WholeUnit => "部门整体支出绩效自评",
            Self::Project => "项目支出绩效自评",
            Self::Monitoring => "绩效运行监控",
            Self::Declaration => "绩效目标申报",
        }
    }

    /// Returns what the document made by such a form is called.
    pub const fn document(self) -> &'static str {
        match self {
            Self::WholeUnit | Self::Project => "自评报告",
            Self::Monitoring => "绩效运行监控报告",
            Self::Declaration => "绩效目标申报表",
        }
    }

    /// Tells whether such a form gives the year a score: what is watched or planned has none yet.
    pub const fn is_scored(self) -> bool {
        matches!(self, Self::WholeUnit | Self::Project)
    }

    /// Returns the name in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WholeUnit => "whole_unit",
            Self::Project => "project",
            Self::Monitoring => "monitoring",
            Self::Declaration => "declaration",
        }
    }
}

/// Unit of money in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// 万元, two decimals.
    Wan,
    /// 元, two decimals.
    Yuan,
}

impl MoneyUnit {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wan => "万元",
            Self::Yuan => "元",
        }
    }
}

/// Everything that `pack.toml` says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[schemars(with = "u32")]
    pub(super) format: Spanned<u32>,
    #[schemars(with = "String")]
    pub(super) id: Spanned<String>,
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(super) base: Option<Spanned<String>>,
    pub(super) title: String,
    pub(super) kind: PackKind,
    pub(super) region: String,
    pub(super) first_year: i16,
    #[serde(default)]
    pub(super) last_year: Option<i16>,
    pub(super) unit: MoneyUnit,
    pub(super) source: String,
    pub(super) verified: bool,
    #[schemars(with = "Decimal")]
    pub(super) total: Spanned<Decimal>,
    pub(super) rounding: Rounding,
    #[schemars(with = "ExecutionRule")]
    pub(super) execution: Spanned<ExecutionRule>,
    #[schemars(with = "FundsBlock")]
    pub(super) funds: Spanned<FundsBlock>,
    #[schemars(with = "Vec<Branch>")]
    pub(super) tree: Vec<Spanned<Branch>>,
    #[schemars(with = "Vec<ScoringRule>")]
    pub(super) scoring: Spanned<Vec<Spanned<ScoringRule>>>,
    #[serde(default)]
    #[schemars(with = "Vec<NamedRule>")]
    pub(super) indicators: Vec<Spanned<NamedRule>>,
    #[schemars(with = "TierBounds")]
    pub(super) tiers: Spanned<TierBounds>,
    #[schemars(with = "Grades")]
    pub(super) grades: Spanned<Grades>,
    #[serde(default)]
    #[schemars(with = "Option<OverAchievement>")]
    pub(super) over_achievement: Option<Spanned<OverAchievement>>,
    #[serde(default)]
    pub(super) execution_reason: Option<ExecutionReason>,
    #[serde(default)]
    #[schemars(with = "Vec<TotalCap>")]
    pub(super) caps: Vec<Spanned<TotalCap>>,
    #[serde(default)]
    pub(super) limits: Limits,
    #[serde(default)]
    #[schemars(with = "Option<IndicatorColumns>")]
    pub(super) indicator_block: Option<Spanned<IndicatorColumns>>,
    #[serde(default)]
    pub(super) adjustment_reason: Option<AdjustmentReason>,
    #[serde(default)]
    #[schemars(with = "Option<MonitoringRules>")]
    pub(super) monitoring: Option<Spanned<MonitoringRules>>,
    #[serde(default)]
    pub(super) goals: Option<SeveralGoals>,
}

/// How the execution rate is scored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutionRule {
    /// Points of the execution rate; `weight × B/A`, capped at the weight.
    pub weight: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// The funds block.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundsBlock {
    /// Rows in form order; the first is the total.
    pub rows: Vec<FundRowRule>,
    /// Where the rows come from.
    pub source: String,
    /// Whether the rows were checked against their source.
    pub verified: bool,
}

/// One row of the funds block.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundRowRule {
    /// Name as printed.
    pub name: String,
    /// Which money the row counts.
    pub counts: FundSelection,
}

/// Which money a fund row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundSelection {
    /// All of it; this row carries the points.
    Total,
    /// This year's budget funds: 一般公共预算, 政府性基金, 国有资本经营.
    CurrentFiscal,
    /// Authority carried over from earlier years, spent before this year's.
    CarryOver,
    /// This year's special-account funds.
    SpecialAccount,
    /// This year's own funds.
    OwnSource,
    /// This year's special-account and own funds.
    Other,
    /// 人员类.
    Personnel,
    /// 运转类公用经费.
    Operating,
    /// Projects.
    Projects,
}

/// A first-level indicator with its points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Name (一级指标).
    pub name: String,
    /// Points of all its indicators together; none where the unit sets them.
    #[serde(default)]
    pub points: Option<Decimal>,
    /// Names of its second level (二级指标).
    pub children: Vec<String>,
    /// Where the points come from.
    pub source: String,
    /// Whether the points were checked against their source.
    pub verified: bool,
}

/// How targets with some comparators are scored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoringRule {
    /// The comparators.
    #[schemars(with = "Vec<ComparatorName>")]
    pub comparators: Vec<Comparator>,
    /// The function.
    pub function: ScoringFunction,
    /// The function when the target is zero, where it differs.
    #[serde(default)]
    pub zero_target: Option<ScoringFunction>,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// Names of the comparators in a pack.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "the schema alone needs it: the core knows nothing of schemas")]
enum ComparatorName {
    Above,
    AtLeast,
    Equal,
    AtMost,
    Below,
}

/// How one indicator that the form itself names is scored.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedRule {
    /// Name of the indicator (三级指标).
    pub name: String,
    /// Its first level.
    pub level1: String,
    /// Its second level.
    pub level2: String,
    /// Its points in this form.
    pub points: Decimal,
    /// The function; by comparator if none.
    #[serde(default)]
    pub function: Option<ScoringFunction>,
    /// Figure that gives the actual value.
    #[serde(default)]
    pub figure: Option<String>,
    /// Whether the form calls it 核心指标.
    #[serde(default)]
    pub core: bool,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// Tiers of qualitative targets, in per cent of the points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierBounds {
    /// Lowest share of 达成年度指标; it counts as achieved.
    pub achieved_from: Decimal,
    /// Lowest share of 部分达成; it counts as partly achieved.
    pub partly_from: Decimal,
    /// Where the bounds come from.
    pub source: String,
    /// Whether the bounds were checked against their source.
    pub verified: bool,
}

impl TierBounds {
    /// Tells whether `percent` of the points is possible in `tier`.
    pub fn allow(&self, tier: Tier, percent: Decimal) -> bool {
        let hundred = Decimal::ONE_HUNDRED;
        match tier {
            Tier::Achieved => (self.achieved_from..=hundred).contains(&percent),
            Tier::PartlyAchieved => (self.partly_from..self.achieved_from).contains(&percent),
            Tier::NotAchieved => (Decimal::ZERO..self.partly_from).contains(&percent),
        }
    }
}

/// Grades of the total score.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// Grades from the best down.
    pub bounds: Vec<GradeBound>,
    /// Where the bounds come from.
    pub source: String,
    /// Whether the bounds were checked against their source.
    pub verified: bool,
}

/// A grade and its lowest score.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeBound {
    /// Name, like 优.
    pub name: String,
    /// Lowest score that earns it.
    pub from: Decimal,
}

/// When a result is so far above its target that it must be explained.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverAchievement {
    /// Multiple of the target from which a reason is due.
    pub factor: Decimal,
    /// Actual value from which a reason is due when the target is zero.
    pub zero_target_from: Decimal,
    /// Points that a result this far above its target loses while nobody gave a reason.
    #[serde(default)]
    pub deduct: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

impl OverAchievement {
    /// Returns the result from which a reason is due; none where more is not better.
    ///
    /// A ceiling is exceeded by missing it, which the score says; a negative target has no
    /// multiple.
    pub fn bound(&self, comparator: Comparator, target: Decimal) -> Option<Decimal> {
        let is_ceiling = matches!(comparator, Comparator::AtMost | Comparator::Below);
        if is_ceiling || target < Decimal::ZERO {
            None
        } else if target.is_zero() {
            Some(self.zero_target_from)
        } else {
            Some(target.saturating_mul(self.factor))
        }
    }

    /// Tells whether a result is so far above its target that a reason is due.
    pub fn is_reached(&self, comparator: Comparator, target: Decimal, actual: Decimal) -> bool {
        self.bound(comparator, target).is_some_and(|bound| actual >= bound)
    }
}

/// Execution rate under which a reason is due.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutionReason {
    /// Rate in per cent.
    pub below: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// Net adjustment of the budget beyond which a reason is due.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentReason {
    /// Share of the original budget, in per cent.
    pub above: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// A form that lists several annual goals (年度绩效目标), each with points of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeveralGoals {
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// The highest total that an execution rate allows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalCap {
    /// Execution rate in per cent under which the cap holds.
    pub execution_below: Decimal,
    /// Highest total.
    pub total: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// Longest texts that the receiving system takes, in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Name of an indicator.
    #[serde(default)]
    pub indicator_name: Option<usize>,
    /// Target or actual value.
    #[serde(default)]
    pub value: Option<usize>,
    /// Reason and corrective action.
    #[serde(default)]
    pub reason: Option<usize>,
    /// Narratives, by the keys of their slots.
    #[serde(default)]
    pub narratives: BTreeMap<String, usize>,
}
