//! `allocate` and `adjust`: authority to spend and its changes.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use taizhang_ledger::core::book::{BudgetChange, Command, LineChoice};
use taizhang_ledger::core::code::FundType;
use taizhang_ledger::core::event::{BudgetLine, ExpenditureCategory, Project};
use taizhang_ledger::core::figure::Measure;
use taizhang_ledger::core::ids::LineId;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::core::{FiscalYear, Money, SourceDocument};
use taizhang_ledger::{Ledger, Outcome};

use super::recorded::{document_date, record, report};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `allocate`.
#[derive(Args, Debug)]
pub(crate) struct AllocateArgs {
    /// 金额，必须带单位，如 2000元、20万元
    #[arg(value_name = "金额")]
    amount: String,
    #[command(flatten)]
    line: LineArgs,
    #[command(flatten)]
    basis: BasisArgs,
}

/// Arguments of `adjust`.
#[derive(Args, Debug)]
pub(crate) struct AdjustArgs {
    /// 调整类型
    #[arg(long, value_name = "类型")]
    kind: KindArg,
    /// 金额，必须带单位，如 2000元、20万元
    #[arg(value_name = "金额")]
    amount: String,
    #[command(flatten)]
    line: LineArgs,
    /// 调剂的转入指标
    #[arg(long, value_name = "指标")]
    to: Option<String>,
    /// 结转资金的来源年度（默认上一年度）
    #[arg(long, value_name = "年度")]
    origin_year: Option<String>,
    #[command(flatten)]
    basis: BasisArgs,
}

/// A budget line, known or new.
#[derive(Args, Debug)]
struct LineArgs {
    /// 指标号，如 2022-001；新指标还要给出名称、类别和科目
    #[arg(long, value_name = "指标")]
    line: String,
    /// 新指标的名称
    #[arg(long, value_name = "名称")]
    name: Option<String>,
    /// 新指标的支出类别
    #[arg(long, value_name = "类别")]
    category: Option<CategoryArg>,
    /// 新指标的项目编码（项目支出）
    #[arg(long, value_name = "编码")]
    project_code: Option<String>,
    /// 新指标的项目名称（项目支出，默认同指标名称）
    #[arg(long, value_name = "名称")]
    project: Option<String>,
    /// 新指标的资金性质
    #[arg(long, value_name = "性质", default_value = "general-public-budget")]
    fund: FundArg,
    /// 新指标的功能分类科目
    #[arg(long, value_name = "科目")]
    function: Option<String>,
    /// 新指标的部门经济分类科目（类或款）
    #[arg(long = "econ", value_name = "科目")]
    economic: Option<String>,
}

/// What a change rests on.
#[derive(Args, Debug)]
struct BasisArgs {
    /// 文号，如 甘财科〔2022〕2号
    #[arg(long, value_name = "文号")]
    doc: String,
    /// 发文日期（默认同业务日期）
    #[arg(long, value_name = "日期")]
    doc_date: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 备注
    #[arg(long, value_name = "备注", default_value = "")]
    memo: String,
}

/// Kinds of adjustment on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// 追加
    #[value(alias = "追加")]
    Supplement,
    /// 追减
    #[value(alias = "追减")]
    Reduction,
    /// 调剂
    #[value(alias = "调剂")]
    Virement,
    /// 上年结转
    #[value(alias = "上年结转", alias = "结转")]
    CarryOver,
    /// 冻结
    #[value(alias = "冻结")]
    Freeze,
    /// 解冻
    #[value(alias = "解冻")]
    Release,
    /// 收回
    #[value(alias = "收回")]
    Withdraw,
}

/// Categories of expenditure on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum CategoryArg {
    /// 基本支出的人员经费
    #[value(alias = "人员经费")]
    Personnel,
    /// 基本支出的公用经费
    #[value(alias = "公用经费")]
    Operating,
    /// 项目支出
    #[value(alias = "项目支出")]
    Project,
}

