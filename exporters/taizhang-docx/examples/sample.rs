//! Writes the sample report of the tests to the path given, for checks by other programs.

#[path = "../tests/it/sample/mod.rs"]
mod sample;

use std::error::Error;

use taizhang_docx::DocxExporter;
use taizhang_export::{ExportRequest, Exporter};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: sample PATH")?;
    for artifact in DocxExporter.export(&ExportRequest::new(&sample::context()))? {
        std::fs::write(&path, artifact.bytes)?;
    }
    Ok(())
}
