//! The year as CSV: the self-evaluation return, the expenditure detail and the two ledgers.
//!
//! # Formats
//! `encoding` is `utf-8-bom` (default: spreadsheets recognise it), `utf-8` or `gb18030`. `unit` is
//! `yuan` with two decimals (default) or `wan` (万元) with six, which loses nothing since 0.01 元 is
//! 0.000001 万元. Lines end in CRLF always. Numbers carry no thousands separator and no unit; the
//! unit stands in the header, or in the file name where the header is that of the provincial form.
//!
//! # What CSV cannot hold
//! CSV has no types. A spreadsheet that opens a file by double click guesses: it drops the leading
//! zeros of `0123`, rounds a project code of 21 digits to 15 and may turn `1-2` into a date. The
//! bytes written here are right; only the import can keep them, by declaring the code columns as
//! text. `取数说明.csv` repeats that for the clerk. No `="0123"` is written to trick a spreadsheet:
//! it is a formula, and an upload would store it as it stands.
//!
//! # Formulas
//! Text that a spreadsheet would run as a formula gets a leading apostrophe, see
//! [`guard_formula`](taizhang_export::delimited::guard_formula); numbers never do.
//!
//! # Why no serde row structs
//! A header written by `#[serde(rename)]` cannot name the unit chosen at run time, is missing when
//! a return has no rows, and a serialised field no longer says whether it was text or a number. So
//! each return is a list of columns: header, kind and source side by side, in printing order.

mod cell;
mod exporter;
mod format;
mod profile;
mod table;

pub use exporter::CsvExporter;
