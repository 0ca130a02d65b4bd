//! `reconcile`: what the provincial system shows, beside what the ledger says.

mod doubtful;
pub(crate) mod form;
mod statement;

use std::path::PathBuf;

use clap::Args;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{AsOf, Command, Compared};
use taizhang_ledger::core::figure::Measure;
use taizhang_ledger::core::ids::LineId;

use super::import::ReadingArgs;
use super::recorded::{business_date, record_and_report};
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;
use crate::wording;

/// Arguments of `reconcile`.
#[derive(Args, Debug)]
pub(crate) struct ReconcileArgs {
    /// 一体化系统导出的支付明细，从年初到对账日；逐号、逐月与台账核对
    #[arg(value_name = "文件", required_unless_present = "shown")]
    files: Vec<PathBuf>,
    /// 一体化系统显示的累计支出，必须带单位
    #[arg(long, value_name = "金额", conflicts_with = "files")]
    shown: Option<String>,
    /// 只对一个指标（默认全部指标合计）
    #[arg(long, value_name = "指标", conflicts_with = "files")]
    line: Option<String>,
    /// 差异说明；有差额时必填
    #[arg(long, value_name = "说明", default_value = "")]
    explanation: String,
    /// 截至哪天（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 接受文件里与各行不符的合计数
    #[arg(long)]
    accept_sums: bool,
    /// 这一行待核实，其实已经支付（收进来的：是退回的钱），照样比，可重复；几张表的写明哪张，如 支付.csv:8、1月:8
    #[arg(long = "accept-row", value_name = "行号", conflicts_with = "shown")]
    accept_rows: Vec<String>,
    /// 待核实的行都已经支付（收进来的都是退回的钱），照样比
    #[arg(long, conflicts_with_all = ["shown", "skip_doubtful"])]
    accept_doubtful: bool,
    /// 待核实的行都没有付成、已作废，或是小计、收入，不比；--accept-row 写明的除外
    #[arg(long, conflicts_with = "shown")]
    skip_doubtful: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(crate) fn run(
    args: &ReconcileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let Some(shown) = &args.shown else { return statement::run(args, session) };
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let shown = reader.amount("--shown", shown);
        let line: Option<LineId> = reader.optional(args.line.as_deref(), Reader::id);
        let here = spent_by(reader, ledger, args.date.as_deref(), line.as_ref());
        Some(vec![Command::Reconcile(Compared {
            line,
            shown_outturn: shown?,
            ledger_outturn: here?,
            explanation: args.explanation.clone(),
            numbers: None,
            lists: Vec::new(),
        })])
    })
}

/// Sums what was spent by the day, on one line or on all.
fn spent_by(
    reader: &mut Reader,
    ledger: &Ledger,
    date: Option<&str>,
    line: Option<&LineId>,
) -> Option<Money> {
    let day = business_date(reader, ledger, date)?;
    let as_of = AsOf { date: Some(day), sequence: None };
    let book = reader.answer(ledger.book_as_of(as_of))?;
    let counted = book.cells().filter(|(cell, _)| {
        Measure::OUTTURN.contains(&cell.measure) && line.is_none_or(|line| cell.line == *line)
    });
    reader
        .keep(Money::sum(counted.map(|(_, amount)| amount)), |error| wording::money_problem(&error))
}
