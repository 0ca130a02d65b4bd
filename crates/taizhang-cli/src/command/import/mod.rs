//! `import`: files into the ledger in four steps, and back out again.

mod accepted;
pub(crate) mod batch;
mod carry_over;
mod doubts;
pub(crate) mod evidence;
mod file_names;
mod files;
mod new_rows;
mod obstacles;
mod open_unit;
mod plan;
pub(crate) mod preview;
mod questions;
mod reading;
mod renumbered;
mod returned;
mod saved_anew;
mod small;
mod structured;
mod summary;
mod targets;
mod warnings;

use clap::{Args, Subcommand};
use taizhang_ledger::import::kind::Kind;

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

pub(super) use accepted::{name as accepted_name, rows as accepted_rows};
pub(super) use obstacles::{open_questions, unread_sums, wrong_sums};
pub(super) use reading::{ReadBy, ReadingArgs, read};
pub(super) use summary::source_lines;

/// Arguments of `import`.
#[derive(Args, Debug)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    what: What,
}

/// What is imported, or done with imports.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum What {
    /// 支付明细：一体化系统导出、银行流水或自己的台账
    #[command(visible_alias = "支付")]
    Payments(files::PaymentArgs),
    /// 工资表：许多人和许多列，按规则汇成几笔支付
    #[command(visible_alias = "工资")]
    Payroll(files::PayrollArgs),
    /// 预算文件：年初批复、追加、追减、调剂、结转等
    #[command(visible_alias = "预算")]
    Budget(files::FileArgs),
    /// 期初结转：上年结转的各指标余额
    #[command(visible_alias = "期初")]
    Opening(files::FileArgs),
    /// 上年结转：从上年已年结的台账取各指标的结转数
    #[command(visible_alias = "结转")]
    CarryOver(carry_over::CarryOverArgs),
    /// 活动及其计数；活动表和计数表可以是两个文件
    #[command(visible_alias = "活动")]
    Activities(files::FileArgs),
    /// 绩效指标：一、二、三级指标和指标值
    #[command(visible_alias = "指标")]
    Indicators(files::FileArgs),
    /// 资产：各类原值和净值
    #[command(visible_alias = "资产")]
    Assets(files::FileArgs),
    /// 人员：编制和实有人数
    #[command(visible_alias = "人员")]
    Staff(files::FileArgs),
    /// 佐证：文件夹里的文件按名字里的凭证号、活动编号对上
    #[command(visible_alias = "佐证")]
    Evidence(evidence::EvidenceArgs),
    /// 各次导入及其批号
    #[command(visible_alias = "批次")]
    List,
    /// 撤销一次导入：逐笔红字冲销，之后可以重新导入
    #[command(visible_alias = "撤销")]
    Undo(batch::UndoArgs),
    /// 导入方案：记住的各列含义
    #[command(visible_alias = "方案")]
    Profile(batch::ProfileArgs),
}

pub(crate) fn run(args: &ImportArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Payments(args) => files::run_payments(args, session),
        What::Payroll(args) => files::run_payroll(args, session),
        What::Budget(args) => files::run(Kind::Budget, args, session),
        What::Opening(args) => files::run(Kind::Opening, args, session),
        What::CarryOver(args) => carry_over::run(args, session),
        What::Activities(args) => files::run(Kind::Activities, args, session),
        What::Indicators(args) => files::run(Kind::Indicators, args, session),
        What::Assets(args) => files::run(Kind::Assets, args, session),
        What::Staff(args) => files::run(Kind::Staff, args, session),
        What::Evidence(args) => evidence::run(args, session),
        What::List => batch::list(session),
        What::Undo(args) => batch::undo(args, session),
        What::Profile(args) => batch::profile(args, session),
    }
}
