//! From the bytes of a file to tables: the first of the four steps.

mod cells;
mod codes;
mod compound;
mod delimited;
mod encoding;
mod format;
mod layout;
mod marks;
pub(crate) mod month;
mod month_formats;
mod numbered;
mod ods_marks;
mod ods_spaces;
mod page;
mod pieces;
mod split;
mod spreadsheet_xml;
mod struck_texts;
mod tenth_month;
mod totals;
mod units;
mod unread;
mod word_and_number;
mod workbook;
mod xls_styles;
mod xlsx_marks;
mod years;

use std::collections::BTreeMap;

use crate::hidden::{Hidden, HiddenChoice};
use crate::ink::Ink;
use crate::shown::ShownNumber;
use crate::table::{Reading, Row, Table};
use crate::vocabulary::Vocabulary;

pub(crate) use cells::LAST_COLUMN;
pub use encoding::Encoding;
use format::Content;
pub use format::Foreign;
pub(crate) use totals::{capitals_in, label_of, labelled, sum_of, words};
pub(crate) use units::LABELS as UNIT_LABELS;
pub(crate) use unread::NO_AMOUNT;
pub use unread::unread_table;
pub(crate) use word_and_number::{is_offered, says_word};
pub(crate) use years::{of_file_name as years_of_file_name, year_alone, year_in};

/// More than any office spreadsheet holds; a file beyond it is refused before it fills the memory.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// The cells of one sheet as they stand, before a header is looked for. Blank rows are left out;
/// numbers of rows stay those of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Name of the file.
    pub file: String,
    /// The sheet, where the file has sheets.
    pub sheet: Option<String>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// Merges that span several rows.
    pub merges: Vec<Merge>,
    /// How the bytes were read.
    pub reading: Reading,
    /// What is not shown.
    pub hidden: Hidden,
    /// Units that number formats show, by number of row and position.
    pub shown: BTreeMap<(u32, usize), ShownNumber>,
    /// Cells whose fonts say something, by number of row and position.
    pub inks: BTreeMap<(u32, usize), Ink>,
}

/// Cells of one column that a merge makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The row that holds the value.
    pub first: u32,
    /// The last row.
    pub last: u32,
    /// The column, from 0.
    pub position: usize,
}

/// What the user says about a file; nothing is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding, where detection was wrong.
    pub encoding: Option<Encoding>,
    /// The delimiter, where detection was wrong.
    pub delimiter: Option<char>,
    /// The sheets to read; all where none is named.
    pub sheets: Vec<String>,
    /// Numbers of the first and the last row of the header, where detection was wrong.
    pub header: Option<(u32, u32)>,
    /// What becomes of hidden rows, columns and sheets.
    pub hidden: HiddenChoice,
}

impl ReadOptions {
    /// Refuses a sheet that was asked for and is not among those there are.
    fn check_sheets(&self, file: &str, known: Vec<String>) -> Result<(), ReadError> {
        match self.sheets.iter().find(|asked| !known.contains(asked)) {
            None => Ok(()),
            Some(sheet) => {
                Err(ReadError::NoSheet { file: file.to_owned(), sheet: sheet.clone(), known })
            }
        }
    }
}

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing is in it.
    #[error("{file} is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// It is larger than any spreadsheet.
    #[error("{file} has {bytes} bytes")]
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: usize,
    },
    /// Its bytes are not text of the encoding.
    #[error("{file} is not {encoding} at byte {at}")]
    Encoding {
        /// The file.
        file: String,
        /// The encoding that was asked for or detected.
        encoding: &'static str,
        /// Place of the first wrong byte, from 0; unknown where the decoder does not tell.
        at: usize,
    },
    /// It is neither a workbook nor a text.
    #[error("{file} is neither a workbook nor a text")]
    Binary {
        /// The file.
        file: String,
    },
    /// A workbook is damaged.
    #[error("{file} is no readable workbook")]
    Workbook {
        /// The file.
        file: String,
    },
    /// A workbook is protected by a password.
    #[error("{file} is protected by a password")]
    Protected {
        /// The file.
        file: String,
    },
    /// It is something else than a table.
    #[error("{file} is {is:?}")]
    Foreign {
        /// The file.
        file: String,
        /// What it is.
        is: Foreign,
    },
    /// An old workbook has formulas in a form that would be left out.
    #[error("{file} has formulas of an older form")]
    OldFormulas {
        /// The file.
        file: String,
    },
    /// A row below the header names other columns.
    #[error("{file} has another header in row {row}")]
    AnotherTable {
        /// The file.
        file: String,
        /// The sheet.
        sheet: Option<String>,
        /// The row.
        row: u32,
    },
    /// The workbook has no such sheet.
    #[error("{file} has no sheet {sheet}")]
    NoSheet {
        /// The file.
        file: String,
        /// What was asked for.
        sheet: String,
        /// The sheets there are.
        known: Vec<String>,
    },
    /// The rows do not tell what they are.
    #[error("{file} has no header that fits")]
    NoHeader {
        /// The file.
        file: String,
        /// The sheet.
        sheet: Option<String>,
        /// The first rows, as they stand.
        first: Vec<String>,
        /// The sheets that were looked at besides.
        others: Vec<String>,
    },
    /// Quotes that never end.
    #[error("{file} has an open quote in line {line}")]
    OpenQuote {
        /// The file.
        file: String,
        /// Where the field began.
        line: u32,
    },
    /// A part of the package that is longer than can be held, once it is unpacked.
    #[error("{part} of {file} unpacks to more than 1 GiB")]
    LongPart {
        /// The file.
        file: String,
        /// Name of the part.
        part: String,
    },
    /// Sheets that span more cells than can be held.
    #[error("{file} spans {cells} cells")]
    TooManyCells {
        /// The file.
        file: String,
        /// How many.
        cells: u64,
    },
}

