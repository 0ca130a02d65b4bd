//! `open`: the next year.

use clap::Args;

use super::recorded::report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `open`.
#[derive(Args, Debug)]
pub(crate) struct OpenArgs {
    /// 上年还没有年结就开立，先登记新年度的收支；上年接着用 --year 登记、自评和年结
    #[arg(long)]
    before_closing: bool,
}

pub(crate) fn run(args: &OpenArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut ledger = session.open()?;
    let outcome = ledger.open_next_year(
        args.before_closing,
        session.command_id()?,
        session.global.dry_run,
    )?;
    let code = report(session, &outcome)?;
    if !session.ui.wants_json() && !session.global.dry_run {
        if outcome.events.is_empty() {
            session.ui.done(format!("{} 年度早已开立", ledger.year()));
        }
        session.ui.hint(format!("当前年度  {}", ledger.year()));
        session.ui.hint("下一步    taizhang allocate 登记年初预算批复；上年结转用 taizhang adjust --kind 上年结转");
    }
    Ok(code)
}
