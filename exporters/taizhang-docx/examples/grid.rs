//! Writes a report of plain text to the path given: nothing in it may break a line or a page but the
//! grid of GB/T 9704 itself, so that its lines and characters can be counted on paper.

#[path = "../tests/it/sample/mod.rs"]
mod sample;

use std::error::Error;

use taizhang_docx::DocxExporter;
use taizhang_export::report::{Block, Inline, Report};
use taizhang_export::{ExportContext, ExportRequest, Exporter};

/// Characters of one page.
const PAGE: usize = 22 * 28;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: grid PATH")?;
    let blocks = vec![Block::Paragraph(vec![Inline::Text("永".repeat(PAGE * 5))])];
    let report = Report { blocks, annexes: Vec::new(), ..sample::report() };
    let context = ExportContext { report, ..sample::context() };
    for artifact in DocxExporter.export(&ExportRequest::new(&context))? {
        std::fs::write(&path, artifact.bytes)?;
    }
    Ok(())
}
