//! Columns of the indicator block, where a form has its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The indicator block of a form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorColumns {
    /// Columns from left to right; the first three are the levels and the name.
    pub columns: Vec<IndicatorColumn>,
    /// Names of the unit's own indicators that are 核心指标; those of the form say so themselves.
    #[serde(default)]
    pub core: Vec<String>,
    /// Where the columns come from.
    pub source: String,
    /// Whether the columns were checked against their source.
    pub verified: bool,
}

/// A column of the indicator block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorColumn {
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Name,
    /// 计量单位.
    Unit,
    /// 指标性质: the sign, or 定性.
    Nature,
    /// 年度指标值: sign, value and unit joined.
    Target,
    /// 年初指标值, as declared.
    OriginalTarget,
    /// 调整指标值; blank where nothing was adjusted.
    AdjustedTarget,
    /// 实际完成值.
    Actual,
    /// 得分系数: 得分 ÷ 权重, in per cent.
    Coefficient,
    /// 分值 or 权重.
    Weight,
    /// 得分.
    Score,
    /// 是否核心指标.
    Core,
    /// 偏差原因分析及改进措施.
    Explanation,
}

impl IndicatorColumn {
    /// The columns of the national form.
    pub const NATIONAL: [Self; 8] = [
        Self::Level1,
        Self::Level2,
        Self::Name,
        Self::Target,
        Self::Actual,
        Self::Weight,
        Self::Score,
        Self::Explanation,
    ];

    /// Returns the header.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Level1 => "一级指标",
            Self::Level2 => "二级指标",
            Self::Name => "三级指标",
            Self::Unit => "计量单位",
            Self::Nature => "指标性质",
            Self::Target => "年度指标值",
            Self::OriginalTarget => "年初指标值",
            Self::AdjustedTarget => "调整指标值",
            Self::Actual => "实际完成值",
            Self::Coefficient => "得分系数",
            Self::Weight => "分值",
            Self::Score => "得分",
            Self::Core => "是否核心指标",
            Self::Explanation => "偏差原因分析及改进措施",
        }
    }
}

impl IndicatorColumns {
    /// Tells whether the columns begin with levels and name, hold the score, and repeat nothing.
    pub(super) fn is_usable(&self) -> bool {
        use IndicatorColumn::{Level1, Level2, Name, Score};
        let unique = |(at, column)| !self.columns.iter().take(at).any(|before| before == column);
        self.columns.starts_with(&[Level1, Level2, Name])
            && self.columns.contains(&Score)
            && self.columns.iter().enumerate().all(unique)
    }
}
