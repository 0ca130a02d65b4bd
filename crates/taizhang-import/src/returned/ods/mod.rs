//! An ods workbook, changed in place: all of it that is changed stands in one part, whose text
//! is changed where a mark stands and is kept byte for byte elsewhere.
//!
//! A signature of the document signs that part too and would no longer be true: it is left out, as
//! spreadsheets do when a signed document is saved.

mod cells;
mod columns;
mod notes;
mod pieces;
mod row;
mod sheets;
mod spaces;
mod styles;

use std::collections::BTreeMap;

use super::Marks;
use super::edit::{Tag, without};
use super::error::{MarkError, in_part};
use super::package::Package;
use super::plan::Plan;
use crate::draft::Source;

/// The part that holds the sheets and the styles that no user named.
const CONTENT: &str = "content.xml";

const MANIFEST: &str = "META-INF/manifest.xml";

/// Signatures of the whole (ODF 1.2 part 3); that of macros does not sign the content.
const SIGNATURES: [&str; 2] = ["META-INF/documentsignatures.xml", "META-INF/packagesignatures.xml"];

/// Returns the workbook with the marked rows of its sheets.
///
/// # Errors
/// The bytes are no package whose sheets and styles can be followed.
pub(super) fn marked(bytes: &[u8], sources: &[(&Source, &Marks)]) -> Result<Vec<u8>, MarkError> {
    let mut package = Package::open(bytes)?;
    let mut plans = BTreeMap::new();
    for (source, marks) in sources {
        let name = source.table.sheet.clone().unwrap_or_default();
        plans.insert(name, Some(Plan::of(&source.table, marks)));
    }
    let content = package.need(CONTENT)?;
    let marked = sheets::marked(&content, plans)?;
    drop(content);
    package.put(CONTENT, marked);
    for signature in SIGNATURES {
        if package.has(signature) {
            leave_out(&mut package, signature)?;
        }
    }
    package.finish()
}

/// Tells whether a document is signed.
pub(super) fn is_signed(package: &Package<'_>) -> bool {
    SIGNATURES.iter().any(|signature| package.has(signature))
}

/// Leaves out a part, which the list of parts may name.
fn leave_out(package: &mut Package<'_>, part: &str) -> Result<(), MarkError> {
    package.leave_out(part);
    let Some(manifest) = package.text(MANIFEST)? else { return Ok(()) };
    if !manifest.contains(part) {
        return Ok(());
    }
    let is_it = |tag: &Tag<'_>| {
        let path = tag.attribute_local("full-path");
        tag.local() == "file-entry" && path.is_some_and(|path| path == part)
    };
    let manifest_without = without(&manifest, is_it).map_err(in_part(MANIFEST))?;
    package.put(MANIFEST, manifest_without);
    Ok(())
}
