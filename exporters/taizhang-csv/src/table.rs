//! From rows to bytes.

use std::borrow::Cow;

use taizhang_export::delimited::{self, Layout};
use taizhang_export::sheet::{Column, Holds, Sheet};
use taizhang_export::{AmountUnit, Artifact, Charset, ExportContext, ExportError, LostCharacters};

use crate::cell::print;
use crate::format::NAME;

/// A file before it is bytes.
pub(crate) struct Draft {
    pub(crate) name: String,
    /// Header and rows.
    pub(crate) records: Vec<Vec<String>>,
}

/// Prints one return.
pub(crate) fn draft(context: &ExportContext, sheet: &Sheet, unit: AmountUnit) -> Draft {
    let name = format!("{}.csv", context.file_name(&title(sheet, unit)));
    Draft { name, records: records(sheet, unit) }
}

/// Makes files.
///
/// # Errors
/// Every character of all files that their encoding cannot hold.
pub(crate) fn write(
    drafts: Vec<Draft>,
    layout: Layout,
    charset: Charset,
) -> Result<Vec<Artifact>, ExportError> {
    let fitted: Vec<Draft> = drafts.into_iter().map(|draft| draft.fitted(charset)).collect();
    let cells: Vec<LostCharacters> =
        fitted.iter().flat_map(|draft| draft.lost_characters(charset)).collect();
    if !cells.is_empty() {
        return Err(ExportError::Unencodable { encoding: charset.name().to_owned(), cells });
    }
    let file = |Draft { name, records }: Draft| {
        let printed = delimited::print(&records, layout);
        let text = printed.map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: name.clone(),
            source,
        })?;
        Artifact::new(name, charset.encode(&text))
    };
    fitted.into_iter().map(file).collect()
}

/// Says what the file holds, and the unit of money where the official headers do not.
fn title(sheet: &Sheet, unit: AmountUnit) -> String {
    let holds_amounts = sheet.columns.iter().any(|column| column.holds == Holds::Amounts);
    if sheet.is_official && holds_amounts {
        format!("{}（{}）", sheet.title, unit.name())
    } else {
        sheet.title.clone()
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

impl Draft {
    /// Writes the signs of this program's own that the encoding lacks by those that it has.
    fn fitted(mut self, charset: Charset) -> Self {
        for cell in self.records.iter_mut().flatten() {
            if let Cow::Owned(fitted) = charset.fitted(cell) {
                *cell = fitted;
            }
        }
        self
    }

    /// Finds the cells whose characters the encoding cannot hold.
    fn lost_characters(&self, charset: Charset) -> Vec<LostCharacters> {
        let header = self.records.first().map_or(&[][..], Vec::as_slice);
        let mut cells = Vec::new();
        for (row, record) in (1..).zip(&self.records) {
            for (column, cell) in header.iter().zip(record) {
                let characters = charset.lost(cell);
                if !characters.is_empty() {
                    let (file, column) = (self.name.clone(), column.clone());
                    cells.push(LostCharacters { file, row, column, characters });
                }
            }
        }
        cells
    }
}
