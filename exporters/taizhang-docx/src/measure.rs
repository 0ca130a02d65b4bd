//! How wide a text is and how many lines it takes.
//!
//! Only for estimates: a Chinese character counts as one em, anything narrow as half of it.

/// Returns the width of `text` in half ems.
pub(crate) fn half_ems(text: &str) -> u32 {
    text.chars().map(half_ems_of).sum()
}

fn half_ems_of(character: char) -> u32 {
    if character < '\u{2010}' { 1 } else { 2 }
}

/// Returns the number of lines that `text` takes when a line holds `room` half ems and the first
/// line is `indent` half ems shorter.
pub(crate) fn lines(text: &str, room: u32, indent: u32) -> u32 {
    let room = room.max(2);
    let mut used = indent.min(room - 2);
    let mut count = 1;
    for character in text.chars() {
        let width = half_ems_of(character);
        if used + width > room && !hangs(character) {
            count += 1;
            used = 0;
        }
        used += width;
    }
    count
}

/// Tells whether a character may stand beyond the end of a line rather than start the next one.
fn hangs(character: char) -> bool {
    "，。、；：？！）》”’〕】".contains(character)
}
