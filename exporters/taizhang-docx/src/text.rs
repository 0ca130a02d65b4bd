//! Runs of text.

use docx_rs::{Paragraph, ParagraphChild, Run, RunChild, RunFonts, Text};
use taizhang_export::report::Inline;

/// Adds `content` to a paragraph.
pub(crate) fn add(paragraph: &mut Paragraph, content: &[Inline]) {
    let runs = content.iter().map(|inline| match inline {
        Inline::Text(words) | Inline::Figure { text: words, .. } => run(words),
        Inline::Strong(words) => run(words).bold(),
    });
    paragraph.children.extend(runs.map(|run| ParagraphChild::Run(Box::new(run))));
}

/// Makes one run of `words`.
///
/// Quotation marks, dashes and the like belong to no script; without the hint Word sets them in
/// the Latin font.
pub(crate) fn run(words: &str) -> Run {
    let words = printable(words);
    let hint = words.chars().any(|character| ('\u{80}'..'\u{2e80}').contains(&character));
    let mut run = Run::new();
    run.children.push(RunChild::Text(Text::new(words)));
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
