//! Marks that carry figures and blocks through Markdown as plain characters.
//!
//! A template puts out `⟨index⟩` between two noncharacters; the text of a figure is never seen by
//! the Markdown parser, so no figure can turn into markup.

use std::sync::Mutex;

use taizhang_core::figure::FigureKey;

use crate::report::Inline;

/// Noncharacters of Unicode: no text may hold them, so no text can imitate a mark.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    /// A printed figure.
    Figure {
        /// Where it comes from.
        key: FigureKey,
        /// As printed.
        text: String,
    },
    /// A table or chart, by name.
    Block(String),
}

/// The marks that one report has put out.
#[derive(Debug, Default)]
pub(super) struct Marks(Mutex<Vec<Marked>>);

/// Text cut at its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// Words or a figure.
    Inline(Inline),
    /// A table or chart, by name.
    Block(String),
}

impl Marks {
    /// Remembers what is marked and returns its mark.
    pub(super) fn put(&self, marked: Marked) -> String {
        let mut all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.push(marked);
        format!("{OPEN}{}{CLOSE}", all.len().saturating_sub(1))
    }

    /// Cuts `text` at its marks; `strong` says how its words are set.
    pub(super) fn cut(&self, text: &str, strong: bool) -> Vec<Span> {
        let all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let words = |words: &str| {
            let words = words.to_owned();
            Span::Inline(if strong { Inline::Strong(words) } else { Inline::Text(words) })
        };
        let mut spans = Vec::new();
        for part in text.split_inclusive(CLOSE) {
            let (before, mark) = match part.split_once(OPEN) {
                None => (part, None),
                Some((before, mark)) => (before, mark.strip_suffix(CLOSE)),
            };
            if !before.is_empty() {
                spans.push(words(before));
            }
            let index = mark.and_then(|mark| mark.parse::<usize>().ok());
            match index.and_then(|index| all.get(index)) {
                None => {}
                Some(Marked::Figure { key, text }) => {
                    spans.push(Span::Inline(Inline::Figure {
                        key: key.clone(),
                        text: text.clone(),
                    }));
                }
                Some(Marked::Block(name)) => spans.push(Span::Block(name.clone())),
            }
        }
        spans
    }
}

/// Removes the characters that marks are made of.
pub(super) fn without_marks(text: &str) -> String {
    text.replace([OPEN, CLOSE], "")
}
