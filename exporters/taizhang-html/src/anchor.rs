//! Names of places in the page.
//!
//! They are made of what the ledger itself calls things, so that a link to a figure or an event
//! still leads there after the year went on.

use std::fmt::Write;

use taizhang_export::FigureKey;

/// Returns the place of a figure's entry: letters of any script, digits, points, hyphens and
/// underscores stay, everything else becomes its code point between tildes.
pub(crate) fn of_figure(key: &FigureKey) -> String {
    let mut anchor = String::from("f-");
    for character in key.as_str().chars() {
        if character.is_alphanumeric() || matches!(character, '.' | '-' | '_') {
            anchor.push(character);
        } else {
            let written = write!(anchor, "~{:x}~", u32::from(character));
            debug_assert!(written.is_ok(), "writing to a string does not fail");
        }
    }
    anchor
}

/// Returns the place of an event's entry.
pub(crate) fn of_event(sequence: u64) -> String {
    format!("e-{sequence}")
}

/// Returns the place where a figure is printed for the `count`th time of all figures.
pub(crate) fn of_use(count: usize) -> String {
    format!("u-{count}")
}

/// Returns the place of the entry of the `count`th number that rests on several things.
pub(crate) fn of_number(count: usize) -> String {
    format!("n-{count}")
}

/// Returns the place of a section.
pub(crate) fn of_section(count: usize) -> String {
    format!("s-{count}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_places_that_no_link_needs_to_escape() {
        let of = |key: &str| of_figure(&key.parse().unwrap());
        assert_eq!(of("outturn.line.2022-001"), "f-outturn.line.2022-001");
        assert_eq!(of("project.科普\"<%#>"), "f-project.科普~22~~3c~~25~~23~~3e~");
    }
}
