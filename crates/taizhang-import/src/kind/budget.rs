//! Budget documents: approvals, supplements, virements and the rest, one line of a document a row.

use super::{KnownColumn, optional, required};
use crate::field::Field;

/// National names are those of `BA_BGT_INFO`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, &["日期", "业务日期", "批复日期", "下达日期", "登记日期", "CREATE_TIME"]),
    required(
        Field::Change,
        &["变动类型", "类型", "指标类型", "调整类型", "预算类型", "BGT_TYPE_NAME"],
    ),
    required(
        Field::Document,
        &[
            "文号",
            "指标文号",
            "发文文号",
            "本级指标文号",
            "批复文号",
            "COR_BGT_DOC_NO",
            "SUP_BGT_DOC_NO",
        ],
    ),
    optional(Field::DocumentDate, &["发文日期", "发文时间", "文件日期", "DOC_DATE"]),
    required(Field::Line, &["指标", "指标号", "指标编号", "指标编码", "指标主键", "BGT_ID"]),
    optional(Field::LineName, &["指标名称", "指标说明", "预算项目", "BGT_DEC"]),
    optional(Field::Category, &["支出类别", "支出类型", "项目类别", "PRO_KIND_NAME"]),
    optional(Field::ProjectCode, &["项目编码", "项目代码", "项目编号", "PRO_CODE"]),
    optional(Field::ProjectName, &["项目名称", "项目", "PRO_NAME"]),
    optional(Field::Fund, &["资金性质", "资金来源", "FUND_TYPE_NAME", "FUND_TYPE_CODE"]),
    optional(
        Field::Function,
        &[
            "功能科目",
            "功能分类",
            "功能分类科目",
            "支出功能分类",
            "支出功能分类科目代码",
            "EXP_FUNC_CODE",
        ],
    ),
    optional(
        Field::Economic,
        &[
            "经济科目",
            "部门经济科目",
            "部门经济分类",
            "经济分类",
            "经济分类科目",
            "部门支出经济分类科目代码",
            "支出经济分类",
            "DEP_BGT_ECO_CODE",
        ],
    ),
    required(
        Field::Amount,
        &["金额", "指标金额", "预算数", "预算金额", "批复数", "下达金额", "AMOUNT"],
    ),
    optional(Field::ToLine, &["转入指标", "调入指标"]),
    optional(Field::OriginYear, &["来源年度", "结转年度", "原年度"]),
    optional(Field::Memo, &["摘要", "备注", "说明", "文标题", "指标文标题", "BGT_DOC_TITLE"]),
];
