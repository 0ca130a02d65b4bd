//! Workbooks: xlsx, xls and ods.

use std::cell::Cell as Flag;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use calamine::{
    CellErrorType, Data, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, Sheet, SheetType,
    SheetVisible, Xls, XlsError, Xlsx, XlsxError, open_workbook_from_rs,
};
use jiff::civil::Date;

use super::cells::{Rows, Size};
use super::compound::Compound;
use super::format::Format;
use super::marks::Marks;
use super::xlsx_marks::XlsxMarks;
use super::{Grid, Merge, ReadError, ReadOptions, ods_marks, ods_spaces};
use crate::hidden::{Hidden, HiddenChoice};
use crate::part;
use crate::table::{Cell, Reading, Row};

/// Reads all sheets. The readers of old formats stop with a panic on some damaged files, which is
/// a damaged file like any other.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    keep_quiet();
    let read = AssertUnwindSafe(|| read_sheets(file, bytes, format, options));
    IS_READING.set(true);
    let read = panic::catch_unwind(read);
    IS_READING.set(false);
    read.unwrap_or_else(|_| Err(ReadError::Workbook { file: file.to_owned() }))
}

thread_local! {
    /// Whether this thread is within a reader of a foreign format.
    static IS_READING: Flag<bool> = const { Flag::new(false) };
}

/// Keeps panics of readers from being printed: they are told as a damaged file.
fn keep_quiet() {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_READING.get() {
                print(panic);
            }
        }));
    });
}

fn read_sheets(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    let source = Source { file, format, options };
    let (file_bytes, bytes) = (bytes, Cursor::new(bytes));
    if let Some(part) = part::too_long(file_bytes) {
        return Err(source.long_part(part));
    }
    let mut size = Size::default();
    match format {
        Format::Xlsx => {
            let is_locked = |error: &XlsxError| matches!(error, XlsxError::Password);
            let mut book: Xlsx<_> =
                open_workbook_from_rs(bytes).map_err(|error| source.fault(&error, is_locked))?;
            let from_1904 = book.has_1904_epoch();
            let sheets = book.sheets_metadata().to_vec();
            let mut all_marks = XlsxMarks::open(file_bytes).ok_or_else(|| source.broken())?;
            source.sheets(&sheets, |at, name| {
                let marks = all_marks.of_sheet(at).ok_or_else(|| source.broken())?;
                // Cell by cell: one cell in the last corner must not make a sheet of 17 billion.
                let mut cells = book.worksheet_cells_reader(name).map_err(|_| source.broken())?;
                let mut rows = Rows::after(size);
                while let Some(cell) = cells.next_cell().map_err(|_| source.broken())? {
                    let (row, column) = cell.get_position();
                    let value = value_of(&Data::from(cell.get_value().clone()));
                    rows.put(row, column, marks.apply(row, column, value));
                    source.has_room(rows.size())?;
                }
                size = rows.size();
                drop(cells);
                let merges = merges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
                Ok(source.grid(name, rows.done(), Marks { merges, ..marks }, from_1904))
            })
        }
        Format::Xls => {
            let mut all_marks = source.check(file_bytes)?;
            let is_locked = |error: &XlsError| matches!(error, XlsError::Password);
            let mut book: Xls<_> =
                open_workbook_from_rs(bytes).map_err(|error| source.fault(&error, is_locked))?;
            let from_1904 = book.has_1904_epoch();
            let sheets = book.sheets_metadata().to_vec();
            source.sheets(&sheets, |at, name| {
                let range = book.worksheet_range(name).map_err(|_| source.broken())?;
                let merges = merges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
                let marks = all_marks.get_mut(at).map(std::mem::take).unwrap_or_default();
                let rows = source.rows_of(&range, &marks, &mut size)?;
                Ok(source.grid(name, rows, Marks { merges, ..marks }, from_1904))
            })
        }
        Format::Ods => {
            let is_locked = |error: &OdsError| matches!(error, OdsError::Password);
            if ods_marks::is_protected(file_bytes) {
                return Err(ReadError::Protected { file: file.to_owned() });
            }
            let mut all_marks = ods_marks::read(file_bytes).ok_or_else(|| source.broken())?;
            let dense;
            let book = match open_workbook_from_rs(bytes) {
                Err(OdsError::Mismatch { .. }) => {
                    dense = ods_spaces::without(file_bytes)
                        .map_err(|_| source.long_part(ods_spaces::CONTENT))?;
                    open_workbook_from_rs(Cursor::new(dense.as_deref().unwrap_or(file_bytes)))
                }
                opened => opened,
            };
            let mut book: Ods<_> = book.map_err(|error| source.fault(&error, is_locked))?;
            let sheets = book.sheets_metadata().to_vec();
            source.sheets(&sheets, |at, name| {
                let range = book.worksheet_range(name).map_err(|_| source.broken())?;
                let marks = all_marks.get_mut(at).map(std::mem::take).unwrap_or_default();
                let rows = source.rows_of(&range, &marks, &mut size)?;
                Ok(source.grid(name, rows, marks, false))
            })
        }
    }
}

/// The workbook that is being read, for grids and for messages.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    format: Format,
    options: &'a ReadOptions,
}

