//! What is written in cells: text and notes.

use std::fmt::Write as _;

use super::super::AUTHOR;
use super::super::edit::content;
use super::spaces::Spaces;

/// Writes a note; nothing where it would say nothing.
pub(super) fn note(text: &str, spaces: &Spaces) -> String {
    if text.is_empty() {
        return String::new();
    }
    let needed = spaces.needed(&["text", "dc"]);
    format!(
        "<office:annotation{needed} office:display=\"false\"><dc:creator>{AUTHOR}</dc:creator>{}\
         </office:annotation>",
        paragraphs(text, "")
    )
}

/// Writes each line as a paragraph that declares what it needs.
pub(super) fn paragraphs(text: &str, needed: &str) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        let _ = write!(out, "<text:p{needed}>{}</text:p>", line_of(line));
    }
    out
}

/// Spaces at the ends or beside each other would be read as one or none (ODF 1.2 part 1, 6.1.2).
fn line_of(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let words = rest.trim_start_matches(' ');
        let spaces = rest.len().saturating_sub(words.len());
        if spaces == 1 && !out.is_empty() && !words.is_empty() {
            out.push(' ');
        } else if spaces > 0 {
            let _ = write!(out, "<text:s text:c=\"{spaces}\"/>");
        }
        let (word, behind) = words.split_at(words.find(' ').unwrap_or(words.len()));
        out.push_str(&content(word));
        rest = behind;
    }
    out
}
