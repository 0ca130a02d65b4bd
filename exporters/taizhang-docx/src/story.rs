//! The text flow: paragraphs and tables in sections, and the page each heading falls on.

use docx_rs::{BreakType, Paragraph, Pic, Run};
use taizhang_export::report::{Block, Chart, Heading, Orientation, Table};

use crate::conformance::{Additions, conform};
use crate::contents::{self, Entry};
use crate::error::DocxError;
use crate::measure;
use crate::package;
use crate::page::{CHARACTER, LINE, Sheet, TitleLetters};
use crate::pagination::Pen;
use crate::picture;
use crate::table::{self, SetTable};
use crate::table_row::TableMoulds;
use crate::text;

/// Line pitch of captions.
const CAPTION_LINE: u32 = 440;
/// Line pitch of the unit line and of notes.
const NOTE_LINE: u32 = 340;
/// Space before a caption or a picture.
const GAP: u32 = 120;
/// Height of the empty paragraph after a table.
const TABLE_END: u32 = 160;
/// English metric units in a twip.
const EMU: u32 = 635;
/// Half a character of notes.
const NOTE_HALF_EM: u32 = 105;

/// A piece of the flow.
pub(crate) enum Piece {
    /// A paragraph.
    Paragraph(Box<Paragraph>),
    /// A table, whose last row may still be kept with what follows.
    Table(Box<SetTable>),
    /// Anything finished.
    Markup(String),
    /// The end of a section of pages that lie so.
    SectionEnd(Orientation),
}

/// The document as it grows.
pub(crate) struct Story {
    /// What was set so far.
    pub(crate) pieces: Vec<Piece>,
    /// Headings for the table of contents.
    pub(crate) entries: Vec<Entry>,
    /// PNG files, in order.
    pub(crate) pictures: Vec<Vec<u8>>,
    /// How titles are set.
    pub(crate) title: TitleLetters,
    moulds: TableMoulds,
    sheet: Sheet,
    orientation: Orientation,
    words: Orientation,
    pen: Pen,
    tail: Option<Tail>,
    /// Height of the paragraph of the body that was set last, if nothing else was.
    last: u32,
}

/// Headings, or headings and the one line under them: what moves to the next page with a signature that
/// is kept with it.
#[derive(Clone, Copy, Debug)]
struct Tail {
    /// How much of the page was used above it.
    above: u32,
    /// How many entries the table of contents had before it.
    entries: usize,
    /// Whether it ends with a heading.
    open: bool,
}

impl Story {
    /// Starts at the top of an upright page of `sheet`.
    pub(crate) fn new(sheet: Sheet, title: TitleLetters) -> Self {
        Self {
            pieces: Vec::new(),
            entries: Vec::new(),
            pictures: Vec::new(),
            title,
            moulds: TableMoulds::default(),
            sheet,
            orientation: Orientation::Portrait,
            words: Orientation::Portrait,
            pen: Pen::new(sheet),
            tail: None,
            last: 0,
        }
    }

    /// Returns the estimated number of pages so far.
    pub(crate) const fn pages(&self) -> u32 {
        self.pen.page()
    }

    /// Returns how the page in hand lies.
    pub(crate) const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Returns the width of the text on the page in hand.
    pub(crate) const fn text_width(&self) -> u32 {
        self.sheet.text_width(self.orientation)
    }

    /// Says how the pages of words and charts lie from here on.
    pub(crate) const fn words_lie(&mut self, orientation: Orientation) {
        self.words = orientation;
    }

