//! The exporters that are part of this program.

use taizhang_ledger::export::Exporter;

use crate::ExitCode;
use crate::error::{Failure, Problem};

/// One line for each exporter.
pub(super) const LINKED: &[&dyn Exporter] = &[
    // In alphabetical order.
    &taizhang_archive::ArchiveExporter,
    &taizhang_csv::CsvExporter,
    &taizhang_docx::DocxExporter,
    &taizhang_fdp::FdpExporter,
    &taizhang_html::HtmlExporter,
];

pub(super) fn find(name: &str) -> Result<&'static dyn Exporter, Failure> {
    let found = LINKED.iter().copied().find(|exporter| exporter.descriptor().name == name);
    found.ok_or_else(|| {
        let known: Vec<String> = LINKED.iter().map(|exporter| exporter.descriptor().name).collect();
        let problem = Problem::new(
            format!("没有导出格式 {name}"),
            format!("可用的格式：{}", known.join("、")),
            "运行 taizhang export --list 查看",
        );
        Failure::new(ExitCode::Usage, problem)
    })
}
