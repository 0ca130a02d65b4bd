//! Self-evaluation report as a Word document in the layout of GB/T 9704-2012.
//!
//! [`DocxExporter`] turns the report tree of an [`ExportContext`] into one `.docx` file. It
//! computes no figure and reads no clock: the same context gives the same bytes.
//!
//! The parts that vary (body, feet, pictures) are built with docx-rs and put right by one
//! conformance pass; the parts that never vary (styles, settings, font table) are files in
//! `assets/`. ADR 0005 says why.

mod compose;
mod conformance;
mod contents;
mod document;
mod error;
mod foot;
mod grid;
mod markup;
mod measure;
mod package;
mod page;
mod pagination;
mod picture;
mod raster;
mod schema_order;
mod story;
mod table;
mod text;

use taizhang_export::{
    Artifact, Descriptor, ExportContext, ExportError, Exporter, OptionDescriptor, OptionTakes,
    Options,
};

use crate::document::Contents;
use crate::page::Sheet;

/// Writes the report as one Word document.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocxExporter;

impl Exporter for DocxExporter {
    fn descriptor(&self) -> Descriptor {
        Descriptor {
            name: error::NAME.to_owned(),
            summary: "部门整体支出绩效自评报告（Word，按 GB/T 9704-2012 排版）".to_owned(),
            options: vec![OptionDescriptor {
                name: Contents::OPTION.to_owned(),
                summary: format!(
                    "目录：auto 为预计满 {} 页时编排，always 为总是编排，never 为不编排",
                    contents::PAGES_FROM
                ),
                values: Contents::VALUES.map(str::to_owned).to_vec(),
                takes: OptionTakes::Text,
            }],
        }
    }

    fn export(
        &self,
        context: &ExportContext,
        options: &Options,
    ) -> Result<Vec<Artifact>, ExportError> {
        options.check(&self.descriptor())?;
        let contents = Contents::named(options.get(Contents::OPTION, Contents::VALUES[0]));
        let name = file_name(context);
        let bytes = document::build(&context.report, contents, &Sheet::GB_T_9704)
            .map_err(|error| error.of(&name))?;
        Ok(vec![Artifact { name, bytes }])
    }
}

/// Returns `{year}年度{unit}部门整体支出绩效自评报告.docx` without characters that file systems
/// refuse.
fn file_name(context: &ExportContext) -> String {
    let unit: String = text::printable(&context.unit.name)
        .chars()
        .filter(|character| !r#"\/:*?"<>|"#.contains(*character))
        .collect();
    format!("{}年度{}部门整体支出绩效自评报告.docx", context.year.get(), unit.trim())
}
