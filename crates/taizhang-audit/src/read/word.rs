//! Word files: paragraphs and tables of `word/document.xml`, with merged cells.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::document::{Cell, Document};

use super::{MOST_BYTES, ReadError};

/// A row may not claim to cover more columns than any form has.
const MOST_SPAN: usize = 200;

pub(super) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("打不开"))?;
    let part = archive.by_name("word/document.xml").map_err(|_| broken("里面没有正文"))?;
    let mut xml = Vec::new();
    let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    part.take(limit).read_to_end(&mut xml).map_err(|_| broken("正文解不开"))?;
    if xml.len() >= MOST_BYTES {
        return Err(ReadError::TooLarge { limit: "正文64 MB" });
    }
    let text = std::str::from_utf8(&xml).map_err(|_| broken("正文不是UTF-8"))?;
    let mut reader = Reader::from_str(text);
    let mut builder = Builder::default();
    loop {
        match reader.read_event().map_err(|_| broken("正文不完整"))? {
            Event::Start(start) => builder.open(&start),
            Event::Empty(start) => {
                builder.open(&start);
                builder.close(start.local_name().as_ref());
            }
            Event::End(end) => builder.close(end.local_name().as_ref()),
            Event::Text(text) if builder.in_text => builder.write(&text),
            Event::GeneralRef(name) if builder.in_text => builder.write(entity(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(builder.document)
}

fn broken(detail: &'static str) -> ReadError {
    ReadError::Word { detail }
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "#8804" | "#x2264" => "≤",
        "#8805" | "#x2265" => "≥",
        _ => " ",
    }
}

/// What is open while the part is read.
#[derive(Default)]
struct Builder {
    document: Document,
    /// Texts of open paragraphs; a text box nests one in another.
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    in_text: bool,
    /// How many elements deep inside of a duplicate that older programs show.
    in_fallback: usize,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    is_heading: bool,
    is_numbered: bool,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: OpenCell,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    span: usize,
    continues: bool,
}

impl Builder {
    fn open(&mut self, start: &BytesStart<'_>) {
        let local = start.local_name();
        if self.in_fallback > 0 || local.as_ref() == "Fallback" {
            self.in_fallback += 1;
            return;
        }
        match local.as_ref() {
            "p" => self.paragraphs.push(OpenParagraph::default()),
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.write(" "),
            "pStyle" => self.style(&value(start)),
            "numPr" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.is_numbered = true;
                }
            }
            "tbl" => self.tables.push(OpenTable::default()),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = OpenCell { span: 1, ..OpenCell::default() };
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell.span = value(start).parse().unwrap_or(1).clamp(1, MOST_SPAN);
                }
            }
            "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell.continues = value(start) != "restart";
                }
            }
            _ => {}
        }
    }

    fn style(&mut self, style: &str) {
        let style = style.to_ascii_lowercase();
        let is_heading = style.starts_with("heading") || style.parse().is_ok_and(|n: u32| n < 10);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.is_heading = is_heading;
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn close(&mut self, local: &str) {
        if self.in_fallback > 0 {
            self.in_fallback -= 1;
            return;
        }
        match local {
            "t" => self.in_text = false,
            "p" => self.close_paragraph(),
            "tc" => self.close_cell(),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    table.rows.push(row);
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.document.table(None, table.rows);
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if let Some(table) = self.tables.last_mut() {
            if !table.cell.text.is_empty() && !paragraph.text.is_empty() {
                table.cell.text.push('\n');
            }
            table.cell.text.push_str(&paragraph.text);
            return;
        }
        self.document.numbered_by_program |=
            paragraph.is_numbered && !paragraph.text.trim().is_empty();
        self.document.paragraph(&paragraph.text, paragraph.is_heading);
    }

    fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let cell = std::mem::take(&mut table.cell);
        if cell.continues {
            let above = table.rows.last().and_then(|row| row.get(table.row.len()));
            let text = above.map(|above| above.text.clone()).unwrap_or_default();
            table.row.extend((0..cell.span).map(|_| Cell::covered(&text)));
            return;
        }
        table.row.push(Cell::new(&cell.text));
        table.row.extend((1..cell.span).map(|_| Cell::covered(&cell.text)));
    }
}

fn value(start: &BytesStart<'_>) -> String {
    start
        .attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == "val")
        .map(|attribute| attribute.value.into_owned())
        .unwrap_or_default()
}
