//! `reconcile FILE`: the provincial system's list beside the ledger.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::kind::{Kind, StatementRow, statement};
use taizhang_ledger::{Comparison, Finding, LedgerError, Request};

use super::super::import::{open_questions, read, source_lines, unread_sums, wrong_sums};
use super::super::recorded::{EventJson, business_date, report};
use super::ReconcileArgs;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;
use crate::wording;

/// The JSON form of a comparison; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ComparisonJson {
    ok: bool,
    /// The exit code of the process.
    exit_code: u8,
    /// Why the comparison is not recorded, as a failure says it.
    errors: Vec<Problem>,
    dry_run: bool,
    shown: Money,
    ledger: Money,
    matched: usize,
    matched_amount: Money,
    months: Vec<MonthJson>,
    differences: Vec<DifferenceJson>,
    /// Rows of the list after the day, which were not compared.
    later: LeftJson,
    /// Rows whose state does not say that they were paid, which were not compared.
    unsettled: LeftJson,
    events: Vec<EventJson>,
}

/// Rows of a list that are not compared; the amount is yuan.
#[derive(Clone, Copy, Serialize, JsonSchema)]
struct LeftJson {
    rows: usize,
    amount: Money,
}

impl LeftJson {
    fn of<'r>(rows: impl Iterator<Item = &'r StatementRow> + Clone) -> Result<Self, Failure> {
        let amount = Money::sum(rows.clone().map(|row| row.amount))?;
        Ok(Self { rows: rows.count(), amount })
    }
}

/// What of a list is not compared.
#[derive(Clone, Copy)]
struct Left {
    later: LeftJson,
    unsettled: LeftJson,
}

#[derive(Serialize, JsonSchema)]
struct MonthJson {
    month: i8,
    shown: Money,
    ledger: Money,
}

#[derive(Serialize, JsonSchema)]
struct DifferenceJson {
    date: String,
    number: String,
    finding: &'static str,
    /// The ledger's day, where it has the number in another month.
    ledger_date: Option<String>,
    shown: Money,
    ledger: Money,
}

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
    let sources = read(Kind::Statement, None, &args.files, &args.reading, &ledger, &folder)
        .map_err(|failure| failure.grouped_for(session))?
        .sources;
    let shown = statement(&sources, ledger.year());
    let faults = shown.refused.iter().flat_map(|row| &row.faults);
    let mut problems: Vec<_> = faults.map(wording::fault_problem).collect();
    problems.extend(open_questions(&sources, true));
    if !args.accept_sums {
        problems.extend(wrong_sums(&sources, &shown.wrong_sums));
    }
    if !problems.is_empty() {
        return Err(Failure::refused(problems));
    }
    let comparison = ledger.compare(&shown.rows, day)?;
    let left = Left {
        later: LeftJson::of(shown.rows.iter().filter(|row| row.on > day))?,
        unsettled: LeftJson::of(shown.unsettled.iter())?,
    };
    if !session.ui.wants_json() {
        let unread = unread_sums(&sources, &shown.unread_sums).into_iter();
        for line in sources.iter().flat_map(source_lines).chain(unread) {
            session.ui.line(line)?;
        }
        show(&comparison, session)?;
        for (why, rows) in [
            (format!("{day} 以后的"), left.later),
            ("状态没有说已支付的".to_owned(), left.unsettled),
        ] {
            if rows.rows > 0 {
                let amount = with_thousands(&rows.amount.to_string());
                session.ui.line(format!("{why} {} 行 {amount} 元没有比", rows.rows))?;
            }
        }
    }
    let command = Command::Reconcile {
        line: None,
        shown_outturn: comparison.shown,
        ledger_outturn: comparison.ledger,
        explanation: args.explanation.clone(),
        compared: Some(comparison.numbers()),
    };
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

fn finding_text(finding: Finding) -> String {
    match finding {
        Finding::OnlyHere => "只有台账有".to_owned(),
        Finding::OnlyThere => "只有系统有".to_owned(),
        Finding::AmountDiffers => "金额不同".to_owned(),
        Finding::MonthDiffers(on) => format!("月份不同，台账记在 {on}"),
        Finding::Unclear { shown, ledger } => {
            format!("同日同额系统 {shown} 笔、台账 {ledger} 笔，分不清差的是哪一笔")
        }
    }
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
            finding_text(row.finding),
            yuan(row.shown),
            yuan(row.ledger),
        ]);
    }
    session.ui.table(&table)?;
    Ok(())
}

fn json(
    comparison: &Comparison,
    dry_run: bool,
    Left { later, unsettled }: Left,
    recorded: Result<Vec<EventJson>, Vec<Problem>>,
) -> ComparisonJson {
    let finding = |finding| match finding {
        Finding::OnlyHere => "only_here",
        Finding::OnlyThere => "only_there",
        Finding::AmountDiffers => "amount_differs",
        Finding::MonthDiffers(_) => "month_differs",
        Finding::Unclear { .. } => "unclear",
    };
    let ledger_date = |finding| match finding {
        Finding::MonthDiffers(on) => Some(on.to_string()),
        _ => None,
    };
    ComparisonJson {
        ok: recorded.is_ok(),
        exit_code: if recorded.is_ok() { ExitCode::Success } else { ExitCode::Refused } as u8,
        errors: recorded.as_ref().err().cloned().unwrap_or_default(),
        dry_run,
        shown: comparison.shown,
        ledger: comparison.ledger,
        matched: comparison.matched,
        matched_amount: comparison.matched_amount,
        months: comparison
            .months
            .iter()
            .map(|(month, sums)| MonthJson {
                month: *month,
                shown: sums.shown,
                ledger: sums.ledger,
            })
            .collect(),
        differences: comparison
            .differences
            .iter()
            .map(|row| DifferenceJson {
                date: row.on.to_string(),
                number: row.number.clone(),
                finding: finding(row.finding),
                ledger_date: ledger_date(row.finding),
                shown: row.shown,
                ledger: row.ledger,
            })
            .collect(),
        later,
        unsettled,
        events: recorded.unwrap_or_default(),
    }
}
