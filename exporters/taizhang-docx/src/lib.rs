//! Self-evaluation report as a Word document in the layout of GB/T 9704-2012.
//!
//! [`DocxExporter`] turns the report tree of an `ExportContext` into one `.docx` file. It
//! computes no figure and reads no clock: the same context gives the same bytes.
//!
//! The parts that vary (body, feet, pictures) are built with docx-rs and put right by one
//! conformance pass; the parts that never vary (styles, settings, font table) are files in
//! `assets/`. ADR 0005 says why.

mod columns;
mod compose;
mod conformance;
mod contents;
mod document;
mod error;
mod foot;
mod master;
mod measure;
mod mould;
mod package;
mod page;
mod pagination;
mod picture;
mod raster;
mod schema_order;
mod story;
mod table;
mod table_row;
mod text;

use taizhang_export::{
    Artifact, Descriptor, ExportError, ExportRequest, Exporter, FileFault, Options,
};

use crate::document::Contents;
use crate::master::Master;

/// Writes the report as one Word document.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocxExporter;

impl Exporter for DocxExporter {
    fn descriptor(&self) -> Descriptor {
        Descriptor::new(error::NAME, "部门整体支出绩效自评报告（Word，按 GB/T 9704-2012 排版）")
            .option(
                Contents::OPTION,
                format!(
                    "目录：auto 为预计满 {} 页时编排，always 为总是编排，never 为不编排",
                    contents::PAGES_FROM
                ),
                Contents::VALUES,
            )
            .file_option(Master::OPTION, "版式样本：取这份 Word 文件的字体、字号、纸张和页边距")
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let contents = Contents::named(request.options.get(Contents::OPTION, Contents::VALUES[0]));
        let name = format!("{}.docx", text::printable(&request.context.document_name()));
        let master = master(&request.options)?;
        let bytes = document::build(&request.context.report, contents, &master)
            .map_err(|error| error.of(&name))?;
        Ok(vec![Artifact::new(name, bytes)?])
    }
}

/// Reads the user's file, if one is named.
fn master(options: &Options) -> Result<Master, ExportError> {
    let Some(file) = options.values.get(Master::OPTION) else { return Ok(Master::standard()) };
    let read = match options.files.get(Master::OPTION) {
        None => Err(FileFault::Absent),
        Some(attachment) => Master::read(&attachment.bytes),
    };
    read.map_err(|fault| ExportError::Attachment {
        option: Master::OPTION.to_owned(),
        file: file.clone(),
        fault,
    })
}