/// Natures of funds on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FundArg {
    /// 一般公共预算资金
    #[value(alias = "一般公共预算资金", alias = "一般公共预算")]
    GeneralPublicBudget,
    /// 政府性基金预算资金
    #[value(alias = "政府性基金预算资金", alias = "政府性基金")]
    GovernmentFunds,
    /// 国有资本经营预算资金
    #[value(alias = "国有资本经营预算资金", alias = "国有资本经营")]
    StateCapitalOperations,
    /// 财政专户管理资金
    #[value(alias = "财政专户管理资金", alias = "财政专户")]
    FiscalSpecialAccount,
    /// 单位资金
    #[value(alias = "单位资金")]
    OwnSource,
}

impl From<FundArg> for FundType {
    fn from(fund: FundArg) -> Self {
        match fund {
            FundArg::GeneralPublicBudget => Self::GeneralPublicBudget,
            FundArg::GovernmentFunds => Self::GovernmentFunds,
            FundArg::StateCapitalOperations => Self::StateCapitalOperations,
            FundArg::FiscalSpecialAccount => Self::FiscalSpecialAccount,
            FundArg::OwnSource => Self::OwnSource,
        }
    }
}

pub(crate) fn allocate(
    args: AllocateArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let date = args.basis.date.clone();
    let (ledger, outcome) = record(session, date.as_deref(), |reader, ledger| {
        changed(BudgetChange::Original, &args.line, &args.amount, args.basis, reader, ledger)
    })?;
    conclude(session, &ledger, &outcome)
}

pub(crate) fn adjust(args: AdjustArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let date = args.basis.date.clone();
    let (ledger, outcome) = record(session, date.as_deref(), |reader, ledger| {
        args.refuse_what_does_not_apply(reader);
        if args.kind == KindArg::Virement {
            let amount = reader.amount("金额", &args.amount);
            let document = args.basis.document(reader, ledger);
            let from = reader.id::<LineId>(&args.line.line);
            let to = reader.optional(args.to.as_deref(), Reader::id).map(LineChoice::Existing);
            if args.to.is_none() {
                reader.refuse(Problem::new(
                    "调剂没有写转入指标",
                    "调剂是从一个指标划到另一个指标",
                    "加上 --to 指标号",
                ));
            }
            let memo = args.basis.memo;
            let (amount, document) = (amount?, document?);
            return Some(vec![Command::MoveBudget {
                from: from?,
                to: to?,
                amount,
                document,
                memo,
            }]);
        }
        let origin = reader.optional(args.origin_year.as_deref(), Reader::fiscal_year);
        let change = args.kind.change(origin, ledger.year());
        changed(change, &args.line, &args.amount, args.basis, reader, ledger)
    })?;
    conclude(session, &ledger, &outcome)
}

/// A change of one line's authority, or the problems left with the reader.
fn changed(
    change: BudgetChange,
    line: &LineArgs,
    amount: &str,
    basis: BasisArgs,
    reader: &mut Reader,
    ledger: &Ledger,
) -> Option<Vec<Command>> {
    let line = line.choice(reader, ledger);
    let amount = reader.amount("金额", amount);
    let document = basis.document(reader, ledger);
    let (line, amount, document) = (line?, amount?, document?);
    Some(vec![Command::ChangeBudget { change, line, amount, document, memo: basis.memo }])
}

impl AdjustArgs {
    /// An option that this kind of change does not look at was meant for another kind.
    fn refuse_what_does_not_apply(&self, reader: &mut Reader) {
        let mut refuse = |option: &str, kind: &str| {
            reader.refuse(Problem::new(
                format!("{option} 只用于{kind}"),
                format!("这次登记的不是{kind}"),
                format!("去掉 {option}，或核对 --kind"),
            ));
        };
        if self.to.is_some() && self.kind != KindArg::Virement {
            refuse("--to", "调剂");
        }
        if self.origin_year.is_some() && self.kind != KindArg::CarryOver {
            refuse("--origin-year", "上年结转");
        }
    }
}

