//! Runs of text.

use std::borrow::Cow;

use docx_rs::{Paragraph, ParagraphChild, Run, RunChild, RunFonts, Text};
use quick_xml::escape::escape;
use taizhang_export::report::Inline;

use crate::conformance::Additions;
use crate::error::DocxError;
use crate::mould::{Mould, Moulds};

/// Adds `content` to a paragraph.
pub(crate) fn add(paragraph: &mut Paragraph, content: &[Inline]) {
    let runs = content.iter().map(|inline| match inline {
        Inline::Text(words) | Inline::Figure { text: words, .. } => run(words),
        Inline::Strong(words) => run(words).bold(),
    });
    paragraph.children.extend(runs.map(|run| ParagraphChild::Run(Box::new(run))));
}

/// Makes one run of `words`.
pub(crate) fn run(words: &str) -> Run {
    let words = printable(words);
    let kind = RunKind { hint: wants_hint(&words), strong: false };
    kind.run(&words)
}

/// What runs differ in, but for their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RunKind {
    hint: bool,
    strong: bool,
}

impl RunKind {
    fn run(self, words: &str) -> Run {
        let mut run = Run::new();
        run.children.push(RunChild::Text(Text::new(words)));
        let run = if self.hint { run.fonts(RunFonts::new().hint("eastAsia")) } else { run };
        if self.strong { run.bold() } else { run }
    }

    fn mould(self) -> Result<Mould, DocxError> {
        const HOLE: char = 'x';
        let run = self.run(&HOLE.to_string());
        Ok(Mould::set(&run, Additions::default(), "</w:t>")?.without(HOLE))
    }
}

/// Writes runs from moulds.
#[derive(Debug, Default)]
pub(crate) struct Runs(Moulds<RunKind>);

impl Runs {
    /// Adds the markup of `content` to `out`, the same that [`add`] leads to.
    pub(crate) fn write(&mut self, content: &[Inline], out: &mut String) -> Result<(), DocxError> {
        for inline in content {
            let (words, strong) = match inline {
                Inline::Text(words) | Inline::Figure { text: words, .. } => (words, false),
                Inline::Strong(words) => (words, true),
            };
            let words = printable(words);
            let kind = RunKind { hint: wants_hint(&words), strong };
            let mould = self.0.of(kind, |kind| kind.mould())?;
            mould.open(out);
            out.push_str(&escape(words));
            mould.close(out);
        }
        Ok(())
    }
}

/// Tells whether Word has to be told the script of `words`.
///
/// Quotation marks, dashes and the like belong to no script; without the hint Word sets them in
/// the Latin font.
fn wants_hint(words: &str) -> bool {
    words.chars().any(|character| ('\u{80}'..'\u{2e80}').contains(&character))
}

/// Leaves out the characters that XML cannot carry; line ends and tabs become spaces.
pub(crate) fn printable(words: &str) -> Cow<'_, str> {
    let stays =
        |character: char| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    if words.chars().all(stays) {
        return Cow::Borrowed(words);
    }
    let printed = words.chars().filter_map(|character| match character {
        '\n' | '\t' => Some(' '),
        other => stays(other).then_some(other),
    });
    Cow::Owned(printed.collect())
}
