//! `survey`: a satisfaction survey.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::Survey;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `survey`.
#[derive(Args, Debug)]
pub(crate) struct SurveyArgs {
    /// 调查对象
    #[arg(value_name = "对象")]
    subject: String,
    /// 有效样本数
    #[arg(long, value_name = "份数")]
    sample: u32,
    /// 满意份数
    #[arg(long, value_name = "份数")]
    satisfied: u32,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &SurveyArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |_, _| {
        let (subject, sample, satisfied) = (args.subject.clone(), args.sample, args.satisfied);
        Some(vec![Command::RecordSurvey(Survey { subject, sample, satisfied })])
    })
}
