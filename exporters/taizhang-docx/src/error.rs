//! Why a report could not become a Word document.

use taizhang_export::ExportError;
use taizhang_export::chart::ChartError;

/// Exporter's name on the command line and in errors.
pub(crate) const NAME: &str = "docx";

/// What went wrong on the way from the report tree to the package.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DocxError {
    /// A table whose cells do not fill its grid.
    #[error("table {caption:?}, row {row}: the cells do not fill the {columns} columns")]
    Grid {
        /// Title of the table.
        caption: String,
        /// Row, counted from 1 within the header or the body.
        row: usize,
        /// Number of columns.
        columns: usize,
    },
    /// A chart that is not one.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A chart that could not be drawn.
    #[error("chart {caption:?} could not be drawn")]
    Draw {
        /// Title of the chart.
        caption: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// XML that could not be read or written again.
    #[error("part {part} is not well formed")]
    Xml {
        /// Name of the part.
        part: String,
        /// Why.
        #[source]
        source: quick_xml::Error,
    },
    /// The archive could not be written.
    #[error("part {part} could not be stored")]
    Zip {
        /// Name of the part.
        part: String,
        /// Why.
        #[source]
        source: taizhang_export::package::ZipError,
    },
}

impl DocxError {
    /// Wraps the error for the exporter's contract.
    pub(crate) fn of(self, artifact: &str) -> ExportError {
        ExportError::Format {
            exporter: NAME,
            artifact: artifact.to_owned(),
            source: Box::new(self),
        }
    }
}
