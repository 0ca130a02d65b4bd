//! How many lines a text takes; only for estimates.

use taizhang_export::{half_ems, half_ems_of};

/// Returns the number of lines that `text` takes when a line holds `room` half ems and the first
/// line is `indent` half ems shorter.
pub(crate) fn lines(text: &str, room: u32, indent: u32) -> u32 {
    let room = room.max(2);
    let mut used = indent.min(room - 2);
    let mut count = 1;
    for piece in unbroken(text) {
        let width = half_ems(piece.trim_end_matches(hangs));
        if used > 0 && used + width > room {
            count += 1;
            used = 0;
        }
        // A word longer than a line breaks where the line ends.
        let full = width.saturating_sub(1) / room;
        count += full;
        used += half_ems(piece) - full * room;
    }
    count
}

/// Returns the width of `text` in quarter ems, with the one that Word and LibreOffice leave between a
/// Chinese character and a digit or Latin letter.
pub(crate) fn quarter_ems(text: &str) -> u32 {
    let pairs = text.chars().zip(text.chars().skip(1));
    let gaps = pairs.filter(|(one, next)| {
        let are_letters = one.is_alphanumeric() && next.is_alphanumeric();
        are_letters && half_ems_of(*one) != half_ems_of(*next)
    });
    half_ems(text) * 2 + u32::try_from(gaps.count()).unwrap_or(u32::MAX)
}

/// Cuts `text` where a line may end.
pub(crate) fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(unbreakable(rest));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Returns the length in bytes of what has to stay on one line at the beginning of `text`: a number or
/// Latin word or another character, with the marks that open it and those that may not begin a line.
fn unbreakable(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((_, character)) = characters.next() {
        let Some((at, next)) = characters.peek() else { break };
        let one_word = is_latin(character) && is_latin(*next);
        if !one_word && !opens(character) && !hangs(*next) {
            return *at;
        }
    }
    text.len()
}

/// Tells whether a character belongs to a number or a Latin word.
fn is_latin(character: char) -> bool {
    half_ems_of(character) == 1 && character != ' '
}

/// Tells whether a character may not end a line.
fn opens(character: char) -> bool {
    "（《“‘〔【".contains(character)
}

/// Tells whether a character may stand beyond the end of a line rather than start the next one.
fn hangs(character: char) -> bool {
    "，。、；：？！）》”’〕】".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fill_a_line_and_marks_hang() {
        assert_eq!(lines("", 8, 0), 1);
        assert_eq!(lines("一二三四", 8, 0), 1);
        assert_eq!(lines("一二三四，", 8, 0), 1);
        assert_eq!(lines("一二三四五", 8, 0), 2);
        assert_eq!(lines("一二三四", 8, 2), 2);
    }

    #[test]
    fn numbers_and_words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(lines("一二12.5%", 8, 0), 2);
        assert_eq!(lines("一1.5%四", 8, 0), 1);
        assert_eq!(lines("outturn.basic", 8, 0), 2);
        assert_eq!(lines("outturn.basic.total", 8, 0), 3);
        assert_eq!(lines("12345678", 8, 0), 1);
    }

    #[test]
    fn characters_and_digits_keep_a_quarter_em_apart() {
        assert_eq!(quarter_ems("宁县"), 8);
        assert_eq!(quarter_ems("宁县2025年度"), 16 + 8 + 2);
        assert_eq!(quarter_ems("（2025）A级、B"), 4 + 8 + 4 + 2 + 4 + 4 + 2 + 1);
    }

    #[test]
    fn what_opens_goes_with_what_follows() {
        assert_eq!(lines("一二三（四五", 8, 0), 2);
        assert_eq!(lines("一二三（四五六", 8, 0), 2);
        assert_eq!(lines("一二三四（五六七八", 8, 0), 3);
    }
}
