//! `trace`: the events behind a figure.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::figure::Figure;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::{Origin, Trace, sentence};

use super::list::value_text;
use super::origin::OriginJson;
use super::recorded::EventJson;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;

/// Arguments of `trace`.
#[derive(Args, Debug)]
pub(crate) struct TraceArgs {
    /// 取数名，如 outturn.basic（全部取数名见 taizhang list figures）
    #[arg(value_name = "取数名")]
    figure: String,
}

/// The JSON form of a trace; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TraceJson<'a> {
    figure: &'a Figure,
    total: Option<Money>,
    events: Vec<TracedJson>,
    /// What was put right about the lines and documents behind the figure; no money moved.
    amendments: Vec<EventJson>,
}

#[derive(Serialize, JsonSchema)]
struct TracedJson {
    sequence: u64,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[schemars(schema_with = "date_schema")]
    date: jiff::civil::Date,
    recorded_at: String,
    operator: String,
    amount: Option<Money>,
    text: String,
    /// Where it came from, if it was imported.
    origin: Option<OriginJson>,
}

pub(crate) fn run(args: &TraceArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, book, as_of) = session.open_book()?;
    let mut reader = Reader::new(Some(ledger.year()));
    let key = reader.figure_key(&args.figure);
    let key = reader.finish_with(key)?;
    let trace = ledger.trace(&book, &key, as_of)?;
    let mut known = ledger.origins();
    let origins = trace.events.iter().map(|traced| known.of(&traced.event));
    let origins: Vec<Option<Origin>> = origins.collect::<Result<_, _>>()?;
    if session.ui.wants_json() {
        session.ui.json(&json(&trace, &origins))?;
        return Ok(ExitCode::Success);
    }
    let figure = &trace.figure;
    session.ui.line(format!("{}  {}  {}", figure.key, figure.label, value_text(&figure.value)))?;
    session.ui.line(format!("算法  {}", figure.formula))?;
    if let Some(ratio) = figure.value.ratio() {
        let (part, whole) = (ratio.numerator().normalize(), ratio.denominator().normalize());
        session.ui.line(format!("口径  {part} ÷ {whole}（{}）", ratio.base()))?;
    }
    if trace.events.is_empty() {
        session.ui.line("没有事件")?;
        return Ok(ExitCode::Success);
    }
    let columns = [
        ("序号", Align::Right),
        ("日期", Align::Left),
        ("金额（元）", Align::Right),
        ("经办", Align::Left),
        ("事项", Align::Left),
        ("来自", Align::Left),
    ];
    // A year that was typed in has nothing to say there.
    let shown = if origins.iter().any(Option::is_some) { 6 } else { 5 };
    let mut table = Table::new(columns.get(..shown).unwrap_or(&columns));
    for (traced, origin) in trace.events.iter().zip(&origins) {
        let recorded = &traced.event.recorded;
        let cells = [
            recorded.sequence.to_string(),
            recorded.occurred_on.to_string(),
            traced.amount.map_or_else(String::new, |amount| with_thousands(&amount.to_string())),
            recorded.operator.to_string(),
            sentence(&recorded.event),
            origin.as_ref().map(ToString::to_string).unwrap_or_default(),
        ];
        table.row(cells.into_iter().take(shown));
    }
    session.ui.table(&table)?;
    let count = trace.events.len();
    match trace.total {
        Some(total) => session.ui.line(format!("共 {count} 个事件，合计 {total} 元"))?,
        None => session.ui.line(format!("共 {count} 个事件"))?,
    }
    for amendment in &trace.amendments {
        let recorded = &amendment.recorded;
        let (sequence, text) = (recorded.sequence, sentence(&recorded.event));
        session.ui.line(format!("改正  第 {sequence} 号  {}  {text}", recorded.occurred_on))?;
    }
    Ok(ExitCode::Success)
}

fn json<'t>(trace: &'t Trace, origins: &[Option<Origin>]) -> TraceJson<'t> {
    let events = trace.events.iter().zip(origins).map(|(traced, origin)| {
        let recorded = &traced.event.recorded;
        TracedJson {
            sequence: recorded.sequence.get(),
            id: recorded.id.to_string(),
            kind: recorded.event.kind().name,
            date: recorded.occurred_on,
            recorded_at: traced.event.recorded_at.to_string(),
            operator: recorded.operator.to_string(),
            amount: traced.amount,
            text: sentence(&recorded.event),
            origin: origin.as_ref().map(OriginJson::new),
        }
    });
    let amendments = trace.amendments.iter().map(|event| EventJson::new(&event.recorded));
    TraceJson {
        figure: &trace.figure,
        total: trace.total,
        events: events.collect(),
        amendments: amendments.collect(),
    }
}
