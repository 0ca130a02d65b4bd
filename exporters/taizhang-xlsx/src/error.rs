//! Why a year could not become a workbook.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// What went wrong, and where.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BookError {
    /// A number that a workbook cannot hold exactly.
    #[error("sheet {sheet:?}, cell {cell}: {value} has more than 15 significant digits")]
    Digits {
        /// Name of the worksheet.
        sheet: String,
        /// Address of the cell.
        cell: String,
        /// The number.
        value: Decimal,
    },
    /// A cell that the format cannot hold, like a text of more than 32 767 characters.
    #[error("sheet {sheet:?}, cell {cell} could not be written")]
    Cell {
        /// Name of the worksheet.
        sheet: String,
        /// Address of the cell.
        cell: String,
        /// Why.
        #[source]
        source: XlsxError,
    },
    /// A chart whose series do not match its categories.
    #[error("chart {caption:?}: series {series:?} has {values} values for {categories} categories")]
    Series {
        /// Title of the chart.
        caption: String,
        /// Name of the series.
        series: String,
        /// Values given.
        values: usize,
        /// Categories given.
        categories: usize,
    },
    /// A worksheet beyond the limits of the format.
    #[error("the sheet has more rows than a worksheet takes")]
    Rows,
    /// The workbook could not be put together.
    #[error("the workbook could not be put together")]
    Book(#[from] XlsxError),
}
