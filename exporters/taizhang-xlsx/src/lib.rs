//! The year as one Excel workbook: the form of the self-evaluation, the returns, charts, and where
//! every number comes from.
//!
//! # Numbers
//! A workbook holds binary floating point, which the ledger never uses. Every number is converted
//! in one place, which refuses what would not read back as it was: numbers of at most 15
//! significant digits survive, which is every amount up to ten million million yuan, to the fen. Sums are formulas with the ledger's own total as their stored result, and a row below
//! shows that the two do not differ.
//!
//! # Text
//! Codes, voucher and document numbers are text cells in the format `@`: no leading zero is lost,
//! no long code is rounded, and nothing that somebody typed is run as a formula, not even after the
//! cell is edited.

mod book;
mod charts;
mod error;
mod form;
mod height;
mod number;
mod page;
mod pen;
mod style;
mod table;

use taizhang_export::profile::{Profile, apply};
use taizhang_export::{
    AmountUnit, Artifact, ArtifactName, Descriptor, ExportError, ExportRequest, Exporter,
};

/// Name of the exporter.
const NAME: &str = "xlsx";

/// Writes the year as one Excel workbook.
#[derive(Clone, Copy, Debug, Default)]
pub struct XlsxExporter;

impl Exporter for XlsxExporter {
    fn descriptor(&self) -> Descriptor {
        let summary = "自评表、支出明细、指标台账、活动台账和图表（Excel，一个工作簿）";
        Profile::describe(AmountUnit::describe(Descriptor::new(NAME, summary)))
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let context = request.context;
        let unit = context.unit_part();
        let year = context.year.get();
        let (name, made) = match Profile::chosen(request)? {
            None => (
                format!("{year}年度{unit}绩效自评表和台账.xlsx"),
                book::make(context, &request.options),
            ),
            Some(profile) => (
                format!("{year}年度{unit}上报表（{}）.xlsx", ArtifactName::part(profile.id())),
                book::of_profile(context, &apply(&profile, request)?),
            ),
        };
        let bytes = made.map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: name.clone(),
            source: Box::new(source),
        })?;
        Ok(vec![Artifact::new(name, bytes)?])
    }
}
