//! The workbook that the rows came from, changed in place: wrong cells filled and noted, a column of
//! reasons behind the table. Everything else stays byte for byte: formats, merges, formulas, other
//! sheets, charts. Rows stay at their numbers, entered ones too, for they are known when the file is
//! imported again, and of two equal rows each stays the first or the second.
//!
//! Marks of an earlier return are taken away, so that a file may go to and fro. Signatures of the package would
//! no longer be true and are left out.

mod boxes;
mod content_types;
mod notes;
mod relationships;
mod sheet;
mod signatures;
mod styles;

use self::styles::Styles;
use super::Marks;
use super::error::{MarkError, Missing, in_part, no_sheet};
use super::package::Package;
use super::plan::Plan;
use crate::draft::Source;

/// Returns the workbook with the marked rows of its sheets.
///
/// # Errors
/// The bytes are no xlsx package whose sheets, styles and notes can be followed.
pub(super) fn marked(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open(bytes)?;
    let workbook = relationships::workbook(&mut package)?;
    let styles_part = workbook.styles.as_deref();
    let styles_part = styles_part.ok_or(MarkError::Missing(Missing::Styles))?;
    let styles_xml = package.need(styles_part)?;
    let mut styles = Styles::of(&styles_xml).map_err(in_part(styles_part))?;
    for (source, marks) in sources {
        let name = source.table.sheet.as_deref().unwrap_or_default();
        let part = workbook.sheet(name).ok_or_else(|| no_sheet(name))?;
        let plan = Plan::of(&source.table, marks);
        let xml = package.need(part)?;
        let marked = sheet::mark(&xml, &plan, &mut styles).map_err(in_part(part))?;
        package.put(part, marked);
        notes::add(&mut package, &workbook, part, &plan.notes)?;
    }
    package.put(styles_part, styles.written());
    signatures::leave_out(&mut package)?;
    package.finish()
}

/// Tells whether a package is signed.
pub(super) fn is_signed(package: &mut Package<'_>) -> bool {
    signatures::is_signed(package)
}
