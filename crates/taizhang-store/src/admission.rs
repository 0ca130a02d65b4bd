//! What an append must satisfy in every log, and how its lines are made.

use taizhang_core::ids::{EventId, StreamVersion};

use crate::canonical_json::write_string;
use crate::envelope::{MAX_EVENT_BYTES, Place, write_event};
use crate::{Append, AppendError, HashValue, Head, ReadError, RecordedAt};

/// Refuses an append whose expectation or order is wrong.
pub(crate) fn check(
    append: &Append,
    head: &Head,
    actual: StreamVersion,
    mut is_taken: impl FnMut(EventId) -> Result<bool, ReadError>,
) -> Result<(), AppendError> {
    if append.expected_version != actual {
        let (stream, expected) = (append.stream.clone(), append.expected_version);
        return Err(AppendError::Conflict { stream, expected, actual });
    }
    if append.events.is_empty() {
        return Err(AppendError::Empty { command: append.command_id });
    }
    let mut tail = head.recorded_at;
    for event in &append.events {
        if let Some(tail) = tail.filter(|tail| event.recorded_at < *tail) {
            return Err(AppendError::ClockBehind { recorded_at: event.recorded_at, tail });
        }
        tail = Some(event.recorded_at);
        if is_taken(event.id)? {
            return Err(AppendError::DuplicateEvent { id: event.id });
        }
    }
    let mut ids: Vec<EventId> = append.events.iter().map(|event| event.id).collect();
    if !ids.is_sorted() {
        ids.sort_unstable();
    }
    match ids.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(AppendError::DuplicateEvent { id: pair[0] }),
        None => Ok(()),
    }
}

/// One event of an append with all that the log adds to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encoded<'a> {
    /// The stored bytes.
    pub(crate) text: &'a str,
    pub(crate) previous: HashValue,
    pub(crate) hash: HashValue,
    pub(crate) recorded_at: RecordedAt,
}

/// Gives each event of an append, in order, as it is to be stored.
pub(crate) fn encode(
    append: &Append,
    head: &Head,
    mut each: impl FnMut(Encoded<'_>),
) -> Result<(), AppendError> {
    let count = u32::try_from(append.events.len()).unwrap_or(u32::MAX);
    let mut text = String::new();
    let mut stream = String::new();
    write_string(&mut stream, &append.stream.to_string());
    let mut previous = head.hash;
    for (event, index) in append.events.iter().zip(0_u32..) {
        let place = Place {
            sequence: head.sequence.get() + u64::from(index) + 1,
            stream: &stream,
            stream_version: append.expected_version.get() + u64::from(index) + 1,
            command_id: append.command_id,
            part: (index + 1, count),
        };
        text.clear();
        write_event(&mut text, event, &place);
        if text.len() > MAX_EVENT_BYTES {
            let (id, bytes) = (event.id, text.len());
            return Err(AppendError::TooLarge { id, bytes, limit: MAX_EVENT_BYTES });
        }
        let hash = previous.chain(text.as_bytes());
        each(Encoded { text: &text, previous, hash, recorded_at: event.recorded_at });
        previous = hash;
    }
    Ok(())
}