/// Reads all sheets of a file. `file` is its name as shown in messages.
pub fn read_grids(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Vec<Grid>, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { file: file.to_owned(), bytes: bytes.len() });
    }
    let grids = match format::of(bytes) {
        Content::Workbook(format) => workbook::read(file, bytes, format, options)?,
        Content::SpreadsheetXml => spreadsheet_xml::read(file, bytes, options)?,
        Content::Page => page::read(file, bytes, options)?,
        Content::Text => vec![delimited::read(file, bytes, options)?],
        Content::Foreign(is) => return Err(ReadError::Foreign { file: file.to_owned(), is }),
        Content::Protected => return Err(ReadError::Protected { file: file.to_owned() }),
        Content::Damaged => return Err(ReadError::Workbook { file: file.to_owned() }),
    };
    if grids.iter().all(|grid| grid.rows.is_empty()) {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    Ok(grids)
}

/// Decodes a file of text as tables are decoded: byte order mark, strict UTF-8, then GB18030, in which
/// editors of Chinese systems save what they call ANSI.
///
/// # Errors
/// Its bytes are not text of that encoding.
pub fn read_text(file: &str, bytes: &[u8]) -> Result<String, ReadError> {
    encoding::decode(file, bytes, None).map(|(text, _)| text.into_owned())
}

/// Reads the tables of a file whose header the vocabulary knows. Sheets without such a header are
/// named with the first table. If no sheet has one, the header is looked for by its shape: words above
/// values.
pub fn read_tables(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
    vocabulary: &Vocabulary,
) -> Result<Vec<Table>, ReadError> {
    let grids = read_grids(file, bytes, options)?;
    let grids: Vec<Grid> = grids.into_iter().filter(|grid| !grid.rows.is_empty()).collect();
    let known = |grid: &Grid| match options.header {
        Some((first, last)) => layout::rows_between(&grid.rows, first, last),
        None => layout::find_header(&grid.rows, vocabulary),
    };
    let (grids, mut headers) = with_headers(grids, known);
    if grids.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    if headers.iter().all(Option::is_none) && options.header.is_none() {
        headers = grids.iter().map(|grid| layout::find_by_shape(&grid.rows)).collect();
    }
    if headers.iter().all(Option::is_none)
        && let Some(first) = grids.first()
    {
        let others = grids.iter().skip(1).filter_map(|grid| grid.sheet.clone()).collect();
        return Err(ReadError::NoHeader {
            file: file.to_owned(),
            sheet: first.sheet.clone(),
            first: first_lines(first, 5),
            others,
        });
    }
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for (grid, header) in grids.into_iter().zip(headers) {
        match header {
            Some(header) => read.push((grid, header)),
            None => unread.extend(unread::unread(&grid)),
        }
    }
    if let Some((first, _)) = read.first_mut() {
        first.reading.unread = unread;
    }
    read.into_iter().map(|(grid, header)| layout::table(grid, header, vocabulary)).collect()
}

/// Looks for the header of each grid. A hidden sheet without one is no table, and only named.
fn with_headers(
    grids: Vec<Grid>,
    known: impl Fn(&Grid) -> Option<(usize, usize)>,
) -> (Vec<Grid>, Vec<Option<(usize, usize)>>) {
    let found = grids.into_iter().map(|grid| (known(&grid), grid));
    let (kept, left): (Vec<_>, Vec<_>) =
        found.partition(|(header, grid)| header.is_some() || !grid.hidden.sheet);
    let left: Vec<String> = left.into_iter().filter_map(|(_, grid)| grid.sheet).collect();
    let (headers, mut grids): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
    for grid in &mut grids {
        grid.reading.hidden_sheets.extend(left.iter().cloned());
    }
    (grids, headers)
}

/// How many characters of a row are shown.
const SHOWN: usize = 60;

/// Returns the beginnings of the first rows of a grid, for people to judge an encoding by.
pub fn first_lines(grid: &Grid, count: usize) -> Vec<String> {
    let line = |row: &Row| {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell.to_string().trim().replace(['\r', '\n'], " "))
            .collect();
        let line = cells.join(" | ");
        match line.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    };
    grid.rows.iter().take(count).map(line).collect()
}
