//! What all recording verbs share: read the arguments, record, say what was recorded.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::event::Recorded;
use taizhang_ledger::store::RecordedAt;
use taizhang_ledger::{Ledger, Outcome, Request, sentence};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// The JSON form of what a recording verb did.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OutcomeJson {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    /// Whether the same command was recorded before, under the same `--command-id`.
    duplicate: bool,
    /// The events, in ledger order.
    events: Vec<EventJson>,
}

/// The JSON form of an event that was just recorded.
#[derive(Serialize, JsonSchema)]
pub(super) struct EventJson {
    /// Position in the ledger; what it would be, if this was only tried.
    sequence: u64,
    /// UUID of the event.
    id: String,
    /// Name of the event's type, as in the journal.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Business date.
    #[schemars(schema_with = "date_schema")]
    date: Date,
    /// The event as a Chinese sentence.
    text: String,
}

impl EventJson {
    pub(super) fn new(recorded: &Recorded) -> Self {
        Self {
            sequence: recorded.sequence.get(),
            id: recorded.id.to_string(),
            kind: recorded.event.kind().name,
            date: recorded.occurred_on,
            text: sentence(&recorded.event),
        }
    }
}

/// Records the commands that `build` makes of the arguments; `date` is today if absent.
pub(super) fn record(
    session: &mut Session<'_, '_>,
    date: Option<&str>,
    build: impl FnOnce(&mut Reader, &Ledger) -> Option<Vec<Command>>,
) -> Result<(Ledger, Outcome), Failure> {
    let read_date = |reader: &mut Reader, ledger: &Ledger| business_date(reader, ledger, date);
    record_when(session, read_date, build)
}

/// Records on a day that is read otherwise.
fn record_when(
    session: &mut Session<'_, '_>,
    read_date: impl FnOnce(&mut Reader, &Ledger) -> Option<Date>,
    build: impl FnOnce(&mut Reader, &Ledger) -> Option<Vec<Command>>,
) -> Result<(Ledger, Outcome), Failure> {
    let mut ledger = session.open()?;
    let mut reader = Reader::new(Some(ledger.year()));
    let on = read_date(&mut reader, &ledger);
    let commands = build(&mut reader, &ledger);
    let (on, commands) = reader.finish_with(on.zip(commands))?;
    let request =
        Request::all(on, commands).identified(session.command_id()?).dry(session.global.dry_run);
    let outcome = ledger.record(&request)?;
    session.show_notices(&ledger);
    Ok((ledger, outcome))
}

/// Records and reports, for verbs that have nothing more to say.
pub(super) fn record_and_report(
    session: &mut Session<'_, '_>,
    date: Option<&str>,
    build: impl FnOnce(&mut Reader, &Ledger) -> Option<Vec<Command>>,
) -> Result<ExitCode, Failure> {
    let (_, outcome) = record(session, date, build)?;
    report(session, &outcome)
}

/// Records and reports on a day that an option of another name gives.
pub(super) fn record_and_report_on(
    session: &mut Session<'_, '_>,
    (name, date): (&str, &str),
    build: impl FnOnce(&mut Reader, &Ledger) -> Option<Vec<Command>>,
) -> Result<ExitCode, Failure> {
    let read_date = |reader: &mut Reader, _: &Ledger| reader.date(name, date);
    let (_, outcome) = record_when(session, read_date, build)?;
    report(session, &outcome)
}

/// Reads a business date, today if absent.
pub(super) fn business_date(
    reader: &mut Reader,
    ledger: &Ledger,
    date: Option<&str>,
) -> Option<Date> {
    match date {
        Some(text) => reader.date("--date", text),
        None => Some(ledger.now().civil().date()),
    }
}

/// Reads the date of a document: its own, or the business date.
pub(super) fn document_date(
    reader: &mut Reader,
    ledger: &Ledger,
    dated: Option<&str>,
    date: Option<&str>,
) -> Option<Date> {
    match dated {
        Some(text) => reader.date("--doc-date", text),
        None => business_date(reader, ledger, date),
    }
}

/// Writes when something was recorded as lists show it.
pub(super) fn to_the_minute(at: &RecordedAt) -> String {
    at.civil().strftime("%Y-%m-%d %H:%M").to_string()
}

/// Says which events were recorded.
pub(super) fn report(
    session: &mut Session<'_, '_>,
    outcome: &Outcome,
) -> Result<ExitCode, Failure> {
    let dry_run = session.global.dry_run;
    if session.ui.wants_json() {
        session.ui.json(&OutcomeJson {
            ok: true,
            dry_run,
            duplicate: outcome.duplicate,
            events: outcome.events.iter().map(EventJson::new).collect(),
        })?;
        return Ok(ExitCode::Success);
    }
    for recorded in &outcome.events {
        let text = sentence(&recorded.event);
        if dry_run {
            session.ui.done(format!("可以登记（未写入）：{text}"));
        } else if outcome.duplicate {
            session.ui.done(format!("第 {} 号（此前已登记）{text}", recorded.sequence));
        } else {
            session.ui.done(format!("第 {} 号 {text}", recorded.sequence));
        }
    }
    Ok(ExitCode::Success)
}
