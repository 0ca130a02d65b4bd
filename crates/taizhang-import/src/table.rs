//! Rows as they stand in a file, before anybody asks what they mean.
//!
//! **How a reader plugs in.** A reader is a function from bytes to tables. What people lay out
//! (spreadsheets, CSV) becomes a [`Grid`](crate::read::Grid), in which the header is looked for.
//! What a program wrote with a fixed structure (journals, voucher XML) becomes a [`Table`] at once:
//! [`Table::structured`] with the canonical names of the fields of a
//! [`Kind`](crate::kind::Kind) as headers and one row for each record, numbered by its place in the
//! file. Such a table maps itself, since canonical names are the first that mapping looks for; no
//! profile is needed. Amounts are [`Cell::Number`] with the exact digits, dates [`Cell::Date`].

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use taizhang_core::event::NamedFile;

pub use crate::aside::{Aside, SetAside};
use crate::given_back::GivenBack;
use crate::hidden::Hidden;
use crate::ink::Ink;
use crate::origin::Origin;
use crate::sheets::WholeSheet;
use crate::shown::ShownNumber;

/// A table of a file, with its header found and everything around it set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name of the file, with folders where several files have one name; data, never a path to open.
    pub file: String,
    /// The sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// Numbers of the rows that make up the header; empty where the format has none.
    pub header: Vec<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows of data by rising number; what one row of the file became keeps its order.
    pub rows: Vec<Row>,
    /// The rows that are no data, in the file's order.
    pub set_aside: Vec<SetAside>,
    /// Cells below the first of a merge that spans rows, by row and position.
    pub covered: BTreeMap<(u32, usize), Covered>,
    /// The units of money that are named around it, each once; amounts can be in one.
    pub units: Vec<NamedUnit>,
    /// A unit that is named around it in which no amounts are read.
    pub strange_unit: Option<StrangeUnit>,
    /// The years that its titles name, each once; for days without one.
    pub years: Vec<NamedYear>,
    /// The foreign currency that the file names, with the row and its words.
    pub currency: Option<(u32, String)>,
    /// How its bytes were read.
    pub reading: Reading,
    /// Units that number formats show, by number of row and position.
    pub shown: BTreeMap<(u32, usize), ShownNumber>,
    /// Cells whose fonts say something, by number of row and position.
    pub inks: BTreeMap<(u32, usize), Ink>,
    /// What of it the program that shows it does not show.
    pub hidden: Hidden,
    /// What it sums, if it seems to sum the other sheets of its file.
    pub whole: Option<WholeSheet>,
    /// What its rows were made of, where they are not those of the file.
    pub origin: Option<Origin>,
    /// The column of its days, where these stand alone and nothing says of which month.
    pub lone_day: Option<LoneDay>,
    /// Rows that received what had been paid, by their numbers.
    pub given_back: BTreeMap<u32, GivenBack>,
}

/// Days without a month, or with several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoneDay {
    /// Position of the column that should hold dates.
    pub position: usize,
    /// The words of titles and sheet that name months; none, or more than one month.
    pub words: Vec<String>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Place from the left, from 0; the index of its cell in a row.
    pub position: usize,
    /// Its header; the parts of several header rows are joined by `/`.
    pub name: String,
    /// The columns of the file that it joins; none if it is one of them.
    pub joins: Vec<usize>,
}

impl Column {
    /// Returns the part of its header that stands lowest.
    pub fn last_part(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// Returns what stands above that part.
    pub(crate) fn group(&self) -> Option<&str> {
        self.name.rsplit_once('/').map(|(group, _)| group)
    }
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as the program that shows the file counts, from 1. For CSV this is the line.
    pub number: u32,
    /// Its cells by position; missing ones at the end are empty.
    pub cells: Vec<Cell>,
}

/// The value of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or nothing but spaces.
    #[default]
    Empty,
    /// Text as it stands.
    Text(String),
    /// A number, as the exact decimal digits that denote it.
    Number(String),
    /// A day that the file itself marks as a date.
    Date(Date),
    /// The first day of a month, which the file shows as the month alone.
    Month(Date),
    /// A number that is shown as per cent, as the digits before the sign: 12 for 0.12.
    Percent(String),
    /// What a spreadsheet shows in place of a value, like `#REF!`.
    Fault(String),
    /// A formula whose result the program that wrote it left to others to compute.
    Unstored,
}

