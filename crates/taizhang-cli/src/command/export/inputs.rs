//! What an exporter asked for besides the context.

use taizhang_ledger::Ledger;
use taizhang_ledger::export::{Artifact, Descriptor, ExportRequest, InputFile, InputSource};
use taizhang_plugin::Limits;

use super::office_program::{self, Conversion};
use super::registry;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;

/// Adds the inputs that `descriptor` lists to `request`. A file that the user names in an option
/// goes before the input of that name; PDF is made within `pdf` limits, or not at all.
pub(super) fn gather(
    descriptor: &Descriptor,
    ledger: &Ledger,
    request: &mut ExportRequest<'_>,
    pdf: Option<Limits>,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    for input in &descriptor.inputs {
        if request.options.files.contains_key(&input.name) {
            continue;
        }
        let files = match &input.source {
            InputSource::Journal => ledger.journal_files()?,
            InputSource::Evidence => ledger.evidence_files(request.context)?,
            InputSource::Settings => ledger.settings_files(request.context)?,
            InputSource::Exporter(name) => made_by(name, request)?,
            InputSource::Pdf(name) => match pdf.filter(|_| !session.global.dry_run) {
                None => Vec::new(),
                Some(limits) => as_pdf(&made_by(name, request)?, limits, session),
            },
        };
        request.inputs.add(&input.name, files);
    }
    Ok(())
}

/// Returns what another exporter of this program makes of the same context; one that needs inputs
/// of its own has to do without. No plug-in is run for another one.
fn made_by(name: &str, request: &ExportRequest<'_>) -> Result<Vec<InputFile>, Failure> {
    let Some(exporter) = registry::linked(name) else {
        let problem = Problem::new(
            format!("导出程序要用 {name} 的文件，但没有这种格式"),
            format!("附带文件只能来自：{}", registry::linked_names().join("、")),
            "请告诉导出程序的作者",
        );
        return Err(Failure::new(ExitCode::Refused, problem));
    };
    let artifacts = exporter.export(&ExportRequest::new(request.context))?;
    let file = |artifact: Artifact| InputFile { name: artifact.name, bytes: artifact.bytes };
    Ok(artifacts.into_iter().map(file).collect())
}

/// Turns documents into PDF where LibreOffice is there; where it is not, or fails, that is said and
/// the export goes on without.
fn as_pdf(
    documents: &[InputFile],
    limits: Limits,
    session: &mut Session<'_, '_>,
) -> Vec<InputFile> {
    let mut made = Vec::new();
    for document in documents {
        match office_program::convert(document, session.ui.world().path.as_deref(), limits) {
            Conversion::Made(file) => made.push(file),
            Conversion::NoProgram => {
                session.ui.hint("没有找到 LibreOffice，不另存 PDF；装好后重新导出即有");
                break;
            }
            Conversion::Failed(reason) => {
                session.ui.warn(format!("LibreOffice 没有转成 PDF，其余照常导出：{reason}"));
            }
        }
    }
    made
}
