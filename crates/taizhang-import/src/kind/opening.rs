//! Opening balances: unspent authority of earlier years, by line.

use taizhang_core::SourceDocument;
use taizhang_core::book::{BudgetChange, Command};

use super::budget::{line_choice, origin_year};
use super::{KnownColumn, code_names, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::field::Field;
use crate::question::Question;
use crate::unapproved::Unapproved;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, &["日期", "业务日期", "结转日期", "登记日期", "Date"]),
    optional(Field::BudgetYear, names::YEAR_OF_BUDGET),
    required(
        Field::Document,
        &[
            "文号",
            "指标文号",
            "批复文号",
            "结转文号",
            "COR_BGT_DOC_NO",
            "Document No.",
            "Document number",
        ],
    ),
    optional(Field::DocumentDate, names::DOCUMENT_DATE),
    optional(Field::Line, names::LINE),
    optional(Field::LineName, names::LINE_NAME),
    optional(Field::Category, names::CATEGORY),
    optional(Field::ProjectCode, names::PROJECT_CODE),
    optional(Field::ProjectName, names::PROJECT_NAME),
    optional(Field::Fund, names::FUND),
    optional(Field::Function, code_names::FUNCTION),
    optional(Field::Economic, code_names::ECONOMIC),
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
    optional(Field::Currency, names::CURRENCY),
    optional(Field::State, names::STATE),
    optional(Field::Void, names::VOID),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
    optional(Field::OriginYear, names::ORIGIN_YEAR),
    optional(Field::Memo, &["摘要", "备注", "说明"]),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        let unapproved = Unapproved::of(&source.table, &source.mapping);
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let number = reader.document(Field::Document);
            let dated = reader.optional_date(Field::DocumentDate);
            let line = line_choice(reader, around.book);
            let question = Question::of_document(reader, &unapproved, false);
            let origin = origin_year(reader, around.year);
            let amount = reader.money(Field::Amount);
            let memo = reader.optional_text(Field::Memo).unwrap_or_default();
            let (on, amount) = (on?, amount?);
            let document = SourceDocument { number: number?, dated: dated?.unwrap_or(on) };
            let change = BudgetChange::CarryOverIn(origin?);
            let command = Command::ChangeBudget { change, line: line?, amount, document, memo };
            Some(vec![Draft { question, ..Draft::of_row(row, on, command, amount) }])
        });
    }
}
