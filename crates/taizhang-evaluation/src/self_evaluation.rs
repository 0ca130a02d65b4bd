//! The scored self-evaluation (自评): fund rows, indicator rows, score and grade.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::event::Target;
use taizhang_core::figure::FigureKey;
use taizhang_core::ids::{IndicatorId, LineId};
use taizhang_core::{Money, NO_BASE, Ratio};

use crate::pack::{FundSelection, IndicatorColumn, PackKind};

/// Begins the reason of a row that loses points by a judgement which nobody explained further.
pub(crate) const JUDGED_ON: &str = "评定依据：";
/// Decimals of 得分系数 in per cent.
const COEFFICIENT_PLACES: u32 = 2;

/// A scored year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfEvaluation {
    /// Form pack that scored it.
    pub pack: PackReference,
    /// The year's objective as declared.
    pub objective: String,
    /// What became of it.
    pub outcome: String,
    /// Annual goals with their points, where the unit declared several.
    pub goals: Vec<GoalRow>,
    /// Funds; the first row is the total and alone carries points.
    pub funds: Vec<FundRow>,
    /// Columns of the indicator block from left to right; those of the national form by default.
    #[serde(default = "national_columns")]
    pub columns: Vec<IndicatorColumn>,
    /// Indicators in form order.
    pub indicators: Vec<IndicatorRow>,
    /// Points of the execution rate (执行率得分).
    pub execution_score: Decimal,
    /// Sum of all points.
    pub total_score: Decimal,
    /// Sum of all points that could be had.
    pub total_weight: Decimal,
    /// Grade, like 优; 不评定 where the points declared do not sum to the full marks of the form.
    pub grade: String,
}

impl SelfEvaluation {
    /// Joins the names of a goal's indicators.
    pub fn names_of(&self, goal: &GoalRow) -> String {
        let members = self.indicators.iter().filter(|row| goal.indicators.contains(&row.id));
        members.map(|row| row.name.as_str()).collect::<Vec<_>>().join("、")
    }
}

fn national_columns() -> Vec<IndicatorColumn> {
    IndicatorColumn::NATIONAL.to_vec()
}

/// Which pack, and whether its rules were checked against the official text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackReference {
    /// Id, like `national-whole-unit-2020`.
    pub id: String,
    /// What the form is for.
    pub kind: PackKind,
    /// Title of the form.
    pub title: String,
    /// Whether every rule was checked.
    pub verified: bool,
    /// Document the rules come from.
    pub source: String,
}

/// One of several annual goals (年度绩效目标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalRow {
    /// Number within the year, from 1.
    pub number: u32,
    /// 年度绩效目标.
    pub text: String,
    /// What became of it.
    pub outcome: String,
    /// 分值.
    pub weight: Decimal,
    /// 得分: the points of its indicators together, at most its own.
    pub score: Decimal,
    /// Its indicators.
    pub indicators: Vec<IndicatorId>,
    /// The event that declared it.
    pub sequence: u64,
}

/// One row of the funds block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundRow {
    /// Name, like 年度资金总额.
    pub name: String,
    /// Which money it counts.
    pub counts: FundSelection,
    /// 年初预算数, in yuan.
    pub original_budget: Money,
    /// 年度预算调整, in yuan.
    pub adjustment: Money,
    /// 全年（调整后）预算数 A, in yuan.
    pub final_budget: Money,
    /// 全年执行数 B, in yuan.
    pub outturn: Money,
    /// 执行率 B/A.
    pub rate: Ratio,
    /// 分值, on the total row.
    pub weight: Option<Decimal>,
    /// 得分, on the total row.
    pub score: Option<Decimal>,
    /// 得分 before it was rounded, where rounding changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact_score: Option<Decimal>,
    /// Budget lines whose money it counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineId>,
}

impl FundRow {
    /// Returns 得分系数: 得分 ÷ 权重, from the points before they are rounded; nothing on rows without
    /// points.
    pub fn coefficient(&self) -> Option<Ratio> {
        let (score, weight) = self.score.zip(self.weight)?;
        Some(Ratio::new(self.exact_score.unwrap_or(score), weight, "权重"))
    }
}