    /// Keeps what was set last on one page with what follows, of a height: a signature must not
    /// stand on a page without text (GB/T 9704-2012 on 印章). LibreOffice moves a paragraph that is kept
    /// as a whole, so one that would fill the page with it is left to end where it ends, on two lines at
    /// least.
    pub(crate) fn keep_last(&mut self, height: u32) {
        let is_long = self.last.saturating_add(height) > self.sheet.text_height(self.orientation);
        if let Some(Piece::Paragraph(paragraph)) = self.pieces.last_mut().filter(|_| is_long) {
            paragraph.property.widow_control = Some(true);
            return;
        }
        for piece in self.pieces.iter_mut().rev() {
            match piece {
                Piece::Paragraph(paragraph) => {
                    let after_table = paragraph.property.style.as_ref();
                    let after_table = after_table.is_some_and(|style| {
                        ["TableEnd", "TableNote"].contains(&style.val.as_str())
                    });
                    paragraph.property.keep_next = Some(true);
                    if !after_table {
                        break;
                    }
                }
                Piece::Table(table) => {
                    table.keep_last_row();
                    break;
                }
                Piece::Markup(_) | Piece::SectionEnd(_) => break,
            }
        }
        if self.pen.keep_from(self.tail.map(|tail| tail.above), height) {
            let moved = self.tail.map_or(self.entries.len(), |tail| tail.entries);
            for entry in self.entries.iter_mut().skip(moved) {
                entry.moves_to(self.pen.page());
            }
        }
    }

    /// Adds a paragraph that takes `lines` lines of `pitch`.
    pub(crate) fn paragraph(&mut self, paragraph: Paragraph, lines: u32, pitch: u32) {
        self.last = 0;
        self.pen.lines(lines, pitch);
        self.pieces.push(Piece::Paragraph(Box::new(paragraph)));
    }

    /// Adds an empty body line, kept with what follows if `keep`.
    pub(crate) fn blank(&mut self, keep: bool) {
        self.paragraph(Paragraph::new().keep_next(keep), 1, LINE);
    }

    /// Counts space that a style adds.
    pub(crate) fn space(&mut self, height: u32) {
        self.pen.block(height);
    }

    /// Starts a new page that lies so.
    ///
    /// Between pages that lie alike it is the next paragraph that breaks the page: put it through
    /// the returned [`Turn`].
    pub(crate) fn turn_page(&mut self, orientation: Orientation) -> Turn {
        if self.turn(orientation) {
            return Turn::Done;
        }
        self.pen.turn(orientation);
        Turn::Pending
    }

    /// Goes on with pages that lie so; tells whether they lay otherwise before.
    fn turn(&mut self, orientation: Orientation) -> bool {
        let changes = orientation != self.orientation;
        if changes {
            self.pieces.push(Piece::SectionEnd(self.orientation));
            self.orientation = orientation;
            self.pen.turn(orientation);
        }
        changes
    }

