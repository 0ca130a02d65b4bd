//! Markdown to pieces of a report: paragraphs, headings, numbered lists, bold.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::marks::{Marks, Span};
use crate::report::Inline;

/// A piece of a section, before headings and lists have their numerals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A heading; depth 1 is the shallowest that the text uses.
    Heading {
        /// Depth in the text.
        depth: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// An item of a numbered list.
    Item {
        /// Number, from 1.
        number: usize,
        /// Depth of the list, from 1.
        depth: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A table or chart, by name.
    Block(String),
}

/// Reads rendered Markdown.
pub(super) fn read(text: &str, marks: &Marks) -> Vec<Piece> {
    let mut reader = Reader::new(marks);
    for event in Parser::new_ext(text, Options::empty()) {
        reader.take(event);
    }
    reader.flush();
    shallowest_first(reader.pieces)
}

struct Reader<'a> {
    marks: &'a Marks,
    pieces: Vec<Piece>,
    spans: Vec<Span>,
    strong: bool,
    heading: Option<u8>,
    /// Numbers of the open lists; nothing for a list without numbers.
    lists: Vec<Option<usize>>,
    /// Whether the next paragraph begins an item.
    begins_item: bool,
}

impl<'a> Reader<'a> {
    const fn new(marks: &'a Marks) -> Self {
        Self {
            marks,
            pieces: Vec::new(),
            spans: Vec::new(),
            strong: false,
            heading: None,
            lists: Vec::new(),
            begins_item: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.spans.extend(self.marks.cut(&text, self.strong));
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(*level));
            }
            Tag::Strong => self.strong = true,
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.map(|_| 0));
            }
            Tag::Item => {
                self.flush();
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number = number.saturating_add(1);
                }
                self.begins_item = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = false,
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    /// Joins two lines: Chinese text needs no space, words of letters do.
    fn soft_break(&mut self) {
        let needs_space = match self.spans.last() {
            Some(Span::Inline(
                Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. },
            )) => text.ends_with(|last: char| last.is_ascii_alphanumeric()),
            _ => false,
        };
        if needs_space {
            self.spans.push(Span::Inline(Inline::Text(" ".to_owned())));
        }
    }

    fn flush(&mut self) {
        let mut content = Vec::new();
        for span in std::mem::take(&mut self.spans) {
            match span {
                Span::Inline(inline) => push_inline(&mut content, inline),
                Span::Block(name) => {
                    self.emit(std::mem::take(&mut content));
                    self.pieces.push(Piece::Block(name));
                }
            }
        }
        self.emit(content);
        self.heading = None;
    }

    fn emit(&mut self, content: Vec<Inline>) {
        if content.iter().all(is_blank) {
            return;
        }
        if let Some(depth) = self.heading {
            self.pieces.push(Piece::Heading { depth, content });
            return;
        }
        let number = self.lists.last().copied().flatten();
        match number {
            Some(number) if self.begins_item => {
                let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
                self.pieces.push(Piece::Item { number, depth, content });
            }
            _ => self.pieces.push(Piece::Paragraph(content)),
        }
        self.begins_item = false;
    }
}

/// Adds a run, joined to the one before where both are set alike.
fn push_inline(content: &mut Vec<Inline>, inline: Inline) {
    match (content.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text))
        | (Some(Inline::Strong(before)), Inline::Strong(text)) => before.push_str(&text),
        (_, inline) => content.push(inline),
    }
}

pub(super) fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => text,
    }
}

fn is_blank(inline: &Inline) -> bool {
    words(inline).trim().is_empty()
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Shifts headings so that the shallowest has depth 1: a writer need not know where the text
/// will stand.
fn shallowest_first(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let depths = pieces.iter().filter_map(|piece| match piece {
        Piece::Heading { depth, .. } => Some(*depth),
        _ => None,
    });
    let shift = depths.min().unwrap_or(1).saturating_sub(1);
    for piece in &mut pieces {
        if let Piece::Heading { depth, .. } = piece {
            *depth = depth.saturating_sub(shift);
        }
    }
    pieces
}
