//! Budget documents: approvals, supplements, virements and the rest, one line of a document a row.

use taizhang_core::book::{Book, BudgetChange, Command, LineChoice};
use taizhang_core::code::{EconomicCode, FunctionCode, FundType};
use taizhang_core::event::{BudgetLine, ExpenditureCategory, Project};
use taizhang_core::ids::LineId;
use taizhang_core::{FiscalYear, Money, SourceDocument};

use super::line::{named_line, optional_line};
use super::virements::{Side, Virements};
use super::{KnownColumn, code_names, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::fault::Reason;
use crate::field::Field;
use crate::question::Question;
use crate::unapproved::Unapproved;
use crate::value::RowReader;
use crate::vocabulary::compact;

/// National names are those of `BA_BGT_INFO`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(
        Field::Date,
        &[
            "日期",
            "业务日期",
            "批复日期",
            "下达日期",
            "登记日期",
            "CREATE_TIME",
            "Date",
            "Approval date",
        ],
    ),
    optional(Field::BudgetYear, names::YEAR_OF_BUDGET),
    required(
        Field::Change,
        &["变动类型", "类型", "指标类型", "调整类型", "预算类型", "BGT_TYPE_NAME", "Change type"],
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
            "指标金额",
            "预算数",
            "预算金额",
            "批复数",
            "批复金额",
            "下达金额",
            "年初预算数",
            "年初预算",
            "本年预算",
            "本年预算数",
            "Amount",
            "合计",
            "总计",
        ],
    ),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::State, names::STATE),
    optional(Field::Void, names::VOID),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
    optional(Field::ToLine, &["转入指标", "调入指标"]),
    optional(Field::OriginYear, names::ORIGIN_YEAR),
    optional(
        Field::Memo,
        &["摘要", "备注", "说明", "文标题", "指标文标题", "BGT_DOC_TITLE", "Memo", "Description"],
    ),
];

/// A change of authority as a document calls it.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Grant(BudgetChange),
    CarryOver,
    Virement,
}

impl Change {
    /// Tells whether it takes something from a line.
    fn lessens(self, amount: Option<Money>) -> bool {
        use BudgetChange::{Freeze, Reduction, Withdraw};
        matches!(self, Self::Grant(Freeze | Reduction | Withdraw))
            || amount.is_some_and(Money::is_negative)
    }

    const fn is_carry_over(self) -> bool {
        matches!(self, Self::CarryOver)
    }
}

pub(super) const CHANGES: &[(&str, Change)] = &[
    ("年初批复", Change::Grant(BudgetChange::Original)),
    ("年初预算", Change::Grant(BudgetChange::Original)),
    ("批复", Change::Grant(BudgetChange::Original)),
    ("追加", Change::Grant(BudgetChange::Supplement)),
    ("追加预算", Change::Grant(BudgetChange::Supplement)),
    ("追减", Change::Grant(BudgetChange::Reduction)),
    ("调减", Change::Grant(BudgetChange::Reduction)),
    ("追减预算", Change::Grant(BudgetChange::Reduction)),
    ("调剂", Change::Virement),
    ("上年结转", Change::CarryOver),
    ("结转", Change::CarryOver),
    ("冻结", Change::Grant(BudgetChange::Freeze)),
    ("解冻", Change::Grant(BudgetChange::Release)),
    ("收回", Change::Grant(BudgetChange::Withdraw)),
];

/// Words of other changes, in the longer terms that lists write for them.
const OTHER_CHANGES: [&str; 11] =
    ["批复", "追加", "追减", "调剂", "调整", "调增", "调减", "年初预算", "下达", "冻结", "收回"];

/// Tells whether a word of a list says that its row was carried over from earlier years.
pub(crate) fn is_carry_over(text: &str) -> bool {
    let text = compact(text);
    let is_known = || CHANGES.iter().any(|(word, change)| *word == text && change.is_carry_over());
    ["结转", "结余"].iter().any(|word| text.contains(word)) || is_known()
}

/// Tells whether a word of a list says that its row changes the budget in another way.
pub(crate) fn is_other_change(text: &str) -> bool {
    let text = compact(text);
    let is_known = || CHANGES.iter().any(|(word, change)| *word == text && !change.is_carry_over());
    OTHER_CHANGES.iter().any(|word| text.contains(word)) || is_known()
}

/// Categories of expenditure; the project's particulars come from other columns.
#[derive(Clone, Copy)]
pub(super) enum Category {
    Personnel,
    Operating,
    Project,
}

