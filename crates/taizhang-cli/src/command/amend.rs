//! `amend`: particulars of a line and document numbers put right; no money moves.

use clap::{Args, Subcommand};
use taizhang_ledger::Ledger;
use taizhang_ledger::core::SourceDocument;
use taizhang_ledger::core::book::{Command, Refusal};
use taizhang_ledger::core::event::{BudgetLine, ExpenditureCategory, Project};

use super::allocate::{CategoryArg, FundArg};
use super::recorded::record_and_report;
use super::show::PlaceArg;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;
use crate::wording::refusal_problem;

/// Arguments of `amend`.
#[derive(Args, Debug)]
pub(crate) struct AmendArgs {
    #[command(subcommand)]
    what: What,
}

/// What is put right.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum What {
    /// 改正指标：名称、类别、项目、资金性质或科目写错的
    #[command(visible_alias = "指标")]
    Line(LineArgs),
    /// 改正文号：批复、调整所依据的文号或发文日期写错的
    #[command(visible_alias = "文号")]
    Document(DocumentArgs),
}

#[derive(Args, Debug)]
struct LineArgs {
    /// 指标号
    #[arg(value_name = "指标")]
    line: String,
    /// 改成的名称
    #[arg(long, value_name = "名称")]
    name: Option<String>,
    /// 改成的支出类别
    #[arg(long, value_name = "类别")]
    category: Option<CategoryArg>,
    /// 改成的项目编码
    #[arg(long, value_name = "编码")]
    project_code: Option<String>,
    /// 改成的项目名称
    #[arg(long, value_name = "名称")]
    project: Option<String>,
    /// 改成的资金性质
    #[arg(long, value_name = "性质")]
    fund: Option<FundArg>,
    /// 改成的功能分类科目
    #[arg(long, value_name = "科目")]
    function: Option<String>,
    /// 改成的部门经济分类科目（类或款）；已有的支付要在它之内
    #[arg(long = "econ", value_name = "科目")]
    economic: Option<String>,
    #[command(flatten)]
    why: WhyArgs,
}

#[derive(Args, Debug)]
struct DocumentArgs {
    /// 登记批复、调整的事件序号
    #[arg(value_name = "事件")]
    event: PlaceArg,
    /// 改成的文号
    #[arg(long, value_name = "文号")]
    doc: Option<String>,
    /// 改成的发文日期
    #[arg(long, value_name = "日期")]
    doc_date: Option<String>,
    #[command(flatten)]
    why: WhyArgs,
}

#[derive(Args, Debug)]
struct WhyArgs {
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &AmendArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Line(args) => {
            record_and_report(session, args.why.date.as_deref(), |reader, ledger| {
                let now = args.amended(reader, ledger)?;
                Some(vec![Command::AmendLine { now, reason: args.why.reason.clone() }])
            })
        }
        What::Document(args) => {
            record_and_report(session, args.why.date.as_deref(), |reader, ledger| {
                let target = args.event.find(reader, ledger).map(|event| event.recorded);
                let number = reader.optional(args.doc.as_deref(), Reader::document);
                let dated =
                    reader.optional(args.doc_date.as_deref(), |r, text| r.date("--doc-date", text));
                let target = target?;
                let book = reader.answer(ledger.book())?;
                let was = book.document_behind(target.id).or(target.event.budget_document());
                let Some(was) = was else {
                    reader.refuse(not_a_change(target.sequence.get()));
                    return None;
                };
                let now = SourceDocument {
                    number: number.unwrap_or_else(|| was.number.clone()),
                    dated: dated.unwrap_or(was.dated),
                };
                let (target, reason) = (Box::new(target), args.why.reason.clone());
                Some(vec![Command::AmendDocument { target, now, reason }])
            })
        }
    }
}

/// Words of an event that has no document to amend.
pub(crate) fn not_a_change(sequence: u64) -> Problem {
    Problem::new(
        format!("第 {sequence} 号不是批复或预算调整，没有可改正的文号"),
        "文号只在批复、追加、追减、调剂、结转、冻结、解冻、收回里",
        "运行 taizhang log --grep 指标号 查看这些登记的序号",
    )
}

impl LineArgs {
    /// The line with what was given in the place of what was recorded.
    fn amended(&self, reader: &mut Reader, ledger: &Ledger) -> Option<BudgetLine> {
        let id = reader.id(&self.line)?;
        let function = reader.optional(self.function.as_deref(), Reader::code);
        let economic = reader.optional(self.economic.as_deref(), Reader::code);
        let book = reader.answer(ledger.book())?;
        let Some(was) = book.line(&id) else {
            let known = book.lines().map(|line| line.id.clone()).collect();
            reader.refuse(refusal_problem(&Refusal::UnknownLine { line: id, known }));
            return None;
        };
        Some(BudgetLine {
            id,
            name: self.name.clone().unwrap_or_else(|| was.name.clone()),
            category: self.category(reader, was)?,
            fund: self.fund.map_or(was.fund, Into::into),
            function: function.unwrap_or_else(|| was.function.clone()),
            economic: economic.unwrap_or_else(|| was.economic.clone()),
        })
    }

    fn category(&self, reader: &mut Reader, was: &BudgetLine) -> Option<ExpenditureCategory> {
        let project = was.category.project();
        let is_project = match self.category {
            None => project.is_some(),
            Some(category) => matches!(category, CategoryArg::Project),
        };
        if !is_project {
            if self.project_code.is_some() || self.project.is_some() {
                reader.refuse(Problem::new(
                    "--project-code、--project 只用于项目支出",
                    format!("改正后的指标 {} 不是项目支出", was.id),
                    "去掉这两个选项，或加上 --category project",
                ));
                return None;
            }
            return Some(match self.category {
                Some(CategoryArg::Personnel) => ExpenditureCategory::Personnel,
                Some(CategoryArg::Operating) => ExpenditureCategory::Operating,
                _ => was.category.clone(),
            });
        }
        let code = self.project_code.clone().or_else(|| project.map(|known| known.code.clone()));
        let Some(code) = code else {
            reader.refuse(Problem::new(
                format!("改为项目支出的指标 {} 缺少项目编码", was.id),
                "项目支出要有项目编码",
                "加上 --project-code",
            ));
            return None;
        };
        let name = self.project.clone().or_else(|| project.map(|known| known.name.clone()));
        let name = name.or_else(|| self.name.clone()).unwrap_or_else(|| was.name.clone());
        Some(ExpenditureCategory::Project(Project { code, name }))
    }
}
