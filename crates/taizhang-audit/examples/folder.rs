//! Audits every file of a folder and prints the microseconds of reading, and of reading and
//! auditing: what `tests/bench-audit.sh` compares.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the time that passes")]
fn now() -> Instant {
    Instant::now()
}

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| io::Error::other("folder DIR"))?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let start = now();
    let mut documents = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        documents
            .push(taizhang_audit::read(&name, &std::fs::read(file)?).map_err(io::Error::other)?);
    }
    let read = start.elapsed().as_micros();
    let findings: usize =
        documents.iter().map(|document| taizhang_audit::audit(document).len()).sum();
    let total = start.elapsed().as_micros();
    writeln!(io::stdout(), "{read} {total} {findings}")
}
