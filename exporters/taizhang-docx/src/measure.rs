//! How many lines a text takes; only for estimates.

use taizhang_export::half_ems_of;

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
