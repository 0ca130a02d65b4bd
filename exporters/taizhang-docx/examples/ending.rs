//! Writes a report that ends with a table on its side to the path given. The table fills its pages, so
//! that the signature stands alone unless rows of the table come along.

#[path = "../tests/it/sample/mod.rs"]
mod sample;

use std::error::Error;

use taizhang_docx::DocxExporter;
use taizhang_export::report::{Block, Cell};
use taizhang_export::{ExportContext, ExportRequest, Exporter};

/// Rows on two turned pages, one less than would begin a third.
const ROWS: usize = 39;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: ending PATH")?;
    let mut report = sample::report();
    let mut wide = report.annexes.remove(0).blocks.remove(0);
    report.annexes.clear();
    if let Block::Table(table) = &mut wide {
        let row = |number: usize| {
            (1..=8).map(|column| Cell::text(format!("{number}.{column}"))).collect()
        };
        table.rows = (1..=ROWS).map(row).collect();
    }
    report.blocks.push(wide);
    let context = ExportContext { report, ..sample::context() };
    for artifact in DocxExporter.export(&ExportRequest::new(&context))? {
        std::fs::write(&path, artifact.bytes)?;
    }
    Ok(())
}
