//! `submit`: the scored self-evaluation goes to the reviewer.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::Submission;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `submit`.
#[derive(Args, Debug)]
pub(crate) struct SubmitArgs {
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &SubmitArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let ledger = session.open_for_reading()?;
    let evaluation = ledger.evaluate(ledger.book()?)?;
    let submission = Submission { pack: evaluation.pack.id, score: evaluation.total_score };
    drop(ledger);
    record_and_report(session, args.date.as_deref(), |_, _| Some(vec![Command::Submit(submission)]))
}
