//! `reconcile FILE`: the provincial system's list beside the ledger.

use jiff::civil::Date;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{Command, Compared};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::kind::{Kind, statement};
use taizhang_ledger::{
    Comparison, Finding, LedgerError, Request, ToldApart, ToldBy, compared_lists,
};

use super::super::import::{ReadBy, open_questions, read, source_lines, unread_sums, wrong_sums};
use super::super::recorded::{EventJson, business_date, report};
use super::ReconcileArgs;
use super::doubtful::{Decided, decide};
use super::form::{Left, LeftJson, json};
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;
use crate::wording;

pub(super) fn run(
    args: &ReconcileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let dry_run = session.global.dry_run;
    let mut ledger = if dry_run { session.open_for_reading()? } else { session.open()? };
    let mut reader = Reader::new(Some(ledger.year()));
    let day = business_date(&mut reader, &ledger, args.date.as_deref());
    let day = reader.finish_with(day)?;
    let folder = session.ui.world().current_dir.clone();
    let sources =
        read(Kind::Statement, ReadBy::Columns, &args.files, &args.reading, &ledger, &folder)
            .map_err(|failure| failure.grouped_for(session))?
            .sources;
    let mut shown = statement(&sources, ledger.year());
    let Decided { skipped, open } = decide(&mut shown, &sources, args)?;
    let faults = shown.refused.iter().flat_map(|row| &row.faults);
    let mut problems: Vec<_> = faults.map(wording::fault_problem).collect();
    problems.extend(open_questions(&sources, true));
    problems.extend(open);
    if !args.accept_sums {
        problems.extend(wrong_sums(&sources, &shown.wrong_sums));
    }
    if !problems.is_empty() {
        return Err(Failure::refused(problems).grouped_for(session));
    }
    let comparison = ledger.compare(&shown.rows, day)?;
    let left = Left {
        later: LeftJson::of(shown.rows.iter().filter(|row| row.on > day))?,
        unsettled: LeftJson::of(shown.unsettled.iter())?,
        skipped: LeftJson::of(skipped.iter())?,
    };
    if !session.ui.wants_json() {
        let unread = unread_sums(&sources, &shown.unread_sums).into_iter();
        for line in sources.iter().flat_map(source_lines).chain(unread) {
            session.ui.line(line)?;
        }
        show(&comparison, session)?;
        show_left(day, left, session)?;
    }
    let command = Command::Reconcile(Compared {
        line: None,
        shown_outturn: comparison.shown,
        ledger_outturn: comparison.ledger,
        explanation: args.explanation.clone(),
        numbers: Some(comparison.numbers()),
        lists: compared_lists(&sources, shown.rows.iter().filter(|row| row.on <= day))?,
    });
    let request = Request::new(day, command).identified(session.command_id()?).dry(dry_run);
    let outcome = match ledger.record(&request) {
        Err(LedgerError::Refused(refusal)) if session.ui.wants_json() => {
            // What was found is the more wanted where it is not recorded.
            let problems = vec![wording::refusal_problem(&refusal)];
            session.ui.json(&json(&comparison, dry_run, left, Err(problems)))?;
            return Ok(ExitCode::Refused);
        }
        recorded => recorded?,
    };
    session.show_notices(&ledger);
    for source in sources.iter().filter(|_| !dry_run) {
        ledger.remember_profile(&source.mapping.profile(&source.table))?;
    }
    if session.ui.wants_json() {
        let events = outcome.events.iter().map(EventJson::new).collect();
        session.ui.json(&json(&comparison, dry_run, left, Ok(events)))?;
        return Ok(ExitCode::Success);
    }
    report(session, &outcome)
}

/// Says what of the list was not compared.
fn show_left(day: Date, left: Left, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    for (why, rows) in [
        (format!("{day} 以后的"), left.later),
        ("状态没有说已支付的".to_owned(), left.unsettled),
        ("待核实而略过的".to_owned(), left.skipped),
    ] {
        if rows.rows > 0 {
            let amount = with_thousands(&rows.amount.to_string());
            session.ui.line(format!("{why} {} 行 {amount} 元没有比", rows.rows))?;
        }
    }
    Ok(())
}

/// How many numbers are named that were told apart.
const NAMED: usize = 20;

fn finding_text(finding: &Finding) -> String {
    match finding {
        Finding::OnlyHere => "只有台账有".to_owned(),
        Finding::OnlyThere => "只有系统有".to_owned(),
        Finding::AmountDiffers => "金额不同".to_owned(),
        Finding::MonthDiffers(on) => format!("月份不同，台账记在 {on}"),
        Finding::Unclear { shown, ledger } => {
            format!("同日同额系统 {shown} 笔、台账 {ledger} 笔，分不清差的是哪一笔")
        }
        Finding::MayBeHere(numbers) => format!("可能是台账的 {}，分不清", numbers.join("、")),
        Finding::MayBeThere(numbers) => format!("可能是系统的 {}，分不清", numbers.join("、")),
    }
}

/// Says what a number was found to be that does not say the kind of its voucher, and by what.
fn told_apart_text(found: &ToldApart) -> String {
    let by = match found.by {
        ToldBy::Amount => "金额只与它相同",
        ToldBy::Payee => "金额和收款人只与它相同",
        ToldBy::Day => "金额和日期只与它相同",
        ToldBy::Sum => "金额是它们的合计",
        ToldBy::Lines => "逐笔金额与它们相同",
    };
    let amount = with_thousands(&found.amount.to_string());
    let (shown, ledger) = (found.shown.join("、"), found.ledger.join("、"));
    format!("  系统的 {shown} 认作台账的 {ledger}：{amount} 元，{by}")
}

fn show(comparison: &Comparison, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let yuan = |amount: Money| with_thousands(&amount.to_string());
    let off = |shown: Money, ledger: Money| shown.checked_sub(ledger).map(yuan);
    let (left, right) = (Align::Left, Align::Right);
    let mut months =
        Table::new(&[("月份", right), ("系统", right), ("台账", right), ("相差", right)]);
    for (month, sums) in &comparison.months {
        let difference = off(sums.shown, sums.ledger)?;
        months.row([month.to_string(), yuan(sums.shown), yuan(sums.ledger), difference]);
    }
    let difference = off(comparison.shown, comparison.ledger)?;
    months.row(["合计".to_owned(), yuan(comparison.shown), yuan(comparison.ledger), difference]);
    session.ui.table(&months)?;
    let (count, amount) = (comparison.matched, yuan(comparison.matched_amount));
    session
        .ui
        .line(format!("相符 {count} 号 {amount} 元，不符 {} 号", comparison.differences.len()))?;
    if !comparison.told_apart.is_empty() {
        let count = comparison.told_apart.len();
        session.ui.line(format!("其中 {count} 号没有写凭证类别，是按金额认的："))?;
        for found in comparison.told_apart.iter().take(NAMED) {
            session.ui.line(told_apart_text(found))?;
        }
        if count > NAMED {
            session.ui.line(format!("  ……共 {count} 号，全部见 --json"))?;
        }
    }
    if comparison.is_equal() {
        return Ok(());
    }
    let mut table = Table::new(&[
        ("日期", left),
        ("号", left),
        ("结果", left),
        ("系统", right),
        ("台账", right),
    ]);
    for row in &comparison.differences {
        let number = if row.number.is_empty() { "（无号）" } else { &row.number };
        table.row([
            row.on.to_string(),
            number.to_owned(),
            finding_text(&row.finding),
            yuan(row.shown),
            yuan(row.ledger),
        ]);
    }
    session.ui.table(&table)?;
    Ok(())
}
