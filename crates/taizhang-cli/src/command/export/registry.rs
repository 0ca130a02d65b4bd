//! The exporters that there are: those of this program, and programs of their own.

use std::path::PathBuf;

use taizhang_ledger::export::Exporter;
use taizhang_plugin::{Found, Limits, Place, Plugin};

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::wording;

/// One line for each exporter that is part of this program.
pub(super) const LINKED: &[&dyn Exporter] = &[
    // In alphabetical order.
    &taizhang_archive::ArchiveExporter,
    &taizhang_csv::CsvExporter,
    &taizhang_docx::DocxExporter,
    &taizhang_fdp::FdpExporter,
    &taizhang_html::HtmlExporter,
    &taizhang_xlsx::XlsxExporter,
];

/// An exporter, wherever it comes from.
pub(super) enum Source {
    /// Part of this program.
    Linked(&'static dyn Exporter),
    /// A program of its own.
    Plugin(Plugin),
}

impl Source {
    pub(super) fn exporter(&self) -> &dyn Exporter {
        match self {
            Self::Linked(exporter) => *exporter,
            Self::Plugin(plugin) => plugin,
        }
    }
}

/// Finds the exporter `name`. A plug-in is run for its description.
pub(super) fn find(
    name: &str,
    limits: Limits,
    session: &mut Session<'_, '_>,
) -> Result<Source, Failure> {
    if let Some(exporter) = linked(name) {
        return Ok(Source::Linked(exporter));
    }
    let found = program(name, session)?;
    let (plugin, messages) = Plugin::ask(&found, limits);
    pass_on(name, &messages, session);
    let plugin = plugin.map_err(|error| {
        let (code, problem) = wording::plugin_problem(name, &error);
        Failure::new(code, problem)
    })?;
    Ok(Source::Plugin(plugin))
}

/// Finds the program of a plug-in without running it; one that came with the ledger is announced.
pub(super) fn program(name: &str, session: &mut Session<'_, '_>) -> Result<Found, Failure> {
    let folder = ledger_exporters(session);
    let path = session.ui.world().path.clone();
    let found = taizhang_plugin::find(name, path.as_deref(), folder.as_deref());
    let Some(found) = found else { return Err(unknown(name, session)) };
    if found.place == Place::Ledger {
        session.ui.warn(format!(
            "将运行台账文件夹里的程序 {}；只运行来路清楚的程序",
            found.program.display()
        ));
    }
    Ok(found)
}

/// Finds an exporter of this program.
pub(super) fn linked(name: &str) -> Option<&'static dyn Exporter> {
    LINKED.iter().copied().find(|exporter| exporter.descriptor().name == name)
}

/// Returns the names of the exporters of this program.
pub(super) fn linked_names() -> Vec<String> {
    LINKED.iter().map(|exporter| exporter.descriptor().name).collect()
}

/// Lists the plug-ins without running any.
pub(super) fn plugins(session: &Session<'_, '_>) -> Vec<Found> {
    let folder = ledger_exporters(session);
    taizhang_plugin::list(session.ui.world().path.as_deref(), folder.as_deref())
}

/// Passes on what a plug-in said on standard error.
pub(super) fn pass_on(name: &str, messages: &str, session: &mut Session<'_, '_>) {
    for line in messages.lines() {
        session.ui.hint(format!("{name}：{line}"));
    }
}

fn ledger_exporters(session: &Session<'_, '_>) -> Option<PathBuf> {
    session.ledger_folder().ok().map(|folder| folder.join("exporters"))
}

fn unknown(name: &str, session: &Session<'_, '_>) -> Failure {
    let mut known = linked_names();
    known.extend(plugins(session).into_iter().map(|found| found.name));
    let problem = Problem::new(
        format!("没有导出格式 {name}"),
        format!("可用的格式：{}", known.join("、")),
        "运行 taizhang export --list 查看",
    );
    Failure::new(ExitCode::Usage, problem)
}