/// One row of the indicator block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRow {
    /// Id.
    pub id: IndicatorId,
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub target: Target,
    /// The target as declared, where it was adjusted since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Target>,
    /// Whether the form or the unit calls it 核心指标.
    #[serde(default)]
    pub is_core: bool,
    /// 实际完成值 as a number, where it is one.
    pub actual: Option<Decimal>,
    /// 实际完成值 as printed; empty when nothing is known.
    pub actual_text: String,
    /// Where the actual value comes from, in words.
    pub basis: String,
    /// 分值.
    pub weight: Decimal,
    /// 得分.
    pub score: Decimal,
    /// 得分 before it was rounded, where rounding changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact_score: Option<Decimal>,
    /// The scoring rule in words.
    pub rule: String,
    /// 偏差原因, or 评定依据 where a judgement was not explained further; empty when there is none.
    pub variance_reason: String,
    /// 改进措施; empty when there is none.
    pub corrective_action: String,
    /// Sequences of the events behind the actual value.
    pub events: Vec<u64>,
    /// Figure that the actual value is taken from, where it is taken from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<FigureKey>,
    /// Sequences of the events that declared it and changed its target since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared_by: Vec<u64>,
}

impl IndicatorRow {
    /// Prints the target joined, like `≥100%` or its description.
    pub fn target_text(&self) -> String {
        target_text(&self.target)
    }

    /// Returns 得分系数: 得分 ÷ 权重, from the points before they are rounded.
    pub fn coefficient(&self) -> Ratio {
        Ratio::new(self.exact_score.unwrap_or(self.score), self.weight, "权重")
    }

    /// Prints what the row has in a column of a form with these `columns`; comparator and unit
    /// stand with the target unless they have columns of their own.
    pub fn content(&self, column: IndicatorColumn, columns: &[IndicatorColumn]) -> String {
        use IndicatorColumn as C;
        match column {
            C::Level1 => self.level1.clone(),
            C::Level2 => self.level2.clone(),
            C::Name => self.name.clone(),
            C::Unit => match &self.target {
                Target::Quantitative { unit, .. } => unit.clone(),
                Target::Qualitative { .. } => NO_BASE.to_owned(),
            },
            C::Nature => match &self.target {
                Target::Quantitative { comparator, .. } => comparator.sign().to_owned(),
                Target::Qualitative { .. } => "定性".to_owned(),
            },
            C::Target => target_in(&self.target, columns),
            C::OriginalTarget => target_in(self.declared.as_ref().unwrap_or(&self.target), columns),
            C::AdjustedTarget => {
                self.declared.as_ref().map(|_| target_in(&self.target, columns)).unwrap_or_default()
            }
            C::Actual => self.actual_text.clone(),
            C::Coefficient => self.coefficient().percent_text(COEFFICIENT_PLACES),
            C::Weight => self.weight.normalize().to_string(),
            C::Score => self.score.normalize().to_string(),
            C::Core => if self.is_core { "是" } else { "否" }.to_owned(),
            C::Explanation => self.explanation(),
        }
    }

    /// Joins 偏差原因 and 改进措施.
    pub(crate) fn explanation(&self) -> String {
        match (self.variance_reason.as_str(), self.corrective_action.as_str()) {
            ("", "") => String::new(),
            (reason, "") => reason.to_owned(),
            ("", action) => format!("改进措施：{action}"),
            (reason, action) => {
                format!("原因：{}；改进措施：{action}", reason.trim_end_matches(['。', '；', ';']))
            }
        }
    }

    /// Returns why points are missing, as a sentence of the report begins.
    pub(crate) fn cause(&self) -> String {
        if self.variance_reason.starts_with(JUDGED_ON) {
            self.variance_reason.clone()
        } else {
            format!("原因：{}", self.variance_reason)
        }
    }
}

/// Prints a target without the parts that have columns of their own.
fn target_in(target: &Target, columns: &[IndicatorColumn]) -> String {
    let stands = |column| columns.contains(&column);
    match target {
        Target::Quantitative { comparator, value, unit } => {
            let sign = if stands(IndicatorColumn::Nature) { "" } else { comparator.sign() };
            let unit = if stands(IndicatorColumn::Unit) { "" } else { unit };
            format!("{sign}{}{unit}", value.normalize())
        }
        Target::Qualitative { description } => description.clone(),
    }
}

/// Prints a target joined: sign, value and unit, or its description.
pub(crate) fn target_text(target: &Target) -> String {
    match target {
        Target::Quantitative { comparator, value, unit } => {
            format!("{}{}{unit}", comparator.sign(), value.normalize())
        }
        Target::Qualitative { description } => description.clone(),
    }
}