    /// Adds blocks in reading order.
    pub(crate) fn blocks(&mut self, blocks: &[Block]) -> Result<(), DocxError> {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) => {
                    let headings = blocks[index..].iter().take_while(|block| is_heading(block));
                    self.heading(heading, u32::try_from(headings.count()).unwrap_or(u32::MAX));
                }
                Block::Paragraph(content) | Block::Quotation(content) => {
                    self.turn(self.words);
                    let quotes = matches!(block, Block::Quotation(_));
                    let style = if quotes { "Quote" } else { "BodyText" };
                    let mut paragraph = Paragraph::new().style(style);
                    text::add(&mut paragraph, content);
                    let lines = self.body_lines(&table::words(content), 4);
                    let under_heading = self.tail.filter(|tail| tail.open && lines == 1);
                    self.tail = under_heading.map(|tail| Tail { open: false, ..tail });
                    self.paragraph(paragraph, lines, LINE);
                    self.last = lines.saturating_mul(LINE);
                }
                Block::Table(table) => self.table(table, &table.caption)?,
                Block::Chart(chart) => self.chart(chart)?,
            }
        }
        Ok(())
    }

    /// Adds a heading, the first of `together` that stay with the line after them.
    fn heading(&mut self, heading: &Heading, together: u32) {
        self.turn(self.words);
        self.pen.keep(together.saturating_add(1).saturating_mul(LINE));
        if !self.tail.is_some_and(|tail| tail.open) {
            let (above, entries) = (self.pen.used(), self.entries.len());
            self.tail = Some(Tail { above, entries, open: true });
        }
        let level = heading.level.clamp(1, 4);
        let words = format!("{}{}", heading.numeral, heading.text);
        let paragraph = Paragraph::new().style(&format!("Heading{level}"));
        let paragraph = if level <= contents::DEPTH {
            let entry = Entry::new(self.entries.len(), level, &words, self.pen.page());
            let paragraph = entry.mark(paragraph.add_run(text::run(&words)));
            self.entries.push(entry);
            paragraph
        } else {
            paragraph.add_run(text::run(&words))
        };
        let lines = self.body_lines(&words, 4);
        self.paragraph(paragraph, lines, LINE);
    }

    /// Adds a table; an empty `caption` is left out, and so is a table without any row, which Word
    /// takes for damage.
    pub(crate) fn table(&mut self, table: &Table, caption: &str) -> Result<(), DocxError> {
        self.turn(table.orientation);
        self.tail = None;
        let set = table::set(table, &self.sheet, &mut self.moulds)?;
        let head: u32 = set.header.iter().sum();
        self.pen.keep(CAPTION_LINE + NOTE_LINE + head + set.kept_height(0));
        if !caption.is_empty() {
            self.pen.block(GAP);
            let paragraph = Paragraph::new().style("Caption").add_run(text::run(caption));
            self.paragraph(paragraph, 1, CAPTION_LINE);
        }
        if let Some(unit) = &table.unit {
            let paragraph = Paragraph::new().style("TableUnit").add_run(text::run(unit));
            self.paragraph(paragraph, 1, NOTE_LINE);
        }
        self.pen.block(head);
        for (index, height) in set.rows.iter().enumerate() {
            if self.pen.keep(set.kept_height(index)) {
                self.pen.block(head);
            }
            self.pen.block(*height);
        }
        if !set.is_empty() {
            self.pieces.push(Piece::Table(Box::new(set)));
        }
        for note in &table.notes {
            let room = self.text_width() / NOTE_HALF_EM;
            let lines = measure::lines(note, room, 0);
            let paragraph = Paragraph::new().style("TableNote").add_run(text::run(note));
            self.paragraph(paragraph, lines, NOTE_LINE);
        }
        self.paragraph(Paragraph::new().style("TableEnd"), 1, TABLE_END);
        Ok(())
    }

    fn chart(&mut self, chart: &Chart) -> Result<(), DocxError> {
        self.turn(self.words);
        self.tail = None;
        let room = self.sheet.text_height(self.words).saturating_sub(GAP + 2 * CAPTION_LINE);
        for picture in picture::draw(chart)? {
            let (width, height) = picture.within(self.text_width(), room);
            self.pen.keep(GAP + height + CAPTION_LINE);
            self.pen.block(GAP + height);
            let number = self.pictures.len() + 1;
            let pic = Pic::new_with_dimensions(Vec::new(), 0, 0)
                .id(package::picture_id(number))
                .size(width * EMU, height * EMU);
            let run = Run::new().add_image(pic);
            let paragraph = Paragraph::new().style("ChartPicture").add_run(run);
            let described =
                Additions { picture: Some((number, &chart.alt)), ..Additions::default() };
            let mut markup = String::new();
            conform(&paragraph, described, &mut markup)?;
            self.pieces.push(Piece::Markup(markup));
            self.pictures.push(picture.png);
        }
        let caption = Paragraph::new().style("ChartCaption").add_run(text::run(&chart.caption));
        self.paragraph(caption, 1, CAPTION_LINE);
        Ok(())
    }

    /// Returns the lines that `words` take in the body, `indent` half characters in.
    pub(crate) fn body_lines(&self, words: &str, indent: u32) -> u32 {
        measure::lines(words, self.text_width() * 2 / CHARACTER, indent)
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading(_))
}

/// Whether a new page has been started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The page is new already.
    Done,
    /// The next paragraph has to start it.
    Pending,
}

impl Turn {
    /// Makes `paragraph` the first of the page.
    pub(crate) fn start(self, paragraph: Paragraph) -> Paragraph {
        match self {
            Self::Done => paragraph,
            Self::Pending => paragraph.page_break_before(true),
        }
    }
}

/// Adds `lines` to a paragraph, one under the other.
pub(crate) fn add_lines(paragraph: Paragraph, lines: &[String]) -> Paragraph {
    lines.iter().enumerate().fold(paragraph, |paragraph, (index, line)| {
        let run = text::run(line);
        if index == 0 {
            paragraph.add_run(run)
        } else {
            paragraph.add_run(Run::new().add_break(BreakType::TextWrapping)).add_run(run)
        }
    })
}
