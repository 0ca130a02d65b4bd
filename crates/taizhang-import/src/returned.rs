//! Rows that were not entered, as a file to correct and import again: the same columns, the wrong
//! cells marked, the reasons beside them.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, Note, Workbook, XlsxError};

use crate::draft::Source;
use crate::table::{Cell, Row, Table};

/// What is wrong with a row, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Header of the wrong cell; the whole row if none.
    pub column: Option<String>,
    /// The reason and what to do.
    pub text: String,
}

/// Marks by number of row.
pub type Marks = BTreeMap<u32, Vec<Mark>>;

/// Header of the column that tells the reasons.
pub const REASON: &str = "原因";

/// Writes the marked rows of each source as a sheet of a workbook.
pub fn workbook(sources: &[(&Source, Marks)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (at, (source, marks)) in sources.iter().enumerate() {
        let table = &source.table;
        let sheet = book.add_worksheet();
        let name = table.sheet.clone().unwrap_or_else(|| table.file.clone());
        let name: String = name.chars().filter(|c| !r"[]:*?/\".contains(*c)).take(25).collect();
        sheet.set_name(format!("{name}_{}", at.saturating_add(1)))?;
        let heading = Format::new().set_bold();
        let wrong = Format::new().set_background_color(Color::RGB(0x00ff_c7ce));
        for column in &table.columns {
            sheet.write_string_with_format(0, place(column.position), &column.name, &heading)?;
        }
        let reasons = place(table.columns.len());
        sheet.write_string_with_format(0, reasons, REASON, &heading)?;
        for (line, (row, marks)) in marked(table, marks).enumerate() {
            let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
            for column in &table.columns {
                let cell = row.cell(column.position).to_string();
                let notes: Vec<&str> = marks
                    .iter()
                    .filter(|mark| mark.column.as_ref() == Some(&column.name))
                    .map(|mark| mark.text.as_str())
                    .collect();
                // Text throughout, so that no code loses its zeros and no date its form.
                if notes.is_empty() {
                    sheet.write_string(line, place(column.position), &cell)?;
                } else {
                    sheet.write_string_with_format(line, place(column.position), &cell, &wrong)?;
                    let note = Note::new(notes.join("\n")).add_author_prefix(false);
                    sheet.insert_note(line, place(column.position), &note)?;
                }
            }
            sheet.write_string_with_format(line, reasons, reasons_of(marks), &wrong)?;
        }
    }
    book.save_to_buffer()
}

/// Writes the marked rows of one source as CSV with a column of reasons.
pub fn csv(source: &Source, marks: &Marks) -> Result<Vec<u8>, csv::Error> {
    let table = &source.table;
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    let names = table.columns.iter().map(|column| column.name.as_str());
    writer.write_record(names.chain([REASON]))?;
    for (row, marks) in marked(table, marks) {
        let cells =
            table.columns.iter().map(|column| row.cell(column.position)).map(Cell::to_string);
        writer.write_record(cells.chain([reasons_of(marks)]))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn marked<'t>(
    table: &'t Table,
    marks: &'t Marks,
) -> impl Iterator<Item = (&'t Row, &'t Vec<Mark>)> {
    table.rows.iter().filter_map(|row| marks.get(&row.number).map(|marks| (row, marks)))
}

fn reasons_of(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.text.as_str()).collect::<Vec<_>>().join("；")
}

fn place(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}
