//! From the report tree to the bytes of the document.

use docx_rs::{Paragraph, SectionProperty};
use taizhang_export::report::{Orientation, Report};

use crate::compose::compose;
use crate::conformance::{Additions, conform};
use crate::contents;
use crate::error::DocxError;
use crate::master::Master;
use crate::package;
use crate::page::{self, Sheet};
use crate::story::Piece;

/// Whether the report gets a table of contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contents {
    /// From an estimated number of pages on.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

impl Contents {
    /// Name of the option.
    pub(crate) const OPTION: &str = "contents";
    /// Values of the option, the default first.
    pub(crate) const VALUES: [&str; 3] = ["auto", "always", "never"];

    /// Returns the value called `name`; the caller has checked it against [`Self::VALUES`].
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "always" => Self::Always,
            "never" => Self::Never,
            _ => Self::Auto,
        }
    }

    const fn wanted(self, pages: u32) -> bool {
        match self {
            Self::Auto => pages >= contents::PAGES_FROM,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// The names that the body uses.
const OPENING: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document",
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
    "><w:body>"
);
const CLOSING: &str = "</w:body></w:document>";

/// Builds the document.
pub(crate) fn build(
    report: &Report,
    contents: Contents,
    master: &Master,
) -> Result<Vec<u8>, DocxError> {
    let sheet = &master.sheet;
    let mut story = compose(report, master)?;
    let with_contents = !story.entries.is_empty() && contents.wanted(story.pages());
    let mut flow = Flow { body: OPENING.to_owned(), waiting: None, restart: with_contents, sheet };
    if with_contents {
        for paragraph in contents::set(&story.entries) {
            flow.add(Piece::Paragraph(Box::new(paragraph)))?;
        }
        flow.end_section(sheet.plain(Orientation::Portrait))?;
    }
    for piece in std::mem::take(&mut story.pieces) {
        flow.add(piece)?;
    }
    let body = flow.end(story.orientation())?;
    package::pack(&body, &story.pictures, master, report)
}

/// The body under way; the last paragraph waits, because it may have to end its section.
struct Flow<'a> {
    body: String,
    waiting: Option<Box<Paragraph>>,
    restart: bool,
    sheet: &'a Sheet,
}

impl Flow<'_> {
    fn add(&mut self, piece: Piece) -> Result<(), DocxError> {
        match piece {
            Piece::Paragraph(paragraph) => {
                self.flush()?;
                self.waiting = Some(paragraph);
            }
            Piece::Table(table) => {
                self.flush()?;
                table.write(&mut self.body);
            }
            Piece::Markup(markup) => {
                self.flush()?;
                self.body.push_str(&markup);
            }
            Piece::SectionEnd(orientation) => {
                let section = self.section(orientation);
                self.end_section(section)?;
            }
        }
        Ok(())
    }

    fn end_section(&mut self, section: SectionProperty) -> Result<(), DocxError> {
        let mut paragraph =
            self.waiting.take().unwrap_or_else(|| Box::new(Paragraph::new().style("TableEnd")));
        paragraph.property.section_property = Some(section);
        self.waiting = Some(paragraph);
        self.flush()
    }

    fn section(&mut self, orientation: Orientation) -> SectionProperty {
        let section = self.sheet.numbered(orientation);
        if std::mem::take(&mut self.restart) { page::restarted(section) } else { section }
    }

    fn flush(&mut self) -> Result<(), DocxError> {
        match self.waiting.take() {
            Some(paragraph) => conform(&*paragraph, Additions::default(), &mut self.body),
            None => Ok(()),
        }
    }

    /// Ends the last section and the body.
    fn end(mut self, orientation: Orientation) -> Result<String, DocxError> {
        self.flush()?;
        let section = self.section(orientation);
        conform(&section, Additions::default(), &mut self.body)?;
        self.body.push_str(CLOSING);
        Ok(self.body)
    }
}
