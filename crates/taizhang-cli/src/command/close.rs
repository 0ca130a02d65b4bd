//! `close` and `reopen`: months and years.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use taizhang_ledger::core::book::{AsOf, Command};
use taizhang_ledger::core::event::BalanceDisposal;
use taizhang_ledger::core::ids::LineId;
use taizhang_ledger::evaluation::Severity;

use super::recorded::{record_and_report, report};
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `close`.
#[derive(Args, Debug)]
pub(crate) struct CloseArgs {
    #[command(subcommand)]
    what: What,
}

/// What is closed.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum What {
    /// 月结：锁定一个月，不再接受该月的收支
    #[command(visible_alias = "月结")]
    Month(MonthArgs),
    /// 年结：封存本年度，未执行数按结转或结余处理
    #[command(visible_alias = "年结")]
    Year(YearArgs),
}

#[derive(Args, Debug)]
struct MonthArgs {
    /// 月份，1 到 12
    #[arg(value_name = "月份")]
    month: i8,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

#[derive(Args, Debug)]
struct YearArgs {
    /// 未执行数作为结余（而不是结转）的指标，可重复
    #[arg(long = "surplus", value_name = "指标")]
    surplus: Vec<String>,
}

/// Arguments of `reopen`.
#[derive(Args, Debug)]
pub(crate) struct ReopenArgs {
    /// 重开已月结的一个月，1 到 12（不写就是重开年度）
    #[arg(long, value_name = "月份")]
    month: Option<i8>,
    /// 原因
    #[arg(long, value_name = "原因")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn close(args: &CloseArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Month(args) => record_and_report(session, args.date.as_deref(), |_, _| {
            Some(vec![Command::LockMonth(args.month)])
        }),
        What::Year(args) => close_year(args, session),
    }
}

fn close_year(args: &YearArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut ledger = session.open()?;
    let mut reader = Reader::new(Some(ledger.year()));
    let lines: Vec<Option<LineId>> = args.surplus.iter().map(|line| reader.id(line)).collect();
    reader.finish()?;
    let disposals: BTreeMap<LineId, BalanceDisposal> =
        lines.into_iter().flatten().map(|line| (line, BalanceDisposal::Surplus)).collect();
    let command_id = session.command_id()?;
    let year_end = AsOf { date: Some(ledger.year().last_day()), sequence: None };
    let findings = ledger.check(ledger.book()?, year_end).unwrap_or_default();
    let open = findings.iter().filter(|finding| finding.waived.is_none());
    let errors = open.filter(|finding| finding.severity == Severity::Error).count();
    let outcome = ledger.close_year(disposals, command_id, session.global.dry_run)?;
    let code = report(session, &outcome)?;
    if errors > 0 && !outcome.duplicate {
        session.ui.warn(format!(
            "本年度还有 {errors} 个错误没有处理（taizhang check --as-of {}）；要改的先用 \
             taizhang reopen 写明原因重开",
            ledger.year().last_day()
        ));
    }
    if !session.ui.wants_json() && !session.global.dry_run {
        if let Some(closing) = outcome.events.first()
            && let Some(hash) = ledger.hash_at(closing.sequence)
        {
            session.ui.hint(format!("年结哈希  {hash}"));
        }
        session.ui.hint(if ledger.config().year == ledger.year() {
            "下一步    taizhang open 开立下一年度"
        } else {
            "下一步    taizhang import carry-over 把结转数带到新年度"
        });
    }
    Ok(code)
}

pub(crate) fn reopen(
    args: &ReopenArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |_, _| {
        let reason = args.reason.clone();
        Some(vec![match args.month {
            Some(month) => Command::ReopenMonth { month, reason },
            None => Command::ReopenYear { reason },
        }])
    })
}
