//! The bytes of one event and of one line of the journal.
//!
//! A line is `{"event":E,"hash":"H"}` where E is the canonical JSON of the event and H is
//! SM3(hash of the event before ‖ E). The keys of E are sorted, so a reader can expect them in
//! one order; see `docs/format.md`.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use taizhang_core::ids::{
    BatchId, CommandId, EventId, Operator, Sequence, StreamId, StreamVersion,
};
use uuid::Uuid;

use crate::canonical_json::{Scanner, write_string};
use crate::hash::HEX_LEN;
use crate::recorded_at::{number, push_digits};
use crate::{CanonicalJson, EventType, FormFault, HashValue, NewEvent, RecordedAt, StoredEvent};

/// The largest event, in stored bytes.
pub(crate) const MAX_EVENT_BYTES: usize = 1 << 20;

const BEFORE_EVENT: &str = "{\"event\":";
const BEFORE_HASH: &str = ",\"hash\":\"";
const AFTER_HASH: &str = "\"}";

/// What stands in the place of a hash that is not known yet.
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The longest line, with its line feed.
pub(crate) const MAX_LINE_BYTES: usize =
    MAX_EVENT_BYTES + BEFORE_EVENT.len() + BEFORE_HASH.len() + HEX_LEN + AFTER_HASH.len() + 1;

/// Where an event stands: what the log adds to a [`NewEvent`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) sequence: u64,
    /// The stream's id as canonical JSON.
    pub(crate) stream: &'a str,
    pub(crate) stream_version: u64,
    pub(crate) command_id: CommandId,
    /// Index within the append, from 1, and number of events of the append.
    pub(crate) part: (u32, u32),
}

/// Appends the canonical text of an event to `text`.
pub(crate) fn write_event(text: &mut String, event: &NewEvent, place: &Place<'_>) {
    let mut hyphenated = [0; uuid::fmt::Hyphenated::LENGTH];
    let mut id = |text: &mut String, key: &str, id: &Uuid| {
        text.push_str(key);
        text.push_str(id.hyphenated().encode_lower(&mut hyphenated));
    };
    if let Some(batch) = &event.batch_id {
        id(text, "{\"batch\":\"", batch.as_uuid());
        id(text, "\",\"command\":\"", place.command_id.as_uuid());
    } else {
        id(text, "{\"command\":\"", place.command_id.as_uuid());
    }
    text.push_str("\",\"data\":");
    text.push_str(event.data.as_str());
    id(text, ",\"id\":\"", event.id.as_uuid());
    text.push_str("\",\"occurred_on\":\"");
    push_date(text, event.occurred_on);
    text.push_str("\",\"operator\":");
    write_string(text, event.operator.as_str());
    push_number(text, ",\"part\":[", place.part.0.into());
    push_number(text, ",", place.part.1.into());
    text.push_str("],\"recorded_at\":\"");
    event.recorded_at.write(text);
    push_number(text, "\",\"schema\":", event.schema_version.into());
    push_number(text, ",\"sequence\":", place.sequence);
    text.push_str(",\"stream\":");
    text.push_str(place.stream);
    push_number(text, ",\"stream_version\":", place.stream_version);
    text.push_str(",\"type\":\"");
    text.push_str(event.event_type.as_str());
    text.push_str("\"}");
}

/// Appends a key and a number.
fn push_number(text: &mut String, key: &str, mut number: u64) {
    text.push_str(key);
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.push_str(std::str::from_utf8(&digits[start..]).unwrap_or_default());
}

fn push_date(text: &mut String, date: Date) {
    push_digits::<4>(text, date.year());
    text.push('-');
    push_digits::<2>(text, date.month().into());
    text.push('-');
    push_digits::<2>(text, date.day().into());
}

/// Appends the line of an event to `lines`, with its line feed and zeros for its hash; returns where the
/// event's text stands.
pub(crate) fn write_unchained(
    lines: &mut String,
    event: &NewEvent,
    place: &Place<'_>,
) -> Range<usize> {
    lines.push_str(BEFORE_EVENT);
    let start = lines.len();
    write_event(lines, event, place);
    let end = lines.len();
    for part in [BEFORE_HASH, NO_HASH, AFTER_HASH, "\n"] {
        lines.push_str(part);
    }
    start..end
}

/// Fills in the hash of an event; `after` begins where its text ends.
pub(crate) fn fill_hash(after: &mut [u8], hash: HashValue) {
    after[BEFORE_HASH.len()..BEFORE_HASH.len() + HEX_LEN].copy_from_slice(&hash.to_hex());
}

/// Splits a line without its line feed into the event's bytes and the written hash.
pub(crate) fn split_line(line: &[u8]) -> Result<(&[u8], HashValue), FormFault> {
    let rest = line.strip_prefix(BEFORE_EVENT.as_bytes()).ok_or(FormFault::NoEvent)?;
    let rest = rest.strip_suffix(AFTER_HASH.as_bytes()).ok_or(FormFault::NoHashAtEnd)?;
    let at = rest.len().checked_sub(HEX_LEN).ok_or(FormFault::TooShort)?;
    let (rest, hex) = rest.split_at(at);
    let event = rest.strip_suffix(BEFORE_HASH.as_bytes()).ok_or(FormFault::NoHash)?;
    Ok((event, HashValue::from_hex(hex).ok_or(FormFault::HashNotHexadecimal)?))
}

/// The fields of a stored event, borrowed from its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) batch: Option<Uuid>,
    pub(crate) command: Uuid,
    pub(crate) data: &'a str,
    pub(crate) id: Uuid,
    pub(crate) occurred_on: Date,
    pub(crate) operator: Cow<'a, str>,
    pub(crate) part: (u32, u32),
    pub(crate) recorded_at: RecordedAt,
    pub(crate) schema: u32,
    pub(crate) sequence: u64,
    pub(crate) stream: Cow<'a, str>,
    pub(crate) stream_version: u64,
    pub(crate) event_type: &'a str,
}