pub(super) const CATEGORIES: &[(&str, Category)] = &[
    ("人员经费", Category::Personnel),
    ("人员类", Category::Personnel),
    ("基本支出—人员经费", Category::Personnel),
    ("公用经费", Category::Operating),
    ("运转类公用经费", Category::Operating),
    ("基本支出—公用经费", Category::Operating),
    ("项目支出", Category::Project),
    ("其他运转类", Category::Project),
    ("特定目标类", Category::Project),
];

pub(super) const FUNDS: &[(&str, FundType)] = &[
    ("一般公共预算资金", FundType::GeneralPublicBudget),
    ("一般公共预算", FundType::GeneralPublicBudget),
    ("财政拨款", FundType::GeneralPublicBudget),
    ("政府性基金预算资金", FundType::GovernmentFunds),
    ("政府性基金", FundType::GovernmentFunds),
    ("国有资本经营预算资金", FundType::StateCapitalOperations),
    ("国有资本经营预算", FundType::StateCapitalOperations),
    ("财政专户管理资金", FundType::FiscalSpecialAccount),
    ("单位资金", FundType::OwnSource),
    ("一般公共预算拨款", FundType::GeneralPublicBudget),
    ("一般公共预算财政拨款", FundType::GeneralPublicBudget),
    ("一般公共预算拨款收入", FundType::GeneralPublicBudget),
    ("政府性基金预算", FundType::GovernmentFunds),
    ("政府性基金预算拨款", FundType::GovernmentFunds),
    ("政府性基金预算财政拨款", FundType::GovernmentFunds),
    ("政府性基金预算拨款收入", FundType::GovernmentFunds),
    ("国有资本经营预算拨款", FundType::StateCapitalOperations),
    ("国有资本经营预算财政拨款", FundType::StateCapitalOperations),
    ("国有资本经营预算拨款收入", FundType::StateCapitalOperations),
    ("财政专户管理资金收入", FundType::FiscalSpecialAccount),
    ("事业收入", FundType::OwnSource),
    ("事业收入资金", FundType::OwnSource),
    ("上级补助收入", FundType::OwnSource),
    ("上级补助收入资金", FundType::OwnSource),
    ("附属单位上缴收入", FundType::OwnSource),
    ("附属单位上缴收入资金", FundType::OwnSource),
    ("事业单位经营收入", FundType::OwnSource),
    ("事业单位经营收入资金", FundType::OwnSource),
    ("其他收入", FundType::OwnSource),
    ("其他收入资金", FundType::OwnSource),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut virements = Virements::default();
    for (index, source) in sources.iter().enumerate() {
        let unapproved = Unapproved::of(&source.table, &source.mapping);
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let change = reader.choice(Field::Change, CHANGES);
            let number = reader.document(Field::Document);
            let dated = reader.optional_date(Field::DocumentDate);
            let amount = reader.money(Field::Amount);
            let memo = reader.optional_text(Field::Memo).unwrap_or_default();
            let change = change?;
            let question = Question::of_document(reader, &unapproved, change.lessens(amount));
            let document =
                |on| Some(SourceDocument { number: number?, dated: dated?.unwrap_or(on) });
            if matches!(change, Change::Virement) && reader.is_blank(Field::ToLine) {
                let line = side_line(reader, around.book, amount);
                let (on, amount) = (on?, amount?);
                let (document, line) = (document(on)?, line?);
                if reader.faults.is_empty() {
                    let place = reader.place(Some(Field::Amount));
                    virements.add(on, document, Side { row, place, line, amount, memo, question });
                }
                return Some(Vec::new());
            }
            let line = match change {
                Change::Virement => {
                    named_line(reader, around.book, Field::Line).map(LineChoice::Existing)
                }
                Change::Grant(_) | Change::CarryOver => line_choice(reader, around.book),
            };
            let to: Option<LineId> = match change {
                Change::Virement => Some(named_line(reader, around.book, Field::ToLine)?),
                Change::Grant(_) | Change::CarryOver => None,
            };
            let origin = match change {
                Change::CarryOver => origin_year(reader, around.year),
                Change::Grant(_) | Change::Virement => None,
            };
            let (on, stated) = (on?, amount?);
            let amount = moved(change, stated);
            let document = document(on)?;
            let line = line?;
            let command = match (change, to) {
                (Change::Virement, Some(to)) => {
                    let LineChoice::Existing(from) = line else { return None };
                    let to = LineChoice::Existing(to);
                    Command::MoveBudget { from, to, amount, document, memo }
                }
                (Change::Grant(change), _) => {
                    Command::ChangeBudget { change, line, amount, document, memo }
                }
                _ => {
                    let change = BudgetChange::CarryOverIn(origin?);
                    Command::ChangeBudget { change, line, amount, document, memo }
                }
            };
            Some(vec![Draft { question, ..Draft::of_row(row, on, command, stated) }])
        });
    }
    virements.conclude(drafts);
}

