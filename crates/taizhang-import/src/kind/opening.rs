//! Opening balances: unspent authority of earlier years, by line.

use taizhang_core::SourceDocument;
use taizhang_core::book::{BudgetChange, Command};

use super::budget::{line_choice, origin_year};
use super::{KnownColumn, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::field::Field;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, &["日期", "业务日期", "结转日期", "登记日期"]),
    required(Field::Document, &["文号", "指标文号", "批复文号", "结转文号", "COR_BGT_DOC_NO"]),
    optional(Field::DocumentDate, &["发文日期", "发文时间", "文件日期", "DOC_DATE"]),
    required(Field::Line, &["指标", "指标号", "指标编号", "指标编码", "指标主键", "BGT_ID"]),
    optional(Field::LineName, &["指标名称", "指标说明", "预算项目", "BGT_DEC"]),
    optional(Field::Category, &["支出类别", "支出类型", "项目类别", "PRO_KIND_NAME"]),
    optional(Field::ProjectCode, &["项目编码", "项目代码", "PRO_CODE"]),
    optional(Field::ProjectName, &["项目名称", "PRO_NAME"]),
    optional(Field::Fund, &["资金性质", "资金来源", "FUND_TYPE_NAME"]),
    optional(Field::Function, &["功能科目", "功能分类", "功能分类科目", "EXP_FUNC_CODE"]),
    optional(Field::Economic, &["经济科目", "经济分类", "部门经济分类", "DEP_BGT_ECO_CODE"]),
    required(
        Field::Amount,
        &[
            "金额",
            "结转金额",
            "结转数",
            "上年结转",
            "年初结转",
            "期初余额",
            "年初余额",
            "余额",
            "CUR_AMT",
        ],
    ),
    optional(Field::OriginYear, &["来源年度", "结转年度", "原年度"]),
    optional(Field::Memo, &["摘要", "备注", "说明"]),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let number = reader.document(Field::Document);
            let dated = reader.optional_date(Field::DocumentDate);
            let line = line_choice(reader);
            let origin = origin_year(reader, around.year);
            let amount = reader.money(Field::Amount);
            let memo = reader.optional_text(Field::Memo).unwrap_or_default();
            let (on, amount) = (on?, amount?);
            let document = SourceDocument { number: number?, dated: dated?.unwrap_or(on) };
            let change = BudgetChange::CarryOverIn(origin?);
            let command = Command::ChangeBudget { change, line: line?, amount, document, memo };
            Some(vec![Draft { row, others: Vec::new(), on, command, amount }])
        });
    }
}
