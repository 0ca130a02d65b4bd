//! From rows to bytes.

use taizhang_export::delimited::{self, Layout};
use taizhang_export::sheet::{Column, Holds, Sheet};
use taizhang_export::{AmountUnit, Artifact, Charset, ExportError};

use crate::cell::print;
use crate::format::{Format, NAME};

/// Makes the file of one return.
pub(crate) fn make(sheet: &Sheet, format: Format) -> Result<Artifact, ExportError> {
    let name = file_name(sheet, format.unit);
    write(&name, &records(sheet, format.unit), Layout::default(), format.charset)
}

/// Writes records as a file.
pub(crate) fn write(
    name: &str,
    records: &[Vec<String>],
    layout: Layout,
    charset: Charset,
) -> Result<Artifact, ExportError> {
    check_characters(name, records, charset)?;
    let text = delimited::print(records, layout).map_err(|source| ExportError::Format {
        exporter: NAME,
        artifact: name.to_owned(),
        source,
    })?;
    Artifact::new(name, charset.encode(&text))
}

/// Names the file; it names the unit where the official headers do not.
fn file_name(sheet: &Sheet, unit: AmountUnit) -> String {
    let holds_amounts = sheet.columns.iter().any(|column| column.holds == Holds::Amounts);
    if sheet.is_official && holds_amounts {
        format!("{}（{}）.csv", sheet.title, unit.name())
    } else {
        format!("{}.csv", sheet.title)
    }
}

/// Prints the header of a column, with the unit where the form leaves room for it.
fn header(column: &Column, is_official: bool, unit: AmountUnit) -> String {
    match column.holds {
        Holds::Amounts if !is_official => format!("{}（{}）", column.name, unit.name()),
        Holds::Percent => format!("{}(%)", column.name),
        _ => column.name.clone(),
    }
}

/// Returns the header and all rows as printed.
fn records(sheet: &Sheet, unit: AmountUnit) -> Vec<Vec<String>> {
    let header =
        sheet.columns.iter().map(|column| header(column, sheet.is_official, unit)).collect();
    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| print(cell, unit)).collect());
    std::iter::once(header).chain(rows).collect()
}

/// Refuses the first character that the file's encoding cannot hold.
fn check_characters(
    file: &str,
    records: &[Vec<String>],
    charset: Charset,
) -> Result<(), ExportError> {
    let header = records.first().map_or(&[][..], Vec::as_slice);
    for (at, record) in records.iter().enumerate() {
        for (column, cell) in header.iter().zip(record) {
            if let Some(character) = charset.first_lost(cell) {
                return Err(ExportError::Unencodable {
                    file: file.to_owned(),
                    row: at.saturating_add(1),
                    column: column.clone(),
                    encoding: charset.name().to_owned(),
                    character,
                });
            }
        }
    }
    Ok(())
}
