//! `receipt`: the provincial system confirmed the return.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::Receipt;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `receipt`.
#[derive(Args, Debug)]
pub(crate) struct ReceiptArgs {
    /// 回执号
    #[arg(value_name = "回执号")]
    number: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &ReceiptArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |_, _| {
        Some(vec![Command::NoteReceipt(Receipt { number: args.number.clone() })])
    })
}
