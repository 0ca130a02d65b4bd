//! How pages and letters look: GB/T 9704-2012 by itself, or what a user's own Word file says.
//!
//! Of a user's file only the paper, the margins and the letters are taken: font, size, bold and
//! italic of the styles that the report has, by the names Word gives them. Its text, pictures,
//! headers and everything else is not even read.

mod letters;
mod markup;
mod page_setup;
mod parts;
mod style_sheet;

use taizhang_export::FileFault;

use crate::page::{Sheet, TitleLetters};
use letters::Letters;
use parts::Package;

/// Our own style sheet; its styles are the ones that the report uses.
const STYLES: &str = include_str!("../../assets/styles.xml");

/// Paper, margins and styles of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Master {
    /// Paper and margins.
    pub(crate) sheet: Sheet,
    /// Letters of titles.
    pub(crate) title: TitleLetters,
    /// `word/styles.xml`.
    pub(crate) styles: String,
}

impl Master {
    /// Name of the option that takes a user's file.
    pub(crate) const OPTION: &str = "master";

    /// Returns what GB/T 9704-2012 wants.
    pub(crate) fn standard() -> Self {
        let (sheet, title) = (Sheet::GB_T_9704, TitleLetters::GB_T_9704);
        Self { sheet, title, styles: STYLES.to_owned() }
    }

    /// Takes paper, margins and letters from a Word file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, FileFault> {
        let mut package = Package::open(bytes)?;
        let document = package.document()?;
        let sheet = page_setup::read(&package.document_part, &document)?;
        let theme = package.theme()?;
        let letters = match package.styles()? {
            None => Letters::default(),
            Some((part, styles)) => Letters::read(&part, &styles, theme.as_ref())?,
        };
        let title = style_sheet::title(&letters);
        Ok(Self { sheet, title, styles: style_sheet::with(&letters, &sheet) })
    }
}
