//! The marked rows alone, in a workbook of their own.

use rust_xlsxwriter::{Color, Format, Note, Workbook, XlsxError};

use super::alone::{columns, lines_above, said};
use super::{Marks, REASON, WRONG, is_about, marked, reasons_of};
use crate::draft::Source;

/// Writes the marked rows of each source as a sheet of a workbook.
pub fn workbook_of_rows(sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (at, (source, marks)) in sources.iter().enumerate() {
        let table = &source.table;
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_of_rows(source, at))?;
        let heading = Format::new().set_bold();
        let wrong = Format::new().set_background_color(Color::RGB(WRONG));
        let columns = columns(table);
        let mut header = 0_u32;
        for line in lines_above(source) {
            sheet.write_string(header, 0, line)?;
            header = header.saturating_add(1);
        }
        for (at, column) in columns.iter().enumerate() {
            sheet.write_string_with_format(header, place(at), &column.name, &heading)?;
        }
        let reasons = place(columns.len());
        sheet.write_string_with_format(header, reasons, REASON, &heading)?;
        for (line, (row, marks)) in (header.saturating_add(1)..).zip(marked(table, marks)) {
            for (at, column) in columns.iter().enumerate() {
                let cell = said(source, row, column);
                let notes: Vec<&str> = marks
                    .iter()
                    .filter(|mark| is_about(mark, column, table))
                    .map(|mark| mark.text.as_str())
                    .collect();
                // Text throughout, so that no code loses its zeros and no date its form.
                if notes.is_empty() {
                    sheet.write_string(line, place(at), &cell)?;
                } else {
                    sheet.write_string_with_format(line, place(at), &cell, &wrong)?;
                    let note = Note::new(notes.join("\n")).add_author_prefix(false);
                    sheet.insert_note(line, place(at), &note)?;
                }
            }
            sheet.write_string_with_format(line, reasons, reasons_of(marks), &wrong)?;
        }
    }
    book.save_to_buffer()
}

/// Returns the name of the sheet that holds the rows of the source at a place.
pub fn sheet_of_rows(source: &Source, at: usize) -> String {
    let table = &source.table;
    let name = table.sheet.as_ref().unwrap_or(&table.file);
    let name: String = name.chars().filter(|c| !r"[]:*?/\".contains(*c)).take(25).collect();
    format!("{name}_{}", at.saturating_add(1))
}

fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