/// What a merge over several rows says in a row below its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The row that holds the value.
    pub by: u32,
    /// The value.
    pub cell: Cell,
}

/// How the bytes of a table were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The format: `xlsx`, `xls`, `ods`, `csv`, or the name that a structured reader gives.
    pub format: &'static str,
    /// The encoding, where text was decoded.
    pub encoding: Option<&'static str>,
    /// The delimiter, where there is one.
    pub delimiter: Option<char>,
    /// Whether day numbers count from 1904.
    pub counts_from_1904: bool,
    /// Sheets of the file that are hidden and hold no table, or are not to be read.
    pub hidden_sheets: Vec<String>,
    /// Sheets of the file in which no header was found, by its first table.
    pub unread: Vec<UnreadSheet>,
    /// The file as it stands on the disk, where somebody read it from there.
    pub named: Option<NamedFile>,
}

/// A sheet in which no header was found, so that nothing of it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadSheet {
    /// Its name.
    pub sheet: String,
    /// How many rows it has that are not blank.
    pub rows: usize,
    /// How many of them state an amount, or what may be one.
    pub amounts: usize,
}

impl UnreadSheet {
    /// Tells whether money may be lost with it, so that a person must say what becomes of it.
    pub const fn is_in_question(&self) -> bool {
        self.amounts > 0
    }
}

/// A unit of money that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUnit {
    /// The unit.
    pub unit: MoneyUnit,
    /// The words.
    pub text: String,
    /// Their row; none where the sheet is named so.
    pub row: Option<u32>,
}

/// A unit that a file names in which no amounts are read, like 百万元.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrangeUnit {
    /// The words.
    pub text: String,
    /// Their row; none where the sheet is named so.
    pub row: Option<u32>,
}

/// A year that a file names, like `2025年度支付明细表`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedYear {
    /// The year.
    pub year: i16,
    /// The words.
    pub text: String,
    /// Their row; none where the sheet is named so.
    pub row: Option<u32>,
}

/// Units of money in files.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum MoneyUnit {
    /// 元.
    #[serde(rename = "元")]
    Yuan,
    /// 千元.
    #[serde(rename = "千元")]
    Thousand,
    /// 万元.
    #[serde(rename = "万元")]
    Wan,
    /// 亿元.
    #[serde(rename = "亿元")]
    Yi,
}

impl MoneyUnit {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Thousand => "千元",
            Self::Wan => "万元",
            Self::Yi => "亿元",
        }
    }

    /// Returns how many yuan one of it is.
    pub const fn yuan(self) -> u32 {
        match self {
            Self::Yuan => 1,
            Self::Thousand => 1_000,
            Self::Wan => 10_000,
            Self::Yi => 100_000_000,
        }
    }
}

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file.
    pub file: String,
    /// The sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// The row's number.
    pub row: u32,
    /// The column's header, where it is about one column.
    pub column: Option<String>,
}

impl Table {
    /// Makes the table of a reader that knows the structure of its file. Columns carry the
    /// canonical names of fields, and every row has a cell for each.
    pub fn structured(file: &str, format: &'static str, headers: &[&str], rows: Vec<Row>) -> Self {
        let columns = headers
            .iter()
            .enumerate()
            .map(|(position, name)| {
                let name = (*name).to_owned();
                Column { position, name, joins: Vec::new() }
            })
            .collect();
        Self {
            file: file.to_owned(),
            sheet: None,
            header: Vec::new(),
            columns,
            rows,
            set_aside: Vec::new(),
            covered: BTreeMap::new(),
            units: Vec::new(),
            strange_unit: None,
            years: Vec::new(),
            currency: None,
            reading: Reading { format, ..Reading::default() },
            shown: BTreeMap::new(),
            inks: BTreeMap::new(),
            hidden: Hidden::default(),
            whole: None,
            origin: None,
            lone_day: None,
            given_back: BTreeMap::new(),
        }
    }

