//! The old workbook (xls, BIFF8) that the rows came from, changed in place: wrong cells filled and
//! noted, a column of reasons behind the table. Every record that need not change stays byte for
//! byte, and so do the other streams of the container, macros among them.
//!
//! What the records are is told by [MS-XLS]; numbers of sections are of its version 12.3.

mod cells;
mod drawing;
mod formats;
mod notes;
mod palette;
mod positions;
mod records;
mod span;
mod stream;
mod strings;

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use cfb::CompoundFile;

use self::formats::Formats;
use self::palette::Palette;
use self::stream::Stream;
use self::strings::Strings;
use super::Marks;
use super::plan::Plan;
use crate::draft::Source;

/// The stream of a BIFF8 workbook; one of an older version is called Book.
const WORKBOOK: &str = "Workbook";

/// Signatures of the whole, which would no longer be true ([MS-OFFCRYPTO] 2.5): a stream of older programs, a
/// storage of newer ones. That of macros signs these alone and stays.
const SIGNATURES: [&str; 2] = ["/_signatures", "/_xmlsignatures"];

/// Why an old workbook could not be marked.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The container cannot be read or written.
    #[error("the container: {0}")]
    Container(#[from] io::Error),
    /// Its version is older than BIFF8, of Excel 97.
    #[error("the workbook is older than BIFF8")]
    Version,
    /// It is encrypted.
    #[error("the workbook is encrypted")]
    Protected,
    /// Records that do not fit together.
    #[error("records {0} do not fit together")]
    Broken(Broken),
    /// Behind the table there is no column left.
    #[error("there is no room for one more column")]
    NoColumn,
    /// It has as many formats of cells as it can.
    #[error("there is no room for more formats")]
    NoFormat,
    /// It has as many texts as it can.
    #[error("there is no room for more texts")]
    NoText,
    /// It has no such sheet.
    #[error("the workbook has no sheet {0}")]
    NoSheet(String),
}

/// Which records do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Those of all sheets together.
    #[error("globals")]
    Globals,
    /// The list of sheets.
    #[error("BOUNDSHEET")]
    Sheets,
    /// Those of a sheet.
    #[error("sheet")]
    Sheet,
    /// The texts of all sheets.
    #[error("SST")]
    Texts,
    /// The formats of cells.
    #[error("XF")]
    Formats,
    /// Those of a row.
    #[error("ROW")]
    Row,
    /// Those of a cell.
    #[error("cell")]
    Cell,
    /// A formula, with what is attached to it.
    #[error("formula")]
    Formula,
}

/// Returns the workbook with the marked rows of its sheets.
pub(super) fn marked(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, RecordsError> {
    let mut container = CompoundFile::open(Cursor::new(bytes.to_vec()))?;
    let mut workbook = container.open_stream(WORKBOOK)?;
    let mut stream = Vec::new();
    // A length that the directory states beyond the file is none.
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Read::by_ref(&mut workbook).take(most).read_to_end(&mut stream)?;
    let marked = marked_stream(&stream, sources)?;
    workbook.seek(SeekFrom::Start(0))?;
    workbook.set_len(u64::try_from(marked.len()).unwrap_or(u64::MAX))?;
    workbook.write_all(&marked)?;
    workbook.flush()?;
    drop(workbook);
    for signatures in SIGNATURES {
        if container.is_storage(signatures) {
            container.remove_storage_all(signatures)?;
        } else if container.is_stream(signatures) {
            container.remove_stream(signatures)?;
        }
    }
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

/// Tells whether a workbook is signed.
pub(super) fn is_signed(bytes: &[u8]) -> bool {
    let container = CompoundFile::open(Cursor::new(bytes));
    container.is_ok_and(|container| SIGNATURES.iter().any(|path| container.exists(path)))
}

/// Marks the stream of a workbook.
fn marked_stream(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, RecordsError> {
    let mut stream = Stream::of(bytes)?;
    let palette = Palette::of(&stream);
    let mut formats = Formats::of(stream.globals(), palette)?;
    let mut strings = Strings::of(stream.globals())?;
    for (source, marks) in sources {
        let name = source.table.sheet.as_deref().unwrap_or_default();
        let plan = Plan::of(&source.table, marks);
        cells::mark(stream.sheet(name)?, &plan, &mut formats, &mut strings)?;
        notes::add(&mut stream, name, &plan.notes)?;
    }
    formats.write(stream.globals());
    strings.write(stream.globals());
    positions::settle(&mut stream);
    let records = stream.stretches.iter().flatten();
    Ok(records.flat_map(|record| record.bytes().iter().copied()).collect())
}