/// Reads the line of one side of a virement: one that the ledger knows, or a new one that takes.
fn side_line(reader: &mut RowReader<'_>, book: &Book, amount: Option<Money>) -> Option<LineChoice> {
    if amount.is_some_and(Money::is_negative) {
        return named_line(reader, book, Field::Line).map(LineChoice::Existing);
    }
    line_choice(reader, book)
}

/// Returns the money that a change moves: what lessens a line is written with either sign, as lists
/// whose sum is net do; for all else a sign that does not fit stays, and is refused.
fn moved(change: Change, stated: Money) -> Money {
    use BudgetChange::{Freeze, Reduction, Withdraw};
    match change {
        Change::Grant(Reduction | Withdraw | Freeze) if stated.is_negative() => stated.negated(),
        Change::Grant(_) | Change::CarryOver | Change::Virement => stated,
    }
}

/// Reads the year a carry-over comes from: the stated one, or the year before.
pub(super) fn origin_year(reader: &mut RowReader<'_>, year: FiscalYear) -> Option<FiscalYear> {
    match reader.optional_text(Field::OriginYear) {
        Some(text) => match text.parse() {
            Ok(year) => Some(year),
            Err(error) => reader.refuse(Field::OriginYear, &text, Reason::Year(error)),
        },
        None => year.previous(),
    }
}

/// Reads a line that the ledger knows, or a new one with all its particulars. A table without
/// numbers of lines, as budgets are published, gives each line the number of its codes.
pub(super) fn line_choice(reader: &mut RowReader<'_>, book: &Book) -> Option<LineChoice> {
    let id = optional_line(reader, book, Field::Line)?;
    let Some(name) = line_name(reader) else {
        let has_codes = !reader.is_blank(Field::Function) && !reader.is_blank(Field::Economic);
        if id.is_none() && has_codes && !reader.has_column(Field::Line) {
            return reader.refuse(Field::LineName, "", Reason::NoLineName);
        }
        return id.or_else(|| reader.missing(Field::Line)).map(LineChoice::Existing);
    };
    let category = reader.choice(Field::Category, CATEGORIES);
    let fund = reader.optional_choice(Field::Fund, FUNDS);
    let function = code::<FunctionCode>(reader, Field::Function);
    let economic = code::<EconomicCode>(reader, Field::Economic);
    let category = match category? {
        Category::Personnel => Some(ExpenditureCategory::Personnel),
        Category::Operating => Some(ExpenditureCategory::Operating),
        Category::Project => {
            let code = reader.text(Field::ProjectCode);
            let title = reader.optional_text(Field::ProjectName);
            let title = title.unwrap_or_else(|| name.clone());
            code.map(|code| ExpenditureCategory::Project(Project { code, name: title }))
        }
    };
    let (function, economic) = (function?, economic?);
    let category = category?;
    let id = match id {
        Some(id) => id,
        None => coded_id(reader, &function, &economic, &category)?,
    };
    let fund = fund?.unwrap_or(FundType::GeneralPublicBudget);
    Some(LineChoice::New(BudgetLine { id, name, category, fund, function, economic }))
}

/// Reads the name of a line; systems that list projects give lines no name besides the project's.
fn line_name(reader: &mut RowReader<'_>) -> Option<String> {
    let named = reader.optional_text(Field::LineName);
    let is_without = !reader.has_column(Field::LineName) && !reader.has_column(Field::Line);
    named.or_else(|| reader.optional_text(Field::ProjectName).filter(|_| is_without))
}

/// Makes a line's number of its codes: `2060701-30201`, with a project's code after it.
fn coded_id(
    reader: &mut RowReader<'_>,
    function: &FunctionCode,
    economic: &EconomicCode,
    category: &ExpenditureCategory,
) -> Option<LineId> {
    let project = category.project().map(|project| format!("-{}", project.code));
    let basis = match category {
        ExpenditureCategory::Personnel => "-人员",
        ExpenditureCategory::Operating => "-公用",
        ExpenditureCategory::Project(_) => "",
    };
    let project = project.unwrap_or_default();
    let text = format!("{}-{}{basis}{project}", function.as_str(), economic.as_str());
    text.parse().map_err(|error| reader.refuse::<()>(Field::Line, &text, Reason::Id(error))).ok()
}

fn code<T>(reader: &mut RowReader<'_>, field: Field) -> Option<T>
where
    T: std::str::FromStr<Err = taizhang_core::code::CodeError>,
{
    match reader.optional_code(field)? {
        Some(code) => Some(code),
        None => reader.refuse(field, "", Reason::Missing(field)),
    }
}