    /// Returns the rows below the header that are no data.
    pub fn aside_below(&self) -> impl Iterator<Item = &SetAside> {
        let header = self.header.last().copied().unwrap_or_default();
        self.set_aside.iter().filter(move |aside| aside.row.number > header)
    }

    /// Sets the rows aside for which there is a reason.
    pub(crate) fn set_rows_aside(&mut self, reasons: Vec<Option<Aside>>) {
        if let Some(origin) = &mut self.origin {
            let mut kept = reasons.iter().map(Option::is_none);
            origin.rows.retain(|_| kept.next().unwrap_or(true));
        }
        let mut kept = Vec::with_capacity(self.rows.len());
        for (row, reason) in std::mem::take(&mut self.rows).into_iter().zip(reasons) {
            match reason {
                Some(reason) => self.set_aside.push(SetAside { row, reason }),
                None => kept.push(row),
            }
        }
        self.rows = kept;
        self.set_aside.sort_by_key(|aside| aside.row.number);
    }

    /// Finds the first row of data with a number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(self.place_of_row(number)?)
    }

    /// Finds the place of the first row of data with a number among the rows of data.
    pub fn place_of_row(&self, number: u32) -> Option<usize> {
        let place = self.rows.partition_point(|row| row.number < number);
        self.rows.get(place).filter(|row| row.number == number).map(|_| place)
    }

    /// Returns what a row says in a column, be it by a merge with the row above.
    pub fn said<'t>(&'t self, row: &'t Row, position: usize) -> &'t Cell {
        let covered = self.covered.get(&(row.number, position));
        covered.map_or_else(|| row.cell(position), |covered| &covered.cell)
    }

    /// Returns how many cells a row of CSV has, if something stands beyond the last header: a comma in
    /// an amount or a text that was not quoted moved the cells after it.
    pub(crate) fn overfull(&self, row: &Row) -> Option<usize> {
        let beyond = row.cells.get(self.columns.len()..).unwrap_or_default();
        let is_overfull =
            self.reading.format == "csv" && beyond.iter().any(|cell| !cell.is_empty());
        is_overfull.then_some(row.cells.len())
    }

    /// Returns the place of a row, or of one of its cells.
    pub fn place(&self, row: u32, column: Option<&Column>) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row,
            column: column.map(|column| column.name.clone()),
        }
    }
}

impl Row {
    /// Returns the cell at a position, empty beyond the end.
    pub fn cell(&self, position: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(position).unwrap_or(EMPTY)
    }

    /// Returns the one cell that is filled, if all others are empty.
    pub(crate) fn lone_cell(&self) -> Option<&Cell> {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        let one = filled.next()?;
        filled.next().is_none().then_some(one)
    }

    /// Tells whether nothing stands in the row.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

impl Cell {
    /// Makes a cell of text; nothing but spaces is empty.
    pub fn text(text: &str) -> Self {
        if text.trim_matches(is_space).is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// Tells whether nothing stands in it.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// Returns a text without its spaces.
pub(crate) fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !is_space(*character)).collect()
}

/// Tells whether a character is a space, the ideographic one and the byte order mark included.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty | Self::Unstored => Ok(()),
            Self::Percent(digits) => write!(f, "{digits}%"),
            Self::Text(text) | Self::Number(text) | Self::Fault(text) => f.write_str(text),
            Self::Date(date) => date.fmt(f),
            Self::Month(first) => write!(f, "{}", first.strftime("%Y-%m")),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Payrolls and journals make several rows of one.
        #[test]
        fn a_row_is_the_first_of_its_number(
            mut numbers in prop::collection::vec(0_u32..30, 0..40),
            wanted in 0_u32..31,
        ) {
            numbers.sort_unstable();
            let row = |(at, number): (usize, &u32)| {
                Row { number: *number, cells: vec![Cell::Number(at.to_string())] }
            };
            let rows = numbers.iter().enumerate().map(row).collect();
            let table = Table::structured("f", "hledger", &["金额"], rows);
            let first = table.rows.iter().find(|row| row.number == wanted);
            prop_assert_eq!(table.row(wanted), first);
        }
    }
}
