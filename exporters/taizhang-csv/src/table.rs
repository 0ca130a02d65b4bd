//! From rows to bytes.

use std::error::Error;

use csv::{Terminator, WriterBuilder};
use taizhang_export::{Artifact, ExportContext, ExportError};

use crate::column::Sheet;
use crate::format::{Charset, Format, NAME};

/// Makes the file of one return.
pub(crate) fn make<S: Sheet>(
    context: &ExportContext,
    format: Format,
) -> Result<Artifact, ExportError> {
    let name = S::file_name(format.unit);
    let records = records::<S>(context, format);
    check_characters(&name, &records, format.charset)?;
    let text = print(&records).map_err(|source| ExportError::Format {
        exporter: NAME,
        artifact: name.clone(),
        source,
    })?;
    Artifact::new(name, format.charset.encode(&text))
}

/// Returns the header and all rows as printed.
fn records<S: Sheet>(context: &ExportContext, format: Format) -> Vec<Vec<String>> {
    let header = S::COLUMNS.iter().map(|column| column.header(format.unit)).collect();
    let mut records: Vec<Vec<String>> = vec![header];
    records.extend(S::rows(context, format).iter().map(|row| {
        S::COLUMNS.iter().map(|column| column.cell(row, format.unit)).collect::<Vec<_>>()
    }));
    records
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

fn print(records: &[Vec<String>]) -> Result<String, Box<dyn Error + Send + Sync>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
