//! The workbook as calamine reads it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use taizhang_export::{ExportContext, ExportError, ExportRequest, Exporter};
use taizhang_xlsx::XlsxExporter;

pub(crate) type Book = Xlsx<Cursor<Vec<u8>>>;

/// Exports `context` in a unit of amounts.
pub(crate) fn bytes(context: &ExportContext, unit: &str) -> Result<Vec<u8>, ExportError> {
    let request = ExportRequest::new(context).with_options([("unit", unit)]);
    let mut artifacts = XlsxExporter.export(&request)?;
    assert_eq!(artifacts.len(), 1, "the workbook is one file");
    let artifact = artifacts.remove(0);
    assert_eq!(artifact.name.as_str(), "2022年度宁县科学技术协会绩效自评表和台账.xlsx");
    Ok(artifact.bytes)
}

/// Exports `context` and opens the workbook.
#[track_caller]
pub(crate) fn book(context: &ExportContext, unit: &str) -> Book {
    let bytes = bytes(context, unit).expect("the sample can be exported");
    Xlsx::new(Cursor::new(bytes)).expect("it is a workbook")
}

#[track_caller]
pub(crate) fn cells(book: &mut Book, sheet: &str) -> Range<Data> {
    book.worksheet_range(sheet).expect("the worksheet exists")
}

/// Returns the formulas of a worksheet with their place.
#[track_caller]
pub(crate) fn formulas(book: &mut Book, sheet: &str) -> Vec<((u32, u32), String)> {
    let range = book.worksheet_formula(sheet).expect("the worksheet exists");
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, column: usize| {
        let offset = |number| u32::try_from(number).expect("a worksheet is small");
        (top + offset(row), left + offset(column))
    };
    let filled = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    filled.map(|(row, column, formula)| (place(row, column), formula.clone())).collect()
}
