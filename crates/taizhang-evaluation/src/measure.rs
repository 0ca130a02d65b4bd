//! How wide a text is, for layouts that must decide before anything is drawn.

/// Returns the width of `text` in half ems: an estimate in which a Chinese character counts as one
/// em and anything narrow as half of it.
///
/// ```
/// assert_eq!(taizhang_evaluation::measure::half_ems("2022年"), 6);
/// ```
pub fn half_ems(text: &str) -> u32 {
    text.chars().map(half_ems_of).sum()
}

/// Returns the width of one character, like [`half_ems`].
pub fn half_ems_of(character: char) -> u32 {
    if character < '\u{2010}' { 1 } else { 2 }
}
