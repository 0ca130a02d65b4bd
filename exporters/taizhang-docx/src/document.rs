//! From the report tree to the bytes of the document.

use docx_rs::{Docx, Paragraph};
use taizhang_export::report::{Orientation, Report};

use crate::compose::compose;
use crate::conformance::Additions;
use crate::contents;
use crate::error::DocxError;
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

/// Builds the document.
pub(crate) fn build(
    report: &Report,
    contents: Contents,
    sheet: &Sheet,
) -> Result<Vec<u8>, DocxError> {
    let story = compose(report, sheet)?;
    let with_contents = !story.entries.is_empty() && contents.wanted(story.pages());
    let last = story.orientation();
    let mut flow = Flow { docx: Docx::new(), waiting: None, restart: with_contents, sheet };
    if with_contents {
        for paragraph in contents::set(&story.entries) {
            flow.add(Piece::Paragraph(Box::new(paragraph)));
        }
        flow.end_contents();
    }
    for piece in story.pieces {
        flow.add(piece);
    }
    let additions = Additions { header_rows: story.header_rows, alternatives: story.alternatives };
    package::pack(&flow.end(last).build(), &additions, sheet, report)
}

/// The document under way; the last paragraph waits, because it may have to end its section.
struct Flow<'a> {
    docx: Docx,
    waiting: Option<Box<Paragraph>>,
    restart: bool,
    sheet: &'a Sheet,
}

impl Flow<'_> {
    fn add(&mut self, piece: Piece) {
        match piece {
            Piece::Paragraph(paragraph) => {
                self.flush();
                self.waiting = Some(paragraph);
            }
            Piece::Table(table) => {
                self.flush();
                self.docx = std::mem::take(&mut self.docx).add_table(*table);
            }
            Piece::SectionEnd(orientation) => {
                let section = self.section(orientation);
                self.end_section(section);
            }
        }
    }

    fn end_contents(&mut self) {
        self.end_section(self.sheet.plain(Orientation::Portrait));
    }

    fn end_section(&mut self, section: docx_rs::SectionProperty) {
        let paragraph =
            self.waiting.take().unwrap_or_else(|| Box::new(Paragraph::new().style("TableEnd")));
        self.waiting = Some(Box::new(paragraph.section_property(section)));
        self.flush();
    }

    fn section(&mut self, orientation: Orientation) -> docx_rs::SectionProperty {
        let section = self.sheet.numbered(orientation);
        if std::mem::take(&mut self.restart) { page::restarted(section) } else { section }
    }

    fn flush(&mut self) {
        if let Some(paragraph) = self.waiting.take() {
            self.docx = std::mem::take(&mut self.docx).add_paragraph(*paragraph);
        }
    }

    /// Ends the last section.
    fn end(mut self, orientation: Orientation) -> Docx {
        self.flush();
        let section = self.section(orientation);
        let mut docx = self.docx;
        docx.document.section_property = section;
        docx
    }
}
