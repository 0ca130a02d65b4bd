//! CSV and its kin: comma, semicolon, tab, or vertical bar.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Grid, ReadError, ReadOptions, encoding};
use crate::table::{Cell, Reading, Row};

/// Delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 5] = [b',', b'\t', b';', b'|', b'^'];

/// How many lines decide the delimiter.
const SAMPLE: usize = 40;

pub(super) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Grid, ReadError> {
    let (text, encoding) = encoding::decode(file, bytes, options.encoding)?;
    let asked = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let delimiter = asked.unwrap_or_else(|| detect(&text));
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(Trim::None)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let open_quote = |line| ReadError::OpenQuote { file: file.to_owned(), line };
    // The text is valid UTF-8 and rows may differ in length, so a record can always be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line).unwrap_or(u32::MAX);
        // A quote that is never closed swallows the rest of the file.
        let lines_within = record.iter().map(|field| field.matches('\n').count()).sum::<usize>();
        if lines_within > SAMPLE {
            return Err(open_quote(number));
        }
        let row = Row { number, cells: record.iter().map(Cell::text).collect() };
        if !row.is_blank() {
            rows.push(row);
        }
    }
    Ok(Grid {
        file: file.to_owned(),
        sheet: None,
        rows,
        merges: Vec::new(),
        reading: Reading {
            format: "csv",
            encoding: Some(encoding.name()),
            delimiter: Some(char::from(delimiter)),
            counts_from_1904: false,
        },
    })
}

/// Returns the delimiter that splits most of the first lines into the same number of fields.
fn detect(text: &str) -> u8 {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).collect();
    let score = |delimiter: u8| {
        let fields = |line: &&str| line.bytes().filter(|byte| *byte == delimiter).count();
        let mut counts: Vec<usize> = lines.iter().map(fields).filter(|count| *count > 0).collect();
        counts.sort_unstable();
        // The commonest number of fields, and how many lines have it.
        let runs = counts.chunk_by(|a, b| a == b).map(|run| (run.len(), run.first().copied()));
        runs.max().unwrap_or_default()
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.unwrap_or(b',')
}
