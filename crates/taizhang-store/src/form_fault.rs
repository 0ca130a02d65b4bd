//! Which rule of form a line or a header of the journal breaks.

use std::fmt;

/// A rule of form that is broken; `docs/format.md` has the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// The line does not begin with an event.
    NoEvent,
    /// The line does not end with a hash.
    NoHashAtEnd,
    /// The line is too short for a hash.
    TooShort,
    /// The line has no hash behind the event.
    NoHash,
    /// The hash is not hexadecimal.
    HashNotHexadecimal,
    /// The event is not UTF-8.
    NotUtf8,
    /// The payload is not canonical JSON.
    DataNotCanonical,
    /// The recording time is malformed.
    Time,
    /// Text follows the event.
    TextAfterEvent,
    /// The event's place in its append is impossible.
    Part,
    /// The stream is malformed.
    Stream,
    /// The event type is malformed.
    Type,
    /// The operator is malformed.
    Operator,
    /// A field is missing or misplaced.
    FieldMissing,
    /// A field is not a canonical string.
    StringNotCanonical,
    /// A field is escaped needlessly.
    Escaped,
    /// An id is not a hyphenated lower-case UUID.
    Id,
    /// The business date is malformed.
    Date,
    /// A number is malformed.
    Number,
    /// A number is too large.
    NumberTooLarge,
    /// It does not end.
    Unended,
    /// The file became shorter while it was read.
    BecameShorter,
    /// The header is not JSON of its form.
    NotAHeader,
    /// The header is not canonical.
    NotCanonical,
    /// The segment does not continue the one before it.
    NotContinued,
    /// The header has another segment's number.
    OtherNumber,
    /// The first segment does not begin with event 1.
    FirstNotOne,
    /// The chain does not begin with the ledger's id.
    OtherGenesis,
    /// The segment is another ledger's.
    OtherLedger,
    /// The segment begins before the one before it.
    BeforeSegment,
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoEvent => "it does not begin with an event",
            Self::NoHashAtEnd => "it does not end with a hash",
            Self::TooShort => "it is too short",
            Self::NoHash => "it has no hash",
            Self::HashNotHexadecimal => "its hash is not hexadecimal",
            Self::NotUtf8 => "it is not utf-8",
            Self::DataNotCanonical => "its data is not canonical",
            Self::Time => "its time is malformed",
            Self::TextAfterEvent => "text follows the event",
            Self::Part => "its place in the append is impossible",
            Self::Stream => "its stream is malformed",
            Self::Type => "its type is malformed",
            Self::Operator => "its operator is malformed",
            Self::FieldMissing => "a field is missing or misplaced",
            Self::StringNotCanonical => "a field is not a canonical string",
            Self::Escaped => "a field is escaped needlessly",
            Self::Id => "an id is not a hyphenated lower-case uuid",
            Self::Date => "its business date is malformed",
            Self::Number => "a number is malformed",
            Self::NumberTooLarge => "a number is too large",
            Self::Unended => "it does not end",
            Self::BecameShorter => "the file became shorter",
            Self::NotAHeader => "it is not a header",
            Self::NotCanonical => "it is not canonical",
            Self::NotContinued => "it does not continue the segment before it",
            Self::OtherNumber => "it has another segment's number",
            Self::FirstNotOne => "the first segment does not begin with event 1",
            Self::OtherGenesis => "the chain does not begin with the ledger's id",
            Self::OtherLedger => "it is another ledger's",
            Self::BeforeSegment => "it begins before the segment before it",
        })
    }
}
