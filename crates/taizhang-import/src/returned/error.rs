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
    #[error("the workbook has no {what}")]
    Missing {
        /// What.
        what: String,
    },
    /// Something that a workbook has once is there twice.
    #[error("the workbook has {what} twice")]
    Twice {
        /// What.
        what: String,
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

/// Something that a workbook has is not there.
pub(super) fn missing(what: &str) -> MarkError {
    MarkError::Missing { what: what.to_owned() }
}

/// Names the part that is no XML.
pub(super) fn in_part(part: &str) -> impl FnOnce(quick_xml::Error) -> MarkError {
    move |source| MarkError::Xml { part: part.to_owned(), source }
}
