//! A year to try texts on where there is no ledger at hand: constructed, with something of each kind.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::{Event, Recorded};
use taizhang_core::ids::{EventId, Operator, Sequence};

/// Events in the form in which journals keep them, which every later version reads.
const EVENTS: &str = include_str!("../../../data/sample-year.jsonl");

#[derive(Deserialize)]
struct Kept {
    sequence: u64,
    id: EventId,
    occurred_on: Date,
    #[serde(rename = "type")]
    name: String,
    schema: u32,
    data: Value,
}

/// Returns the year 2022 of a constructed unit: budget with each kind of change, payments, a return,
/// activities, a survey, indicators, staff and assets.
///
/// # Panics
/// Never: the events are part of the program, and a test reads them.
pub fn sample_year() -> Book {
    let events: Vec<Recorded> = EVENTS.lines().map(recorded).collect();
    Book::fold(&events, AsOf::default()).expect("the sample's amounts are small")
}

fn recorded(line: &str) -> Recorded {
    let kept: Kept = serde_json::from_str(line).expect("the sample is made of stored events");
    let event = Event::decode(&kept.name, kept.schema, &kept.data.to_string());
    Recorded {
        sequence: Sequence::new(kept.sequence),
        id: kept.id,
        occurred_on: kept.occurred_on,
        batch: None,
        operator: "经办".parse::<Operator>().expect("the sample names its operator"),
        event: event.expect("stored payloads are read by every version"),
    }
}
