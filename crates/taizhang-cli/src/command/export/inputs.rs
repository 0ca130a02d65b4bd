//! What an exporter asked for besides the context.

use taizhang_ledger::Ledger;
use taizhang_ledger::export::{Artifact, Descriptor, ExportRequest, InputFile, InputSource};

use super::registry;
use crate::error::Failure;

/// Adds the inputs that `descriptor` lists to `request`.
pub(super) fn gather(
    descriptor: &Descriptor,
    ledger: &Ledger,
    request: &mut ExportRequest<'_>,
) -> Result<(), Failure> {
    for input in &descriptor.inputs {
        let files = match &input.source {
            InputSource::Journal => ledger.journal_files()?,
            InputSource::Evidence => ledger.evidence_files(request.context)?,
            InputSource::Exporter(name) => made_by(name, request)?,
        };
        request.inputs.add(&input.name, files);
    }
    Ok(())
}

/// Returns what another exporter of this program makes of the same context; one that needs inputs
/// of its own has to do without. No plug-in is run for another one.
fn made_by(name: &str, request: &ExportRequest<'_>) -> Result<Vec<InputFile>, Failure> {
    let Some(exporter) = registry::linked(name) else { return Ok(Vec::new()) };
    let artifacts = exporter.export(&ExportRequest::new(request.context))?;
    let file = |artifact: Artifact| InputFile { name: artifact.name, bytes: artifact.bytes };
    Ok(artifacts.into_iter().map(file).collect())
}
