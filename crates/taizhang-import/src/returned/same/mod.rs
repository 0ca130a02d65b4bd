//! The workbook that the rows came from, changed in place: wrong cells filled and noted, a column of
//! reasons behind the table. Everything else stays byte for byte: formats, merges, formulas, other
//! sheets, charts. Rows stay at their numbers, entered ones too, for they are known when the file is
//! imported again, and of two equal rows each stays the first or the second.
//!
//! Marks of an earlier return are taken away, so that a file may go to and fro.

mod boxes;
mod edit;
mod notes;
mod package;
mod relationships;
mod sheet;
mod styles;

use zip::result::ZipError;

use self::package::Package;
use self::styles::Styles;
use super::Marks;
use super::plan::Plan;
use crate::draft::Source;

/// Why a workbook could not be marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The package cannot be read or written.
    #[error("the package: {0}")]
    Zip(#[from] ZipError),
    /// A part cannot be unpacked.
    #[error("{part}: {source}")]
    Part {
        /// Name of the part.
        part: String,
        /// Why.
        source: std::io::Error,
    },
    /// A part is no XML that can be followed.
    #[error("{part}: {source}")]
    Xml {
        /// Name of the part.
        part: String,
        /// Why.
        source: quick_xml::Error,
    },
    /// Something that a workbook has is not there.
    #[error("the workbook has no {what}")]
    Missing {
        /// What.
        what: String,
    },
}

/// Returns the workbook with the marked rows of its sheets.
///
/// # Errors
/// The bytes are no xlsx package whose sheets, styles and notes can be followed.
pub fn same_workbook(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open(bytes)?;
    let workbook = relationships::workbook(&mut package)?;
    let styles_part = workbook.styles.as_deref().ok_or_else(|| missing("styles"))?;
    let styles_xml = package.need(styles_part)?;
    let mut styles = Styles::of(&styles_xml).map_err(in_part(styles_part))?;
    for (source, marks) in sources {
        let name = source.table.sheet.as_deref().unwrap_or_default();
        let part = workbook.sheet(name).ok_or_else(|| missing(name))?;
        let plan = Plan::of(&source.table, marks);
        let xml = package.need(part)?;
        let marked = sheet::mark(&xml, &plan, &mut styles).map_err(in_part(part))?;
        package.put(part, marked);
        notes::add(&mut package, &workbook, part, &plan.notes)?;
    }
    package.put(styles_part, styles.written());
    package.finish()
}

fn missing(what: &str) -> MarkError {
    MarkError::Missing { what: what.to_owned() }
}

fn in_part(part: &str) -> impl FnOnce(quick_xml::Error) -> MarkError {
    move |source| MarkError::Xml { part: part.to_owned(), source }
}
