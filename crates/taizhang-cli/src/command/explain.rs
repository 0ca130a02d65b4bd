//! `explain`: why a result differs from its target, and what will be done.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Deviation, DeviationSubject};

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// 绩效指标编号
    #[arg(long, value_name = "编号", required_unless_present = "figure")]
    indicator: Option<String>,
    /// 取数名，如 rate.execution.total
    #[arg(long, value_name = "取数名", conflicts_with = "indicator")]
    figure: Option<String>,
    /// 偏差原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 改进措施
    #[arg(long, value_name = "措施", default_value = "")]
    action: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &ExplainArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let indicator = reader.optional(args.indicator.as_deref(), Reader::id);
        let figure = reader.optional(args.figure.as_deref(), |r, key| r.figure(ledger, key));
        let subject = indicator
            .map(DeviationSubject::Indicator)
            .or_else(|| figure.map(DeviationSubject::Figure))?;
        let (reason, corrective_action) = (args.reason.clone(), args.action.clone());
        Some(vec![Command::ExplainDeviation(Deviation { subject, reason, corrective_action })])
    })
}
