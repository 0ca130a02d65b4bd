//! CSV files.

use crate::document::{Cell, Document};

use super::ReadError;

pub(super) fn read(text: &str) -> Result<Document, ReadError> {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ReadError::Delimited { detail: error.to_string() })?;
        rows.push(record.iter().map(Cell::new).collect());
    }
    let mut document = Document::default();
    document.table(Some(""), rows);
    Ok(document)
}

/// Spreadsheets also write semicolons and tabs; the first line tells.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    [(b'\t', count('\t')), (b';', count(';'))]
        .into_iter()
        .find(|(_, marks)| *marks > count(','))
        .map_or(b',', |(mark, _)| mark)
}
