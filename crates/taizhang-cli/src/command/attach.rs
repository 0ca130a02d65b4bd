//! `attach`: a file as evidence of an event.

use std::path::PathBuf;

use clap::Args;

use super::recorded::{business_date, report};
use super::show::PlaceArg;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `attach`.
#[derive(Args, Debug)]
pub(crate) struct AttachArgs {
    /// 事件序号、支付的凭证号、活动:编号，或 评定:指标编号（凭证号是纯数字时写成 凭证:号码）
    #[arg(value_name = "事件")]
    event: PlaceArg,
    /// 文件
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 说明
    #[arg(long, value_name = "说明", default_value = "")]
    memo: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &AttachArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut ledger = session.open()?;
    let mut reader = Reader::new(Some(ledger.year()));
    let on = business_date(&mut reader, &ledger, args.date.as_deref());
    let target = args.event.find(&mut reader, &ledger);
    let (on, target) = reader.finish_with(on.zip(target))?;
    let path = session.ui.world().current_dir.join(&args.file);
    let (sequence, command_id) = (target.recorded.sequence, session.command_id()?);
    let dry_run = session.global.dry_run;
    let outcome = ledger.attach(sequence, &path, &args.memo, on, command_id, dry_run)?;
    report(session, &outcome)
}
