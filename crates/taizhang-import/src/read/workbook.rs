//! Workbooks: xlsx, xls and ods.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{
    CellErrorType, Data, Dimensions, ExcelDateTime, Ods, Range, Reader, Xls, Xlsx,
    open_workbook_from_rs,
};
use jiff::civil::Date;

use super::{Grid, Merge, ReadError, ReadOptions};
use crate::table::{Cell, Reading, Row};

/// More cells than this in one sheet are refused: formats may claim a sheet of any size.
const MOST_CELLS: u64 = 20_000_000;

/// Formats of workbooks, told apart by their first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    /// Recognises a workbook by its bytes; names of files lie too often.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            // An OpenDocument file names its type in an uncompressed first part.
            [b'P', b'K', 3, 4, ..] => {
                let start = bytes.get(..200).unwrap_or(bytes);
                let is_ods = start.windows(11).any(|window| window == b"opendocumen");
                Some(if is_ods { Self::Ods } else { Self::Xlsx })
            }
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Self::Xls),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// Reads all sheets. The readers of old formats stop with a panic on some damaged files, which is
/// a damaged file like any other.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    let read = AssertUnwindSafe(|| read_sheets(file, bytes, format, options));
    panic::catch_unwind(read).unwrap_or_else(|_| {
        let reason = "its parts do not fit together".to_owned();
        Err(ReadError::Workbook { file: file.to_owned(), reason })
    })
}

fn read_sheets(
    file: &str,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    let source = Source { file, format, options };
    let bytes = Cursor::new(bytes);
    match format {
        Format::Xlsx => {
            let mut book: Xlsx<_> =
                open_workbook_from_rs(bytes).map_err(|error| source.broken(&error))?;
            let from_1904 = book.has_1904_epoch();
            source.sheets(&book.sheet_names(), |name| {
                // Cell by cell: one cell in the last corner must not make a sheet of 17 billion.
                let mut cells =
                    book.worksheet_cells_reader(name).map_err(|error| source.broken(&error))?;
                let mut rows = Rows::default();
                while let Some(cell) = cells.next_cell().map_err(|error| source.broken(&error))? {
                    let (row, column) = cell.get_position();
                    rows.put(row, column, value_of(&Data::from(cell.get_value().clone())));
                }
                drop(cells);
                let merges = merges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
                source.grid(name, rows.done(), merges, from_1904)
            })
        }
        Format::Xls => {
            let mut book: Xls<_> =
                open_workbook_from_rs(bytes).map_err(|error| source.broken(&error))?;
            let from_1904 = book.has_1904_epoch();
            source.sheets(&book.sheet_names(), |name| {
                let range = book.worksheet_range(name).map_err(|error| source.broken(&error))?;
                let merges = merges(book.merge_cells_by_sheet_name(name).unwrap_or_default());
                source.grid(name, rows_of(&range), merges, from_1904)
            })
        }
        Format::Ods => {
            let mut book: Ods<_> =
                open_workbook_from_rs(bytes).map_err(|error| source.broken(&error))?;
            source.sheets(&book.sheet_names(), |name| {
                let range = book.worksheet_range(name).map_err(|error| source.broken(&error))?;
                source.grid(name, rows_of(&range), Vec::new(), false)
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
    fn broken(&self, error: &dyn std::fmt::Display) -> ReadError {
        ReadError::Workbook { file: self.file.to_owned(), reason: error.to_string() }
    }

    /// Reads the sheet that was asked for, or all.
    fn sheets(
        &self,
        names: &[String],
        mut read: impl FnMut(&str) -> Result<Grid, ReadError>,
    ) -> Result<Vec<Grid>, ReadError> {
        let Some(asked) = &self.options.sheet else {
            return names.iter().map(|name| read(name)).collect();
        };
        if !names.contains(asked) {
            let (file, sheet) = (self.file.to_owned(), asked.clone());
            return Err(ReadError::NoSheet { file, sheet, known: names.to_vec() });
        }
        read(asked).map(|grid| vec![grid])
    }

    fn grid(
        &self,
        sheet: &str,
        rows: Vec<Row>,
        merges: Vec<Merge>,
        from_1904: bool,
    ) -> Result<Grid, ReadError> {
        let held: u64 = rows.iter().map(|row| row.cells.len() as u64).sum();
        if held > MOST_CELLS {
            return Err(ReadError::TooManyCells { file: self.file.to_owned(), cells: held });
        }
        Ok(Grid {
            file: self.file.to_owned(),
            sheet: Some(sheet.to_owned()),
            rows,
            merges,
            reading: Reading {
                format: self.format.name(),
                counts_from_1904: from_1904,
                ..Reading::default()
            },
        })
    }
}

/// Rows that grow cell by cell.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn put(&mut self, row: u32, column: u32, value: Cell) {
        if value.is_empty() {
            return;
        }
        let number = row.saturating_add(1);
        if self.0.last().is_none_or(|last| last.number != number) {
            self.0.push(Row { number, cells: Vec::new() });
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if let Some(last) = self.0.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column.saturating_add(1), Cell::Empty);
            }
            if let Some(cell) = last.cells.get_mut(column) {
                *cell = value;
            }
        }
    }

    fn done(self) -> Vec<Row> {
        self.0
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

fn rows_of(range: &Range<Data>) -> Vec<Row> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut rows = Rows::default();
    for (row, column, value) in range.used_cells() {
        let offset =
            |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        rows.put(offset(first_row, row), offset(first_column, column), value_of(value));
    }
    rows.done()
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
