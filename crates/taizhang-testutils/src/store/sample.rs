//! Sample events with ids and times that follow from a number.

use taizhang_core::ids::{CommandId, EventId, StreamId, StreamVersion};
use taizhang_store::{
    Append, CanonicalJson, EventLog, EventType, Holder, LedgerId, NewEvent, RecordedAt, Settings,
};
use uuid::Uuid;

/// The ledger of the samples.
pub fn ledger() -> LedgerId {
    LedgerId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001))
}

/// Returns the stream of a unit's year 2022.
///
/// # Panics
/// When `unit` is no unit code.
pub fn stream(unit: &str) -> StreamId {
    format!("{unit}/2022").parse().expect("the unit code is valid")
}

/// Returns settings that name the test as the holder of the lock.
///
/// # Panics
/// Never: the time is valid.
pub fn settings() -> Settings {
    Settings::new(Holder::this_process("test", moment(0)))
}

/// Returns the id of the n-th event.
pub fn event_id(n: u64) -> EventId {
    EventId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0001_0000_0000 + u128::from(n)))
}

/// Returns the id of the n-th command.
pub fn command_id(n: u64) -> CommandId {
    CommandId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0002_0000_0000 + u128::from(n)))
}

/// Returns a time that is n seconds after the start of 2022.
///
/// # Panics
/// When n exceeds the seconds of a month.
pub fn moment(n: u64) -> RecordedAt {
    let (day, second) = (n / 86_400 + 1, n % 86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("2022-01-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
        .parse()
        .expect("n stays within a month")
}

/// Returns the n-th event: a payment of n yuan.
///
/// # Panics
/// Never: the parts are valid.
pub fn event(n: u64) -> NewEvent {
    let data = format!(
        r#"{{"amount":"{n}.00","economic_code":"30201","line":"2022-001","method":"direct","payee":"某某印刷厂","voucher":"{n:06}"}}"#
    );
    NewEvent {
        id: event_id(n),
        event_type: "disbursement_made".parse::<EventType>().expect("the type is valid"),
        schema_version: 1,
        occurred_on: jiff::civil::date(2022, 3, 1),
        recorded_at: moment(n / 1000),
        operator: "张会计".parse().expect("the operator is valid"),
        batch_id: None,
        data: CanonicalJson::parse(&data).expect("the data is canonical"),
    }
}

/// Returns an append of `count` events numbered from `first`, by the command numbered `first`.
pub fn append(stream: &StreamId, version: u64, first: u64, count: u64) -> Append {
    Append {
        stream: stream.clone(),
        expected_version: StreamVersion::new(version),
        command_id: command_id(first),
        events: (first..first + count).map(event).collect(),
    }
}

/// Appends `count` events to a stream after those it holds; their numbers follow the log's last.
///
/// # Panics
/// When the log refuses.
pub fn grow(log: &mut dyn EventLog, stream: &StreamId, count: u64) {
    let version = log.stream_version(stream).expect("the log can be read").get();
    let first = log.head().sequence.get() + 1;
    log.append(append(stream, version, first, count)).expect("the log takes the events");
}
