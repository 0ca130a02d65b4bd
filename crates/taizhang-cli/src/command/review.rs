//! `review`: the reviewer approves or returns the self-evaluation.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Review, ReviewOutcome};

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `review`.
#[derive(Args, Debug)]
pub(crate) struct ReviewArgs {
    /// 通过，可附意见
    #[arg(long, value_name = "意见", num_args = 0..=1, default_missing_value = "",
          required_unless_present = "return_reason")]
    approve: Option<String>,
    /// 退回，写明原因
    #[arg(long = "return", value_name = "原因", conflicts_with = "approve")]
    return_reason: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &ReviewArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |_, _| {
        let (outcome, remark) = match (&args.approve, &args.return_reason) {
            (_, Some(reason)) => (ReviewOutcome::Returned, reason.clone()),
            (remark, None) => (ReviewOutcome::Approved, remark.clone().unwrap_or_default()),
        };
        Some(vec![Command::Review(Review { outcome, remark })])
    })
}
