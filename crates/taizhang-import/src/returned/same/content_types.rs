//! The types of parts, which a package states in one place.

use super::super::edit::append_to_root;
use super::super::error::{MarkError, in_part};
use super::super::package::Package;

pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// States the type of a new part.
pub(super) fn declare(package: &mut Package<'_>, part: &str, kind: &str) -> Result<(), MarkError> {
    let piece = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    add(package, &piece)
}

/// States the type of all parts with this ending, unless it is stated.
pub(super) fn declare_ending(
    package: &mut Package<'_>,
    ending: &str,
    kind: &str,
) -> Result<(), MarkError> {
    let types = package.need(CONTENT_TYPES)?.to_lowercase();
    if types.contains(&format!("extension=\"{ending}\"")) {
        return Ok(());
    }
    add(package, &format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>"))
}

fn add(package: &mut Package<'_>, piece: &str) -> Result<(), MarkError> {
    let types = package.need(CONTENT_TYPES)?;
    let types = append_to_root(&types, piece).map_err(in_part(CONTENT_TYPES))?;
    package.put(CONTENT_TYPES, types);
    Ok(())
}
