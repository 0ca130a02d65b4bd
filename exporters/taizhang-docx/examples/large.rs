//! Writes a report of many sections for benchmarks: `large SECTIONS PATH` prints the microseconds
//! from the finished context to the file. `large SECTIONS PATH JSON` writes the same content as JSON
//! too, for other programs.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the time is what the program is run for"
)]

#[path = "../tests/it/long_report.rs"]
mod long_report;
#[path = "../tests/it/sample/mod.rs"]
mod sample;

use std::error::Error;
use std::time::Instant;

use long_report::Section;
use taizhang_docx::DocxExporter;
use taizhang_export::report::Report;
use taizhang_export::{ExportContext, ExportRequest, Exporter};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let usage = "usage: large SECTIONS PATH [JSON]";
    let sections: usize = arguments.next().ok_or(usage)?.to_string_lossy().parse()?;
    let path = arguments.next().ok_or(usage)?;
    if let Some(json) = arguments.next() {
        std::fs::write(
            json,
            serde_json::to_vec(&long_report::sections(sections).collect::<Vec<_>>())?,
        )?;
    }
    let blocks = long_report::sections(sections).flat_map(Section::blocks).collect();
    let report = Report { blocks, annexes: Vec::new(), ..sample::report() };
    let context = ExportContext { report, ..sample::context() };
    let start = Instant::now();
    for artifact in DocxExporter.export(&ExportRequest::new(&context))? {
        std::fs::write(&path, artifact.bytes)?;
    }
    println!("{}", start.elapsed().as_micros());
    Ok(())
}
