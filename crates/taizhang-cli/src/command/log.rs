//! `log`: every event in order, as a sentence.

use clap::Args;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::{Ledger, LedgerError, LoggedEvent, sentence};

use super::recorded::to_the_minute;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};

/// Arguments of `log`.
#[derive(Args, Debug)]
pub(crate) struct LogArgs {
    /// 从第几号开始
    #[arg(long, value_name = "序号", default_value_t = 1)]
    from: u64,
    /// 最多列多少条
    #[arg(long, value_name = "条数")]
    limit: Option<usize>,
    /// 只列包含这段文字的事项
    #[arg(long, value_name = "文字", default_value = "")]
    grep: String,
}

/// The JSON form of an event in the journal.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LogEntry {
    sequence: u64,
    id: String,
    /// Unit code and year, like `062001/2022`.
    stream: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Business date.
    #[schemars(schema_with = "date_schema")]
    date: Date,
    /// RFC 3339 with the offset of the place.
    recorded_at: String,
    operator: String,
    /// The event as a Chinese sentence.
    text: String,
}

impl LogEntry {
    fn new(event: &LoggedEvent) -> Self {
        let recorded = &event.recorded;
        Self {
            sequence: recorded.sequence.get(),
            id: recorded.id.to_string(),
            stream: event.stream.to_string(),
            kind: recorded.event.kind().name,
            date: recorded.occurred_on,
            recorded_at: event.recorded_at.to_string(),
            operator: recorded.operator.to_string(),
            text: sentence(&recorded.event),
        }
    }
}

/// Looks for damage in what lies before the events that are listed.
fn damage_before(ledger: &Ledger, first: Sequence) -> Option<Failure> {
    let events = match ledger.events(Sequence::new(1)) {
        Ok(events) => events,
        Err(error) => return Some(error.into()),
    };
    let is_listed = |event: &Result<LoggedEvent, LedgerError>| {
        event.as_ref().is_ok_and(|event| event.recorded.sequence >= first)
    };
    events.take_while(|event| !is_listed(event)).find_map(Result::err).map(Failure::from)
}

/// Lists the events; of a damaged ledger those before the damage, and then the damage.
pub(crate) fn run(args: &LogArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, failure) = session.open_sound_part()?;
    let first = Sequence::new(args.from.max(1));
    let mut failure = failure.or_else(|| damage_before(&ledger, first));
    let as_of = session.as_of(ledger.year())?;
    let mut chosen: Vec<LoggedEvent> = Vec::new();
    for event in ledger.events(first)? {
        if args.limit.is_some_and(|limit| chosen.len() >= limit) {
            break;
        }
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                failure.get_or_insert(error.into());
                break;
            }
        };
        let recorded = &event.recorded;
        if as_of.sequence.is_some_and(|last| recorded.sequence > last) {
            break;
        }
        let counts = as_of.date.is_none_or(|last| recorded.occurred_on <= last);
        if counts && sentence(&recorded.event).contains(&args.grep) {
            chosen.push(event);
        }
    }
    if session.ui.wants_json() {
        // One value and no more: what is damaged is a failure for a program.
        failure.map_or(Ok(()), Err)?;
        session.ui.json(&chosen.iter().map(LogEntry::new).collect::<Vec<_>>())?;
        return Ok(ExitCode::Success);
    }
    if failure.is_none() || !chosen.is_empty() {
        show(&chosen, session)?;
    }
    failure.map_or(Ok(ExitCode::Success), Err)
}

fn show(events: &[LoggedEvent], session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let mut table = Table::new(&[
        ("序号", Align::Right),
        ("业务日期", Align::Left),
        ("登记时间", Align::Left),
        ("经办", Align::Left),
        ("事项", Align::Left),
    ]);
    for event in events {
        let recorded = &event.recorded;
        table.row([
            recorded.sequence.to_string(),
            recorded.occurred_on.to_string(),
            to_the_minute(&event.recorded_at),
            recorded.operator.to_string(),
            sentence(&recorded.event),
        ]);
    }
    session.ui.table(&table)
}
