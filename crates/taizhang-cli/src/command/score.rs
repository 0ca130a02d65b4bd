//! `score`: what the finance bureau gave.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::BureauScore;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `score`.
#[derive(Args, Debug)]
pub(crate) struct ScoreArgs {
    /// 财政部门的评分，0 到 100
    #[arg(value_name = "分数")]
    score: String,
    /// 评价意见
    #[arg(long, value_name = "意见", default_value = "")]
    remark: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &ScoreArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, _| {
        let score = reader.number("评分", &args.score)?;
        Some(vec![Command::NoteBureauScore(BureauScore { score, remark: args.remark.clone() })])
    })
}
