//! Why a workbook does not come back marked.

use zip::result::ZipError;

use super::RecordsError;

/// Why a workbook could not be marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The package cannot be read or written.
    #[error("the package: {0}")]
    Zip(#[from] ZipError),
    /// A part cannot be unpacked.
    #[error("{part}: {source}")]
    Part {
        /// Name of the part.
        part: String,
        /// Why.
        source: std::io::Error,
    },
    /// A part is no XML that can be followed.
    #[error("{part}: {source}")]
    Xml {
        /// Name of the part.
        part: String,
        /// Why.
        source: quick_xml::Error,
    },
    /// Something that a workbook has is not there.
    #[error("the workbook has no {0}")]
    Missing(Missing),
    /// Two sheets have the same name.
    #[error("the workbook has {sheet} twice")]
    Twice {
        /// Name of the sheet.
        sheet: String,
    },
    /// A part is longer than can be held, once it is unpacked.
    #[error("{part} unpacks to more than 1 GiB")]
    LongPart {
        /// Name of the part.
        part: String,
    },
    /// Equal rows or cells that stand once in a part would be too long written out.
    #[error("{part}: rows that stand once for many are too long to be written out")]
    TooLong {
        /// Name of the part.
        part: String,
    },
    /// The records of an old workbook cannot be changed.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

/// What a workbook does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// A part of this name.
    #[error("{0}")]
    Part(String),
    /// A word where its workbook is.
    #[error("workbook")]
    Workbook,
    /// Styles.
    #[error("styles")]
    Styles,
    /// A sheet of this name.
    #[error("{0}")]
    Sheet(String),
    /// A column behind the table.
    #[error("free column")]
    Column,
    /// A row of this number.
    #[error("row {0}")]
    Row(u32),
    /// An element that holds everything.
    #[error("root")]
    Root,
    /// A body of sheets.
    #[error("body")]
    Body,
}

/// There is no sheet of this name.
pub(super) fn no_sheet(name: &str) -> MarkError {
    MarkError::Missing(Missing::Sheet(name.to_owned()))
}

/// Names the part that is no XML.
pub(super) fn in_part(part: &str) -> impl FnOnce(quick_xml::Error) -> MarkError {
    move |source| MarkError::Xml { part: part.to_owned(), source }
}
