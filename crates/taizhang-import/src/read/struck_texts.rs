//! Texts of a workbook of which a part is struck out.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::marks::{Package, is_off};

/// What a part must hold for any of its texts to be struck out.
const NEEDLE: &[u8] = b"strike";

/// Returns the places of those shared texts of which a part is struck out.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> BTreeSet<u32> {
    let mut struck = BTreeSet::new();
    // Most workbooks have many texts, and none of this kind.
    if !package.holds(part, NEEDLE) {
        return struck;
    }
    let mut at = 0_u32;
    package.each(part, |event| {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "strike" && !is_off(element) =>
            {
                struck.insert(at);
            }
            Event::Empty(element) if element.local_name().as_ref() == "si" => {
                at = at.saturating_add(1);
            }
            Event::End(element) if element.local_name().as_ref() == "si" => {
                at = at.saturating_add(1);
            }
            _ => {}
        }
        Some(false)
    });
    struck
}
