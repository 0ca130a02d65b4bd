//! Markdown to pieces of a report: paragraphs, headings, lists, quotations, tables, bold.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::marks::{Marks, Span};
use super::written_table::Draft;
use crate::report::{Inline, Table};

/// What narratives and templates may use besides plain `CommonMark`.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES;

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
    /// An item of a list without numbers.
    Bullet {
        /// Depth of the list, from 1.
        depth: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph of a quotation.
    Quotation(Vec<Inline>),
    /// A table that the text itself holds.
    Table(Table),
    /// A table or chart, by name.
    Block(String),
}

/// Reads rendered Markdown.
pub(super) fn read(text: &str, marks: &Marks) -> Vec<Piece> {
    let mut reader = Reader::new(marks);
    for event in Parser::new_ext(text, OPTIONS) {
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
    /// How many quotations are open.
    quotations: usize,
    table: Option<Draft>,
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
            quotations: 0,
            table: None,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.words(&text);
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.flush(),
            _ => {}
        }
    }

    /// Takes words; lines of code stay lines.
    fn words(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 && self.table.is_none() {
                self.flush();
            }
            self.spans.extend(self.marks.cut(line, self.strong));
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
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_add(1);
            }
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Draft::new(alignments, self.take_caption()));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.begin_row();
                }
            }
            _ => {}
        }
    }

    /// Takes the paragraph before a table as its title, if it says 表： at its beginning.
    fn take_caption(&mut self) -> String {
        let title = match self.pieces.last() {
            Some(Piece::Paragraph(content)) => {
                let words: String = content.iter().map(words).collect();
                let title =
                    words.strip_prefix('表').map(|rest| rest.trim_start_matches(char::is_numeric));
                let title = title.and_then(|rest| rest.strip_prefix(['：', ':']));
                title.map(|title| title.trim().to_owned())
            }
            _ => None,
        };
        if title.is_some() {
            self.pieces.pop();
        }
        title.unwrap_or_default()
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = false,
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::TableCell => {
                let spans = std::mem::take(&mut self.spans);
                if let Some(table) = &mut self.table {
                    table.cell(joined(spans));
                }
            }
            TagEnd::Table => {
                let table = self.table.take().map(Draft::finish);
                self.pieces.extend(table.map(Piece::Table));
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
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let piece = match self.lists.last().filter(|_| self.begins_item) {
            Some(Some(number)) => Piece::Item { number: *number, depth, content },
            Some(None) => Piece::Bullet { depth, content },
            None if self.quotations > 0 => Piece::Quotation(content),
            None => Piece::Paragraph(content),
        };
        self.pieces.push(piece);
        self.begins_item = false;
    }
}

/// Joins the words and figures of a cell; what is no line of text stands elsewhere.
fn joined(spans: Vec<Span>) -> Vec<Inline> {
    let mut content = Vec::new();
    for span in spans {
        if let Span::Inline(inline) = span {
            push_inline(&mut content, inline);
        }
    }
    content
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
