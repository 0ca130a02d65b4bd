//! Runs of text.

use docx_rs::{Run, RunFonts};
use taizhang_export::report::Inline;

/// Makes the runs of `content`.
pub(crate) fn runs(content: &[Inline]) -> Vec<Run> {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(words) => run(words),
            Inline::Strong(words) => run(words).bold(),
            Inline::Figure { text, .. } => run(text),
        })
        .collect()
}

/// Makes one run of `words`.
///
/// Quotation marks, dashes and the like belong to no script; without the hint Word sets them in
/// the Latin font.
pub(crate) fn run(words: &str) -> Run {
    let words = printable(words);
    let hint = words.chars().any(|character| ('\u{80}'..'\u{2e80}').contains(&character));
    let run = Run::new().add_text(words);
    if hint { run.fonts(RunFonts::new().hint("eastAsia")) } else { run }
}

/// Leaves out the characters that XML cannot carry; line ends and tabs become spaces.
pub(crate) fn printable(words: &str) -> String {
    words
        .chars()
        .filter_map(|character| match character {
            '\n' | '\t' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}
