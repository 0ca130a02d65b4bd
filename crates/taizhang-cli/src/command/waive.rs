//! `waive`: a finding accepted with a reason.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::Waiver;
use taizhang_ledger::evaluation::{RULES, rule};

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;

/// Arguments of `waive`.
#[derive(Args, Debug)]
pub(crate) struct WaiveArgs {
    /// 检查代码，如 DOCNO
    #[arg(value_name = "代码")]
    code: String,
    /// 检查发现的位置，如 check 所示
    #[arg(value_name = "位置")]
    place: String,
    /// 接受的理由
    #[arg(long, value_name = "理由")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &WaiveArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, _| {
        let code = args.code.to_ascii_uppercase();
        if rule(&code).is_none() {
            let known: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
            reader.refuse(Problem::new(
                format!("没有检查代码 {}", args.code),
                format!("全部代码：{}", known.join("、")),
                "照 taizhang check 输出的代码填写",
            ));
            return None;
        }
        Some(vec![Command::WaiveFinding(Waiver {
            code,
            place: args.place.clone(),
            reason: args.reason.clone(),
        })])
    })
}
