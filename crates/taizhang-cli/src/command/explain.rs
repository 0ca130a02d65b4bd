//! `explain`: why a result differs from its target, and what will be done.

use std::collections::BTreeSet;

use clap::Args;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Deviation, DeviationSubject};
use taizhang_ledger::evaluation::pack::MonitoringRules;

use super::monitor::watching_pack;
use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
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
    /// 原因类别，如 经费保障，可重复；有哪些由监控表样规定
    #[arg(long = "cause", value_name = "类别")]
    causes: Vec<String>,
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
        let causes = causes(&args.causes, reader, ledger)?;
        let (reason, corrective_action) = (args.reason.clone(), args.action.clone());
        let deviation = Deviation { subject, reason, corrective_action, causes };
        Some(vec![Command::ExplainDeviation(deviation)])
    })
}

/// Reads classes of reasons, which must be those of the form that the year is watched by.
fn causes(given: &[String], reader: &mut Reader, ledger: &Ledger) -> Option<BTreeSet<String>> {
    if given.is_empty() {
        return Some(BTreeSet::new());
    }
    let pack = reader.answer(watching_pack(ledger))?;
    let known = pack.monitoring().map(MonitoringRules::cause_names).unwrap_or_default();
    let unknown: Vec<&String> = given.iter().filter(|cause| !known.contains(cause)).collect();
    for cause in &unknown {
        let there_are = if known.is_empty() {
            format!("监控表样 {} 没有原因类别", pack.id())
        } else {
            format!("监控表样 {} 的类别：{}", pack.id(), known.join("、"))
        };
        reader.refuse(Problem::new(
            format!("没有原因类别“{cause}”"),
            there_are,
            "照表样的类别填写，具体情况写在 --reason 里",
        ));
    }
    unknown.is_empty().then(|| given.iter().cloned().collect())
}
