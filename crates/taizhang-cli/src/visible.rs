//! Text of files and of people, made fit for a terminal.

use std::borrow::Cow;
use std::fmt::Write;

use taizhang_ledger::core::is_unseen;

/// Shows what is not seen in a text, so that a terminal does not obey it: U+001B, with which a name in
/// somebody's file would wipe a line or colour it, becomes `<U+001B>`. Line feeds stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    written(text, |to, character| write!(to, "<U+{:04X}>", u32::from(character)))
}

/// Escapes what is not seen in JSON, which says the same with or without.
pub(crate) fn visible_json(text: &str) -> Cow<'_, str> {
    written(text, |to, character| write!(to, "\\u{:04x}", u32::from(character)))
}

fn written(text: &str, show: impl Fn(&mut String, char) -> std::fmt::Result) -> Cow<'_, str> {
    let is_shown = |character: char| is_unseen(character) && character != '\n';
    if !text.contains(is_shown) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        if is_shown(character) {
            // A string takes whatever is written.
            let _ = show(&mut written, character);
        } else {
            written.push(character);
        }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown_and_the_rest_stays() {
        assert!(matches!(visible("支付 1,234.50 元\n"), Cow::Borrowed(_)));
        assert_eq!(visible("abc\u{1b}[2K\u{202e}txt"), "abc<U+001B>[2K<U+202E>txt");
        assert_eq!(visible_json("\"a\u{202e}\u{9b}\""), "\"a\\u202e\\u009b\"");
    }

    #[test]
    fn json_says_the_same_when_escaped() {
        let all: String = (0..=0xFFFF).filter_map(char::from_u32).collect();
        let json = serde_json::to_string(&all).expect("a string can be written");
        let escaped = visible_json(&json);
        assert!(!escaped.contains(is_unseen));
        assert_eq!(serde_json::from_str::<String>(&escaped).ok(), Some(all));
    }
}
