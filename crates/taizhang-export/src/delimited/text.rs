//! Between records and text.

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use encoding_rs::{GB18030, UTF_8};

use super::CompareError;
use crate::profile::{LineEnd, Quoting};

/// Rows of cells, the header among them.
pub(super) type Records = Vec<Vec<String>>;

/// How separated values are written; the default is RFC 4180.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layout {
    /// How lines end.
    pub line_end: LineEnd,
    /// Which fields stand in quotes.
    pub quoting: Quoting,
}

/// Prints records, all of which must have the same number of cells.
///
/// # Errors
/// A record has more or fewer cells than the first.
pub fn print<R>(
    records: impl IntoIterator<Item = R>,
    layout: Layout,
) -> Result<String, Box<dyn std::error::Error + Send + Sync>>
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let end = match layout.line_end {
        LineEnd::Crlf => Terminator::CRLF,
        LineEnd::Lf => Terminator::Any(b'\n'),
    };
    let quotes = match layout.quoting {
        Quoting::Needed => QuoteStyle::Necessary,
        Quoting::Always => QuoteStyle::Always,
    };
    let mut writer =
        WriterBuilder::new().terminator(end).quote_style(quotes).from_writer(Vec::new());
    for record in records {
        writer.write_record(record)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Reads a file in the encoding that it turns out to have.
pub(super) fn read(bytes: &[u8]) -> Result<Records, CompareError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = [UTF_8, GB18030]
        .into_iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .ok_or(CompareError::Encoding)?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records();
    let rows: Result<Records, _> =
        records.map(|record| Ok(record?.iter().map(str::to_owned).collect())).collect();
    rows.map_err(|_: csv::Error| CompareError::Csv)
}