impl KindArg {
    fn change(self, origin: Option<FiscalYear>, year: FiscalYear) -> BudgetChange {
        match self {
            Self::Supplement | Self::Virement => BudgetChange::Supplement,
            Self::Reduction => BudgetChange::Reduction,
            Self::CarryOver => {
                BudgetChange::CarryOverIn(origin.or_else(|| year.previous()).unwrap_or(year))
            }
            Self::Freeze => BudgetChange::Freeze,
            Self::Release => BudgetChange::Release,
            Self::Withdraw => BudgetChange::Withdraw,
        }
    }
}

impl BasisArgs {
    fn document(&self, reader: &mut Reader, ledger: &Ledger) -> Option<SourceDocument> {
        let number = reader.document(&self.doc);
        let dated: Option<Date> =
            document_date(reader, ledger, self.doc_date.as_deref(), self.date.as_deref());
        Some(SourceDocument { number: number?, dated: dated? })
    }
}

impl LineArgs {
    /// A line that the ledger knows, or a new one with all its particulars.
    fn choice(&self, reader: &mut Reader, ledger: &Ledger) -> Option<LineChoice> {
        let id: LineId = reader.id(&self.line)?;
        let is_known = ledger.book().is_ok_and(|book| book.line(&id).is_some());
        if is_known && self.name.is_none() {
            return Some(LineChoice::Existing(id));
        }
        let name = Self::required(reader, &id, "名称", "--name", self.name.as_deref());
        let function =
            Self::required(reader, &id, "功能科目", "--function", self.function.as_deref())
                .and_then(|code| reader.code(code));
        let economic = Self::required(reader, &id, "经济科目", "--econ", self.economic.as_deref())
            .and_then(|code| reader.code(code));
        let category = self.category(reader, &id);
        Some(LineChoice::New(BudgetLine {
            id: id.clone(),
            name: name?.to_owned(),
            category: category?,
            fund: self.fund.into(),
            function: function?,
            economic: economic?,
        }))
    }

    fn category(&self, reader: &mut Reader, id: &LineId) -> Option<ExpenditureCategory> {
        match self.category {
            Some(CategoryArg::Personnel) => Some(ExpenditureCategory::Personnel),
            Some(CategoryArg::Operating) => Some(ExpenditureCategory::Operating),
            Some(CategoryArg::Project) => {
                let code = self.project_code.as_deref();
                let code = Self::required(reader, id, "项目编码", "--project-code", code);
                let name = self.project.as_deref().or(self.name.as_deref())?;
                let (code, name) = (code?.to_owned(), name.to_owned());
                Some(ExpenditureCategory::Project(Project { code, name }))
            }
            None => {
                Self::required::<()>(reader, id, "支出类别", "--category", None);
                None
            }
        }
    }

    fn required<T>(
        reader: &mut Reader,
        id: &LineId,
        what: &str,
        flag: &str,
        given: Option<T>,
    ) -> Option<T> {
        if given.is_none() {
            reader.refuse(Problem::new(
                format!("新指标 {id} 缺少{what}"),
                "台账里还没有这个指标，第一次登记要写全",
                format!("加上 {flag}，或核对指标号"),
            ));
        }
        given
    }
}

/// Says what was recorded and what the year's budget is now.
fn conclude(
    session: &mut Session<'_, '_>,
    ledger: &Ledger,
    outcome: &Outcome,
) -> Result<ExitCode, Failure> {
    let code = report(session, outcome)?;
    if !session.ui.wants_json() && !session.global.dry_run {
        let book = ledger.book()?;
        let total = |measures| -> Result<Money, Failure> {
            let mut sum = Money::ZERO;
            for line in book.lines() {
                sum = sum.checked_add(book.line_total(&line.id, measures)?)?;
            }
            Ok(sum)
        };
        let yuan = |amount: Money| with_thousands(&amount.to_string());
        session.ui.hint(format!(
            "全年预算 {} 元，其中年初 {}，调整 {}",
            yuan(total(Measure::FINAL_BUDGET)?),
            yuan(total(&[Measure::OriginalBudget])?),
            yuan(total(Measure::ADJUSTMENT)?),
        ));
    }
    Ok(code)
}