impl<'a> Envelope<'a> {
    /// Reads the event's bytes; says which rule they break if they are not canonical.
    pub(crate) fn parse(event: &'a [u8]) -> Result<Self, FormFault> {
        let text = std::str::from_utf8(event).map_err(|_| FormFault::NotUtf8)?;
        let mut fields = Fields(Scanner::new(text));
        fields.literal("{")?;
        let batch = if fields.0.rest().starts_with("\"batch\"") {
            fields.literal("\"batch\":")?;
            let batch = fields.uuid()?;
            fields.literal(",")?;
            Some(batch)
        } else {
            None
        };
        fields.literal("\"command\":")?;
        let command = fields.uuid()?;
        fields.literal(",\"data\":")?;
        let data = fields.0.take_object().map_err(|_| FormFault::DataNotCanonical)?;
        fields.literal(",\"id\":")?;
        let id = fields.uuid()?;
        fields.literal(",\"occurred_on\":")?;
        let occurred_on = fields.date()?;
        fields.literal(",\"operator\":")?;
        let operator = fields.string()?;
        fields.literal(",\"part\":[")?;
        let part_index = fields.u32()?;
        fields.literal(",")?;
        let part = (part_index, fields.u32()?);
        fields.literal("],\"recorded_at\":")?;
        let recorded_at = fields.plain_string()?.parse().map_err(|_| FormFault::Time)?;
        fields.literal(",\"schema\":")?;
        let schema = fields.u32()?;
        fields.literal(",\"sequence\":")?;
        let sequence = fields.u64()?;
        fields.literal(",\"stream\":")?;
        let stream = fields.string()?;
        fields.literal(",\"stream_version\":")?;
        let stream_version = fields.u64()?;
        fields.literal(",\"type\":")?;
        let event_type = fields.plain_string()?;
        fields.literal("}")?;
        if !fields.0.rest().is_empty() {
            return Err(FormFault::TextAfterEvent);
        }
        if part.0 == 0 || part.0 > part.1 {
            return Err(FormFault::Part);
        }
        Ok(Self {
            batch,
            command,
            data,
            id,
            occurred_on,
            operator,
            part,
            recorded_at,
            schema,
            sequence,
            stream,
            stream_version,
            event_type,
        })
    }

    /// Makes the event that callers see.
    pub(crate) fn to_stored(
        &self,
        previous_hash: HashValue,
        hash: HashValue,
    ) -> Result<StoredEvent, FormFault> {
        Ok(StoredEvent {
            sequence: Sequence::new(self.sequence),
            stream: self.stream.parse::<StreamId>().map_err(|_| FormFault::Stream)?,
            stream_version: StreamVersion::new(self.stream_version),
            id: EventId::new(self.id),
            event_type: self.event_type.parse::<EventType>().map_err(|_| FormFault::Type)?,
            schema_version: self.schema,
            occurred_on: self.occurred_on,
            recorded_at: self.recorded_at,
            operator: self.operator.parse::<Operator>().map_err(|_| FormFault::Operator)?,
            command_id: CommandId::new(self.command),
            batch_id: self.batch.map(BatchId::new),
            data: CanonicalJson::from_stored(self.data),
            previous_hash,
            hash,
        })
    }
}

struct Fields<'a>(Scanner<'a>);

impl<'a> Fields<'a> {
    fn literal(&mut self, literal: &'static str) -> Result<(), FormFault> {
        if self.0.take_literal(literal) { Ok(()) } else { Err(FormFault::FieldMissing) }
    }

    fn plain_string(&mut self) -> Result<&'a str, FormFault> {
        let text = self.0.take_string().map_err(|_| FormFault::StringNotCanonical)?;
        if text.contains('\\') { Err(FormFault::Escaped) } else { Ok(text) }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, FormFault> {
        let text = self.0.take_string().map_err(|_| FormFault::StringNotCanonical)?;
        if !text.contains('\\') {
            return Ok(Cow::Borrowed(text));
        }
        let unescaped = serde_json::from_str(&format!("\"{text}\""));
        unescaped.map(Cow::Owned).map_err(|_| FormFault::StringNotCanonical)
    }

    fn uuid(&mut self) -> Result<Uuid, FormFault> {
        let text = self.plain_string()?;
        let canonical = text.len() == uuid::fmt::Hyphenated::LENGTH
            && !text.bytes().any(|byte| byte.is_ascii_uppercase());
        let id = Uuid::try_parse_ascii(text.as_bytes()).ok().filter(|_| canonical);
        id.ok_or(FormFault::Id)
    }

    fn date(&mut self) -> Result<Date, FormFault> {
        const REASON: FormFault = FormFault::Date;
        let text = self.plain_string()?.as_bytes();
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text else { return Err(REASON) };
        let year = number(&[y0, y1, y2, y3]).ok_or(REASON)?;
        let part = |tens, units| number(&[tens, units]).and_then(|n| i8::try_from(n).ok());
        let month = part(m0, m1).ok_or(REASON)?;
        let day = part(d0, d1).ok_or(REASON)?;
        Date::new(year, month, day).map_err(|_| REASON)
    }

    fn u64(&mut self) -> Result<u64, FormFault> {
        self.0.take_unsigned().ok_or(FormFault::Number)
    }

    fn u32(&mut self) -> Result<u32, FormFault> {
        u32::try_from(self.u64()?).map_err(|_| FormFault::NumberTooLarge)
    }
}
