//! What an append must satisfy in every log, and how its lines are made.

use taizhang_core::ids::{EventId, Sequence, StreamVersion};

use crate::canonical_json::write_string;
use crate::envelope::{MAX_EVENT_BYTES, Place, write_event};
use crate::{Append, AppendError, HashValue, Head, ReadError, RecordedAt};

/// Refuses an append whose expectation or order is wrong; `tail` is the time of the event before it.
pub(crate) fn check(
    append: &Append,
    mut tail: Option<RecordedAt>,
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
}

/// Where the events of an append will stand.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    append: &'a Append,
    /// The event before the first.
    before: Sequence,
    /// The stream's id as canonical JSON.
    stream: String,
    /// How many events there are.
    count: u32,
}

impl<'a> Places<'a> {
    pub(crate) fn of(append: &'a Append, before: Sequence) -> Self {
        let mut stream = String::new();
        write_string(&mut stream, &append.stream.to_string());
        let count = u32::try_from(append.events.len()).unwrap_or(u32::MAX);
        Self { append, before, stream, count }
    }

    /// Returns the place of the event with this index, from 0.
    pub(crate) fn place(&self, index: usize) -> Place<'_> {
        let number = index as u64 + 1;
        Place {
            sequence: self.before.get() + number,
            stream: &self.stream,
            stream_version: self.append.expected_version.get() + number,
            command_id: self.append.command_id,
            part: (u32::try_from(number).unwrap_or(u32::MAX), self.count),
        }
    }
}

/// Gives each event of an append, in order, as it is to be stored.
pub(crate) fn encode(
    append: &Append,
    head: &Head,
    mut each: impl FnMut(Encoded<'_>),
) -> Result<(), AppendError> {
    let places = Places::of(append, head.sequence);
    let mut text = String::new();
    let mut previous = head.hash;
    for (index, event) in append.events.iter().enumerate() {
        text.clear();
        write_event(&mut text, event, &places.place(index));
        if text.len() > MAX_EVENT_BYTES {
            let (id, bytes) = (event.id, text.len());
            return Err(AppendError::TooLarge { id, bytes, limit: MAX_EVENT_BYTES });
        }
        let hash = previous.chain(text.as_bytes());
        each(Encoded { text: &text, previous, hash });
        previous = hash;
    }
    Ok(())
}
