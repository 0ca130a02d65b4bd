//! Signatures of the package (ECMA-376 part 2, 12). They sign the sheets and would no longer be true; that of
//! macros signs these alone and stays.

use super::super::edit::{Tag, without};
use super::super::error::{MarkError, in_part};
use super::super::package::Package;
use super::content_types::CONTENT_TYPES;
use super::relationships::{Relationship, relationships};
use crate::xlsx_names::relationships_of;

/// What is common to the types of relationships of signatures: of their origin, of each, of certificates.
const KIND: &str = "/package/2006/relationships/digital-signature/";

/// What is common to the types of their parts.
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.digital-signature-";

fn is_of_signature(relationship: &Relationship) -> bool {
    relationship.kind.contains(KIND)
}

/// Tells whether a package is signed.
pub(super) fn is_signed(package: &mut Package<'_>) -> bool {
    relationships(package, "").is_ok_and(|root| root.iter().any(is_of_signature))
}

/// Leaves out the signatures, with what names them.
pub(super) fn leave_out(package: &mut Package<'_>) -> Result<(), MarkError> {
    if !is_signed(package) {
        return Ok(());
    }
    let mut left_out: Vec<String> = Vec::new();
    let mut of = vec![String::new()];
    while let Some(part) = of.pop() {
        for found in relationships(package, &part)?.into_iter().filter(is_of_signature) {
            if !left_out.contains(&found.target) {
                left_out.push(found.target.clone());
                of.push(found.target);
            }
        }
    }
    let root = relationships_of("");
    let xml = package.need(&root)?;
    let is_it = |tag: &Tag<'_>| {
        tag.local() == "Relationship"
            && tag.attribute("Type").is_some_and(|kind| kind.contains(KIND))
    };
    package.put(&root, without(&xml, is_it).map_err(in_part(&root))?);
    let types = package.need(CONTENT_TYPES)?;
    let is_it = |tag: &Tag<'_>| {
        tag.attribute("ContentType").is_some_and(|kind| kind.starts_with(CONTENT_TYPE))
    };
    package.put(CONTENT_TYPES, without(&types, is_it).map_err(in_part(CONTENT_TYPES))?);
    for part in left_out {
        package.leave_out(&relationships_of(&part));
        package.leave_out(&part);
    }
    Ok(())
}