impl Source<'_> {
    fn broken(&self) -> ReadError {
        ReadError::Workbook { file: self.file.to_owned() }
    }

    fn long_part(&self, part: impl Into<String>) -> ReadError {
        ReadError::LongPart { file: self.file.to_owned(), part: part.into() }
    }

    fn fault<E>(&self, error: &E, is_locked: impl Fn(&E) -> bool) -> ReadError {
        if is_locked(error) {
            return ReadError::Protected { file: self.file.to_owned() };
        }
        self.broken()
    }

    /// Refuses what calamine would lose or could not hold; returns the marks of the sheets.
    fn check(&self, bytes: &[u8]) -> Result<Vec<Marks>, ReadError> {
        let records = Compound::of(bytes).and_then(|compound| compound.records());
        let Some(records) = records else { return Ok(Vec::new()) };
        if records.is_protected {
            return Err(ReadError::Protected { file: self.file.to_owned() });
        }
        if records.has_old_formulas {
            return Err(ReadError::OldFormulas { file: self.file.to_owned() });
        }
        // calamine makes room for all cells that a sheet spans.
        self.has_room(records.widest)?;
        Ok(records.sheets)
    }

    /// Refuses a file of more cells than can be held.
    fn has_room(&self, size: Size) -> Result<(), ReadError> {
        let refused = |cells| ReadError::TooManyCells { file: self.file.to_owned(), cells };
        size.too_many().map_or(Ok(()), |cells| Err(refused(cells)))
    }

    /// Returns the rows of a sheet of a file that is as large already.
    fn rows_of(
        &self,
        range: &Range<Data>,
        marks: &Marks,
        size: &mut Size,
    ) -> Result<Vec<Row>, ReadError> {
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Rows::after(*size);
        for (row, column, value) in range.used_cells() {
            let offset =
                |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let (row, column) = (offset(first_row, row), offset(first_column, column));
            rows.put(row, column, marks.apply(row, column, value_of(value)));
            self.has_room(rows.size())?;
        }
        *size = rows.size();
        Ok(rows.done())
    }

    /// Reads the worksheets that were asked for, or all; hidden ones are marked unless they are asked
    /// for or to be read, and named where they are to be left out.
    fn sheets(
        &self,
        sheets: &[Sheet],
        mut read: impl FnMut(usize, &str) -> Result<Grid, ReadError>,
    ) -> Result<Vec<Grid>, ReadError> {
        let sheets = sheets.iter().enumerate();
        let sheets = sheets.filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
        let asked = &self.options.sheets;
        if !asked.is_empty() {
            let known: Vec<String> = sheets.clone().map(|(_, sheet)| sheet.name.clone()).collect();
            self.options.check_sheets(self.file, known)?;
            let asked = sheets.filter(|(_, sheet)| asked.contains(&sheet.name));
            return asked.map(|(at, sheet)| read(at, &sheet.name)).collect();
        }
        let is_hidden = |sheet: &Sheet| sheet.visible != SheetVisible::Visible;
        let skips = self.options.hidden == HiddenChoice::Skip;
        let left: Vec<String> = sheets
            .clone()
            .filter(|(_, sheet)| skips && is_hidden(sheet))
            .map(|(_, sheet)| sheet.name.clone())
            .collect();
        let kept = sheets.filter(|(_, sheet)| !(skips && is_hidden(sheet)));
        let grids = kept.map(|(at, sheet)| {
            let mut grid = read(at, &sheet.name)?;
            grid.reading.hidden_sheets.clone_from(&left);
            grid.hidden.sheet = is_hidden(sheet);
            Ok(grid)
        });
        grids.collect()
    }

    fn grid(&self, sheet: &str, rows: Vec<Row>, mut marks: Marks, from_1904: bool) -> Grid {
        let shown = marks.take_numbers();
        let Marks { rows: hidden_rows, columns, merges, shown: _, inks } = marks;
        Grid {
            file: self.file.to_owned(),
            sheet: Some(sheet.to_owned()),
            rows,
            merges,
            reading: Reading {
                format: self.format.name(),
                counts_from_1904: from_1904,
                ..Reading::default()
            },
            hidden: Hidden {
                choice: self.options.hidden,
                sheet: false,
                rows: hidden_rows,
                columns,
            },
            shown,
            inks,
        }
    }
}

/// Returns the merges that span rows; of a block its first column holds the value.
fn merges(regions: Vec<Dimensions>) -> Vec<Merge> {
    let tall = regions.into_iter().filter(|region| region.end.0 > region.start.0);
    tall.map(|Dimensions { start, end }| Merge {
        first: start.0.saturating_add(1),
        last: end.0.saturating_add(1),
        position: usize::try_from(start.1).unwrap_or(usize::MAX),
    })
    .collect()
}

fn value_of(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DurationIso(text) => Cell::text(text),
        Data::Int(number) => Cell::Number(number.to_string()),
        // The shortest digits that denote the stored number; never fewer than it was typed with.
        Data::Float(number) => Cell::Number(number.to_string()),
        Data::Bool(truth) => truth_value(*truth),
        Data::DateTime(moment) => day_of(*moment),
        Data::DateTimeIso(text) => iso_day(text),
        Data::Error(error) => fault(error),
    }
}

fn truth_value(truth: bool) -> Cell {
    Cell::Text(if truth { "是" } else { "否" }.to_owned())
}

fn fault(error: &CellErrorType) -> Cell {
    Cell::Fault(error.to_string())
}

/// The day of a moment; the time of day says nothing to a ledger of days.
fn day_of(moment: ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()));
    let date = date.and_then(|(year, (month, day))| Date::new(year, month, day).ok());
    // A duration is a number of days that somebody formatted as a time.
    match date.filter(|_| moment.is_datetime()) {
        Some(date) => Cell::Date(date),
        None => Cell::Number(moment.as_f64().to_string()),
    }
}

fn iso_day(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Cell::text(text), Cell::Date)
}
