//! Between records and text.

use std::borrow::Cow;

use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use encoding_rs::{Encoding, GB18030, UTF_8};

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

/// Reads a file in the encoding and with the delimiter that it turns out to have: spreadsheets save
/// what they were given as CSV with tabs, semicolons or in UTF-16, too.
pub(super) fn read(bytes: &[u8]) -> Result<Records, CompareError> {
    let text = decoded(bytes).ok_or(CompareError::Encoding)?;
    let (delimiter, text) = delimiter(&text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let records = reader.records();
    let rows: Result<Records, _> =
        records.map(|record| Ok(record?.iter().map(str::to_owned).collect())).collect();
    rows.map_err(|_: csv::Error| CompareError::Csv)
}

/// Returns the text of a file that says by its mark that it is Unicode, or is UTF-8 or GB18030.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let marked = Encoding::for_bom(bytes);
    let (all, bytes): (&[&Encoding], &[u8]) = match &marked {
        Some((encoding, mark)) => (std::slice::from_ref(encoding), bytes.get(*mark..)?),
        None => (&[UTF_8, GB18030], bytes),
    };
    let mut texts = all
        .iter()
        .filter_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    texts.next()
}

/// Returns what stands between the cells of the first line most often, and the text without the line by
/// which a spreadsheet states it (`sep=;`).
fn delimiter(text: &str) -> (u8, &str) {
    const DELIMITERS: [char; 3] = [',', '\t', ';'];
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let stated = line.trim_end_matches('\r').strip_prefix("sep=");
    let stated = stated.and_then(|mark| DELIMITERS.iter().find(|known| mark == known.to_string()));
    if let Some(mark) = stated {
        return (u8::try_from(*mark).unwrap_or(b','), rest);
    }
    let count = |mark: char| {
        let mut in_quotes = false;
        let marks = line.chars().filter(|character| {
            in_quotes ^= *character == '"';
            !in_quotes && *character == mark
        });
        marks.count()
    };
    // Of equals the last counts as greatest, and the comma is to be it.
    let mark = DELIMITERS.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',');
    (u8::try_from(mark).unwrap_or(b','), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Records {
        read(bytes).expect("a readable file")
    }

    fn utf16(text: &str, is_little: bool) -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(|u| if is_little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn every_delimiter_and_encoding_gives_the_same_rows() {
        let expected = vec![vec!["甲", "乙, 丙;"], vec!["1.10", ""]];
        let with = |mark: &str| format!("甲{mark}\"乙, 丙;\"\r\n1.10{mark}\r\n");
        for mark in [",", "\t", ";"] {
            let text = with(mark);
            assert_eq!(rows(text.as_bytes()), expected, "{mark:?}");
            assert_eq!(rows(format!("\u{feff}{text}").as_bytes()), expected, "{mark:?}");
            assert_eq!(rows(&utf16(&text, true)), expected, "{mark:?}");
            assert_eq!(rows(&utf16(&text, false)), expected, "{mark:?}");
            assert_eq!(rows(&GB18030.encode(&text).0), expected, "{mark:?}");
            assert_eq!(rows(format!("sep={mark}\r\n{text}").as_bytes()), expected, "{mark:?}");
        }
    }

    #[test]
    fn one_column_is_one_column() {
        assert_eq!(rows("甲\r\n\"1,2\"\r\n".as_bytes()), [["甲"], ["1,2"]]);
    }

    #[test]
    fn half_a_character_is_no_text() {
        assert_eq!(read(b"\xFF\xFE\x00"), Err(CompareError::Encoding));
        assert_eq!(read(b"\xFF\xFF\xFF"), Err(CompareError::Encoding));
    }
}
