//! The table of contents of a long report.

use docx_rs::{FieldCharType, Hyperlink, HyperlinkType, InstrPAGEREF, InstrText, Paragraph, Run};

use crate::page;
use crate::text;

/// Deepest heading level that the table of contents shows.
pub(crate) const DEPTH: u8 = 2;

/// Estimated pages from which on a report gets a table of contents by itself.
pub(crate) const PAGES_FROM: u32 = 10;

/// The field that Word computes the table from: two levels of headings, and the marked annexes.
const INSTRUCTION: &str = r#"TOC \o "1-2" \f \h \z"#;

/// A heading that the table of contents shows.
pub(crate) struct Entry {
    level: u8,
    words: String,
    page: u32,
    number: usize,
}

impl Entry {
    /// Makes the entry after `before` others of a heading that falls on `page`.
    pub(crate) fn new(before: usize, level: u8, words: &str, page: u32) -> Self {
        Self { level, words: words.to_owned(), page, number: before + 1 }
    }

    /// Says that the heading falls on `page` after all.
    pub(crate) const fn moves_to(&mut self, page: u32) {
        self.page = page;
    }

    /// Puts the bookmark that the entry points to around the words of `paragraph`.
    pub(crate) fn mark(&self, mut paragraph: Paragraph) -> Paragraph {
        let words = std::mem::take(&mut paragraph.children);
        let mut marked = paragraph.add_bookmark_start(self.number, self.bookmark());
        marked.children.extend(words);
        marked.add_bookmark_end(self.number)
    }

    /// Makes the hidden field that enters words of its own instead of a heading's.
    pub(crate) fn hidden_field(&self) -> Vec<Run> {
        let words = self.words.replace(['"', '\\'], "");
        let instruction = format!(r#"TC "{words}" \f C \l "{}""#, self.level);
        [
            Run::new().add_field_char(FieldCharType::Begin, false),
            Run::new().add_instr_text(InstrText::Unsupported(instruction)),
            Run::new().add_field_char(FieldCharType::End, false),
        ]
        .map(Run::vanish)
        .to_vec()
    }

    fn bookmark(&self) -> String {
        format!("_Toc{:08}", self.number)
    }

    fn link(&self) -> Hyperlink {
        let reference = InstrText::PAGEREF(InstrPAGEREF::new(self.bookmark()).hyperlink());
        let page = page::field(reference, &self.page.to_string());
        let link = Hyperlink::new(self.bookmark(), HyperlinkType::Anchor)
            .add_run(text::run(&self.words))
            .add_run(Run::new().add_tab());
        page.into_iter().fold(link, Hyperlink::add_run)
    }
}

/// Sets the table of contents.
pub(crate) fn set(entries: &[Entry]) -> Vec<Paragraph> {
    let mark = |kind, stale| Run::new().add_field_char(kind, stale);
    let last = entries.len().saturating_sub(1);
    let heading = Paragraph::new().style("TOCHeading").add_run(text::run("目\u{3000}录"));
    let mut paragraphs = vec![heading];
    for (index, entry) in entries.iter().enumerate() {
        let mut paragraph = Paragraph::new().style(&format!("TOC{}", entry.level));
        if index == 0 {
            paragraph = paragraph
                .add_run(mark(FieldCharType::Begin, true))
                .add_run(Run::new().add_instr_text(InstrText::Unsupported(INSTRUCTION.to_owned())))
                .add_run(mark(FieldCharType::Separate, false));
        }
        paragraph = paragraph.add_hyperlink(entry.link());
        if index == last {
            paragraph = paragraph.add_run(mark(FieldCharType::End, false));
        }
        paragraphs.push(paragraph);
    }
    paragraphs
}
