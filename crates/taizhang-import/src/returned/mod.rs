//! Rows that were not entered, as a file to correct and import again: the wrong cells marked, the
//! reasons beside them.
//!
//! An xlsx, xls or ods workbook comes back as [the same workbook](same_workbook). Other formats cannot be
//! changed in place: their rows come back as [a workbook of rows](workbook_of_rows) or as [`csv()`].

mod alone;
pub(crate) mod edit;
mod error;
mod ods;
mod package;
mod plan;
mod rows;
mod same;
mod xls;

use std::collections::BTreeMap;

use encoding_rs::GB18030;

use self::package::Package;
use crate::draft::Source;
use crate::read::Encoding;
use crate::table::{Column, Row, Table};

pub use alone::lines_above;
pub use error::{MarkError, Missing};
pub use rows::{sheet_of_rows, workbook_of_rows};
pub use xls::{Broken, RecordsError};

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

/// Header of the column that tells the reasons; no table of others has one of this name.
pub const REASON: &str = "未入账原因";

/// Who writes the notes.
const AUTHOR: &str = "台账";

/// Background of a wrong cell: the usual light red, one step off, so that it is told from a user's.
const WRONG: u32 = 0x00ff_c7cd;

/// Returns the workbook that the sources come from with their marked rows, changed in place.
///
/// # Errors
/// The bytes are no workbook whose sheets, styles and notes can be followed.
pub fn same_workbook(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, MarkError> {
    match sources.first().map(|(source, _)| source.table.reading.format) {
        Some("ods") => ods::marked(bytes, sources),
        Some("xls") => Ok(xls::marked(bytes, sources)?),
        _ => same::marked(bytes, sources),
    }
}

/// Tells whether a workbook carries a signature that does not come back with it.
pub fn is_signed(bytes: &[u8]) -> bool {
    match Package::open(bytes) {
        Ok(mut package) => ods::is_signed(&package) || same::is_signed(&mut package),
        Err(_) => xls::is_signed(bytes),
    }
}

/// Writes the marked rows of one source as CSV with a column of reasons: delimited and encoded as the
/// file was, else as UTF-8 with the byte order mark that spreadsheets look for.
pub fn csv(source: &Source, marks: &Marks) -> Result<Vec<u8>, csv::Error> {
    let table = &source.table;
    let delimiter = table.reading.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .delimiter(delimiter.unwrap_or(b','))
        .from_writer(vec![]);
    let columns = alone::columns(table);
    for line in lines_above(source) {
        let blank = vec![String::new(); columns.len()];
        writer.write_record(std::iter::once(line).chain(blank))?;
    }
    let names = columns.iter().map(|column| column.name.as_str());
    writer.write_record(names.chain([REASON]))?;
    for (row, marks) in marked(table, marks) {
        let cells = columns.iter().map(|column| alone::said(source, row, column));
        writer.write_record(cells.chain([reasons_of(marks)]))?;
    }
    let text = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(encoded(&text, table))
}

/// Encodes a text as the file was, where that holds every character of the reasons.
fn encoded(text: &[u8], table: &Table) -> Vec<u8> {
    if table.reading.encoding == Some(Encoding::Gb18030.name())
        && let Ok(plain) = std::str::from_utf8(text)
    {
        return GB18030.encode(plain).0.into_owned();
    }
    ["\u{feff}".as_bytes(), text].concat()
}

/// Tells whether a mark is about a column, or about one that joins it with others.
fn is_about(mark: &Mark, column: &Column, table: &Table) -> bool {
    let is_it = |named: &Column| mark.column.as_ref() == Some(&named.name);
    let is_part = |named: &Column| named.joins.contains(&column.position);
    is_it(column) || table.columns.iter().any(|named| is_it(named) && is_part(named))
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
