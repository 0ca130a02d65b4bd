//! `waive`: a finding accepted with a reason.

use clap::Args;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::{AsOf, Command};
use taizhang_ledger::core::event::Waiver;
use taizhang_ledger::evaluation::rule;

use super::check::unknown_rule;
use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

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
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let code = args.code.to_ascii_uppercase();
        if rule(&code).is_none() {
            reader.refuse(unknown_rule(&args.code));
            return None;
        }
        refuse_unless_found(reader, ledger, &code, &args.place)?;
        Some(vec![Command::WaiveFinding(Waiver {
            code,
            place: args.place.clone(),
            reason: args.reason.clone(),
        })])
    })
}

/// What was not found cannot be accepted.
fn refuse_unless_found(
    reader: &mut Reader,
    ledger: &Ledger,
    code: &str,
    place: &str,
) -> Option<()> {
    let book = reader.answer(ledger.book())?;
    let findings = reader.answer(ledger.check(book, AsOf::default()))?;
    let places: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.code == code)
        .map(|finding| finding.place.as_str())
        .collect();
    if places.contains(&place) {
        return Some(());
    }
    reader.refuse(Problem::new(
        format!("检查 {code} 在“{place}”没有发现"),
        if places.is_empty() {
            format!("检查 {code} 现在没有任何发现")
        } else {
            format!("检查 {code} 有发现的位置：{}", places.join("、"))
        },
        "照 taizhang check 输出的代码和位置填写",
    ));
    None
}
