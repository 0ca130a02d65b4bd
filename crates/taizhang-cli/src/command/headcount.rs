//! `headcount`: authorised posts and people.

use clap::{Args, ValueEnum};
use taizhang_ledger::core::SourceDocument;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{AuthorisedPosts, Headcount, PostKind, StaffCategory};

use super::recorded::{document_date, record_and_report};
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `headcount`.
#[derive(Args, Debug)]
pub(crate) struct HeadcountArgs {
    /// 人数或编制数
    #[arg(value_name = "数量")]
    count: u32,
    /// 登记实有人数的类别
    #[arg(long, value_name = "类别", required_unless_present = "posts")]
    category: Option<CategoryArg>,
    /// 登记编制数的种类
    #[arg(long, value_name = "种类", conflicts_with = "category")]
    posts: Option<PostArg>,
    /// 编制文件的文号
    #[arg(long, value_name = "文号", requires = "posts")]
    doc: Option<String>,
    /// 发文日期（默认同业务日期）
    #[arg(long, value_name = "日期", requires = "doc")]
    doc_date: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

/// Categories of staff on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CategoryArg {
    /// 公务员
    #[value(alias = "公务员")]
    CivilServant,
    /// 参照公务员管理人员
    #[value(alias = "参照公务员管理人员", alias = "参公")]
    CivilServiceManaged,
    /// 事业管理人员
    #[value(alias = "事业管理人员")]
    InstitutionManager,
    /// 专业技术人员
    #[value(alias = "专业技术人员")]
    Professional,
    /// 工勤人员
    #[value(alias = "工勤人员", alias = "工勤")]
    SupportWorker,
    /// 离休人员
    #[value(alias = "离休人员", alias = "离休")]
    RetiredVeteran,
    /// 退休人员
    #[value(alias = "退休人员", alias = "退休")]
    Retired,
}

/// Kinds of posts on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PostArg {
    /// 行政编制
    #[value(alias = "行政编制")]
    Administrative,
    /// 事业编制
    #[value(alias = "事业编制")]
    Institution,
    /// 工勤编制
    #[value(alias = "工勤编制")]
    Support,
}

impl From<CategoryArg> for StaffCategory {
    fn from(category: CategoryArg) -> Self {
        match category {
            CategoryArg::CivilServant => Self::CivilServant,
            CategoryArg::CivilServiceManaged => Self::CivilServiceManaged,
            CategoryArg::InstitutionManager => Self::InstitutionManager,
            CategoryArg::Professional => Self::Professional,
            CategoryArg::SupportWorker => Self::SupportWorker,
            CategoryArg::RetiredVeteran => Self::RetiredVeteran,
            CategoryArg::Retired => Self::Retired,
        }
    }
}

impl From<PostArg> for PostKind {
    fn from(kind: PostArg) -> Self {
        match kind {
            PostArg::Administrative => Self::Administrative,
            PostArg::Institution => Self::Institution,
            PostArg::Support => Self::Support,
        }
    }
}

pub(crate) fn run(
    args: &HeadcountArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let count = args.count;
        if let Some(category) = args.category {
            let headcount = Headcount { category: category.into(), count };
            return Some(vec![Command::RecordHeadcount(headcount)]);
        }
        let document = match &args.doc {
            None => None,
            Some(text) => {
                let number = reader.document(text);
                let (doc_date, date) = (args.doc_date.as_deref(), args.date.as_deref());
                let dated = document_date(reader, ledger, doc_date, date);
                Some(SourceDocument { number: number?, dated: dated? })
            }
        };
        let kind = args.posts?.into();
        Some(vec![Command::SetAuthorisedPosts(AuthorisedPosts { kind, count, document })])
    })
}
