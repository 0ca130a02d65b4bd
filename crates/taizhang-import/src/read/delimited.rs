//! CSV and its kin: comma, semicolon, tab, or vertical bar.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Grid, ReadError, ReadOptions, encoding, pieces};
use crate::hidden::Hidden;
use crate::table::{Cell, Reading, Row, is_space};

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 5] = [b',', b'\t', b';', b'|', b'^'];

/// How many lines decide the delimiter.
const SAMPLE: usize = 40;

pub(super) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Grid, ReadError> {
    let (text, encoding) = encoding::decode(file, bytes, options.encoding)?;
    let asked = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let delimiter = asked.unwrap_or_else(|| detect(&text));
    let rows = if text.contains('"') {
        rows_of(file, &text, delimiter)?
    } else {
        pieces::rows(file, &text, delimiter, pieces::USUAL)?
    };
    Ok(Grid {
        file: file.to_owned(),
        sheet: None,
        rows,
        merges: Vec::new(),
        reading: Reading {
            format: "csv",
            encoding: Some(encoding.name()),
            delimiter: Some(char::from(delimiter)),
            ..Reading::default()
        },
        hidden: Hidden::default(),
        shown: BTreeMap::new(),
        inks: BTreeMap::new(),
    })
}

/// Reads the rows that are not blank; numbers are those of the lines.
pub(super) fn rows_of(file: &str, text: &str, delimiter: u8) -> Result<Vec<Row>, ReadError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut broken = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut record = StringRecord::new();
    let open_quote = |line| ReadError::OpenQuote { file: file.to_owned(), line };
    // The text is valid UTF-8 and rows may differ in length, so a record can always be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, csv::Position::byte);
        let number = lines.of_record(usize::try_from(start).unwrap_or(usize::MAX));
        // A quote that is never closed swallows the rest of the file.
        let lines_within = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if lines_within > SAMPLE || (lines_within > 0 && lines.is_open_until(end)) {
            return Err(open_quote(number));
        }
        let row = Row { number, cells: record.iter().map(cell).collect() };
        if lines_within > 0 && swallows(&record, delimiter) {
            broken.push((number, record.len()));
        }
        if !row.is_blank() {
            rows.push(row);
        }
    }
    let usual = usual_width(&rows);
    if let Some((line, _)) = broken.iter().find(|(_, width)| *width < usual) {
        return Err(open_quote(*line));
    }
    Ok(rows)
}

/// Counts the lines of a text, however they end.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// Returns the line, from 1, of a record that the reader saw begin at or before the ends of lines
    /// at this byte. Records come in the order of the text.
    fn of_record(&mut self, start: usize) -> u32 {
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let ends = self.text.iter().skip(start).take_while(is_end).count();
        let begin = start.saturating_add(ends).min(self.text.len());
        let passed = self.text.get(self.at..begin).unwrap_or_default();
        let next = |at: usize| passed.get(at.saturating_add(1));
        let breaks = passed.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => next(*at) != Some(&b'\n'),
            _ => false,
        });
        self.line = self.line.saturating_add(u32::try_from(breaks.count()).unwrap_or(u32::MAX));
        self.at = begin;
        self.line
    }

    /// Tells whether the record that begins here and ends at a byte has a quote without its partner.
    fn is_open_until(&self, end: usize) -> bool {
        let record = self.text.get(self.at..end).unwrap_or_default();
        record.iter().fold(false, |is_open, byte| is_open ^ (*byte == b'"'))
    }
}

/// Tells whether a field holds ends of lines and delimiters, as one does that swallowed other rows.
fn swallows(record: &StringRecord, delimiter: u8) -> bool {
    let filled = record.iter().filter(|field| !field.trim().is_empty()).count();
    let holds = |field: &str| field.contains('\n') && field.contains(char::from(delimiter));
    filled > 1 && record.iter().any(holds)
}

/// Returns how many cells most rows have.
fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b).map(|run| (run.len(), run.first().copied()));
    runs.max().and_then(|(_, width)| width).unwrap_or_default()
}

/// Reads a field. `="001"` and `'001` are how programs keep a spreadsheet from taking text for a number.
fn cell(field: &str) -> Cell {
    let trimmed = field.trim_matches(is_space);
    let formula = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let marked = || trimmed.strip_prefix('\'').filter(|rest| rest.starts_with(is_code));
    Cell::text(formula.or_else(marked).unwrap_or(field))
}

fn is_code(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
}

/// Returns the delimiter that splits most of the first lines into the same number of fields.
fn detect(text: &str) -> u8 {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).collect();
    let score = |delimiter: u8| {
        let fields = |line: &&str| delimiters(line, delimiter);
        let mut counts: Vec<usize> = lines.iter().map(fields).filter(|count| *count > 0).collect();
        counts.sort_unstable();
        // The commonest number of fields, and how many lines have it.
        let runs = counts.chunk_by(|a, b| a == b).map(|run| (run.len(), run.first().copied()));
        runs.max().unwrap_or_default()
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.unwrap_or(b',')
}

/// Counts a delimiter in a line outside quotes. What stands before another delimiter pads a cell, as
/// the tab in `18.00 \t,`.
fn delimiters(line: &str, delimiter: u8) -> usize {
    let (mut count, mut is_quoted) = (0_usize, false);
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at.saturating_add(1));
        let pads = next.is_some_and(|next| *next != delimiter && DELIMITERS.contains(next));
        is_quoted ^= *byte == b'"';
        count = count.saturating_add(usize::from(*byte == delimiter && !is_quoted && !pads));
    }
    count
}
