//! Spreadsheets: every sheet is a table.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataType, Reader as _, Xlsx};
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;
use zip::ZipArchive;

use crate::document::{Cell, Document};

use super::ReadError;

/// A report's sheet is far smaller; a stray cell at the sheet's end must not fill the memory.
const MOST_ROWS: u32 = 20_000;
const MOST_COLUMNS: u32 = 500;

type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

pub(super) fn read(extension: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    // The reader of foreign formats may give up on a damaged file by a panic.
    let sheets = catch_unwind(AssertUnwindSafe(|| match extension {
        "xlsx" | "xlsm" => from_xlsx(bytes),
        _ => from_other(bytes),
    }));
    let sheets = sheets.unwrap_or_else(|_| Err(broken("内容损坏")))?;
    let mut document = Document::default();
    for (name, rows) in sheets {
        let last = rows.keys().next_back().copied().unwrap_or_default();
        let laid_out = (0..=last).map(|at| rows.get(&at).map(laid_out).unwrap_or_default());
        if !rows.is_empty() {
            document.table(Some(&name), laid_out.collect());
        }
    }
    Ok(document)
}

fn laid_out(cells: &BTreeMap<u32, String>) -> Vec<Cell> {
    let last = cells.keys().next_back().copied().unwrap_or_default();
    (0..=last).map(|at| cells.get(&at).map(|text| Cell::new(text)).unwrap_or_default()).collect()
}

fn from_xlsx(bytes: &[u8]) -> Result<Vec<(String, Rows)>, ReadError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken("打不开"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut rows = Rows::new();
        while let Some(cell) = reader.next_cell().map_err(|_| broken("内容损坏"))? {
            let (row, column) = cell.get_position();
            keep(&mut rows, row, column, &cell.get_value().clone().into())?;
        }
        sheets.push((name, rows));
    }
    Ok(sheets)
}

/// Tells whether an element of an ods workbook is not closed, whose end the reader of the format awaits
/// without end.
fn breaks_off(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(content) = archive.by_name("content.xml") else { return false };
    let mut xml = Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut open) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => open = open.saturating_add(1),
            Ok(Event::End(_)) => open = open.saturating_sub(1),
            Ok(Event::Eof) => return open > 0,
            Ok(_) => {}
            Err(_) => return true,
        }
    }
}

fn from_other(bytes: &[u8]) -> Result<Vec<(String, Rows)>, ReadError> {
    if breaks_off(bytes) {
        return Err(broken("内容损坏"));
    }
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| broken("内容损坏"))?;
    let mut sheets = Vec::new();
    for (name, range) in book.worksheets() {
        let mut rows = Rows::new();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |first: u32, offset: usize| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            keep(&mut rows, at(top, row), at(left, column), value)?;
        }
        sheets.push((name, rows));
    }
    Ok(sheets)
}

fn keep(rows: &mut Rows, row: u32, column: u32, value: &Data) -> Result<(), ReadError> {
    let text = cell_text(value);
    if text.trim().is_empty() {
        return Ok(());
    }
    if row >= MOST_ROWS || column >= MOST_COLUMNS {
        return Err(ReadError::TooLarge { limit: "每张表20000行、500列" });
    }
    rows.entry(row).or_default().insert(column, text);
    Ok(())
}

/// Prints a value; what binary fractions add at the far end is rounded away.
fn cell_text(value: &Data) -> String {
    let text = value.to_string();
    if !value.is_float() {
        return text;
    }
    match text.parse::<Decimal>() {
        Ok(number) => number.round_dp(6).normalize().to_string(),
        Err(_) => text,
    }
}

fn broken(detail: &'static str) -> ReadError {
    ReadError::Workbook { detail }
}
