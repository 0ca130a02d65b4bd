//! Performance indicators with target, actual value and score.

use taizhang_export::{ExportContext, ExportError, IndicatorRow, Target};

use crate::column::{Column, Kind};
use crate::resource::Resource;

const COLUMNS: &[Column<IndicatorRow>] = &[
    Column::text("indicator", "指标标识", |row: &IndicatorRow| row.id.to_string()).unique(),
    Column::text("level1", "一级指标", |row: &IndicatorRow| row.level1.clone()).required(),
    Column::text("level2", "二级指标", |row: &IndicatorRow| row.level2.clone()).required(),
    Column::text("name", "三级指标", |row: &IndicatorRow| row.name.clone()).required(),
    Column::text("comparator", "计算符号", |row: &IndicatorRow| match &row.target {
        Target::Quantitative { comparator, .. } => comparator.sign().to_owned(),
        Target::Qualitative { .. } => String::new(),
    }),
    Column::new("target", "指标值", Kind::Number, |row: &IndicatorRow| match &row.target {
        Target::Quantitative { value, .. } => value.normalize().to_string(),
        Target::Qualitative { .. } => String::new(),
    }),
    Column::text("unit", "计量单位", |row: &IndicatorRow| match &row.target {
        Target::Quantitative { unit, .. } => unit.clone(),
        Target::Qualitative { .. } => String::new(),
    }),
    Column::text("target_text", "指标值（文字）", IndicatorRow::target_text).required(),
    Column::new("actual", "实际完成值", Kind::Number, |row: &IndicatorRow| {
        row.actual.map(|actual| actual.normalize().to_string()).unwrap_or_default()
    }),
    Column::text("actual_text", "实际完成值（文字）", |row: &IndicatorRow| {
        row.actual_text.clone()
    }),
    Column::text("basis", "取值方式", |row: &IndicatorRow| row.basis.clone()),
    Column::new("weight", "分值", Kind::Number, |row: &IndicatorRow| {
        row.weight.normalize().to_string()
    })
    .required()
    .not_below_zero(),
    Column::new("score", "得分", Kind::Number, |row: &IndicatorRow| {
        row.score.normalize().to_string()
    })
    .required()
    .not_below_zero(),
    Column::text("rule", "评分规则", |row: &IndicatorRow| row.rule.clone()),
    Column::text("variance_reason", "偏差原因", |row: &IndicatorRow| {
        row.variance_reason.clone()
    }),
    Column::text("corrective_action", "改进措施", |row: &IndicatorRow| {
        row.corrective_action.clone()
    }),
];

/// One row per indicator.
pub(super) fn indicators(context: &ExportContext) -> Result<Resource, ExportError> {
    let rows = &context.evaluation.indicators;
    Resource::new("indicators", "绩效指标", &["indicator"], COLUMNS, rows)
}
