//! The least that a ledger with one chained event for each row must do: follow the chain of a journal's
//! lines, which no second processor can share, then write the lines and wait for the disk. Prints its
//! milliseconds. `tests/bench-import.sh` sets them beside the time of an import.
//!
//! Usage: `floor JOURNAL_FOLDER FILE_TO_WRITE`

#![expect(clippy::print_stdout, reason = "a measurement reports to its terminal")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use taizhang_store::HashValue;

const BEFORE_EVENT: &str = "{\"event\":";
const BEFORE_HASH: &str = ",\"hash\":\"";
const AFTER_HASH: &str = "\"}";
const HEX_LEN: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [journal, written] = arguments.as_slice() else {
        return Err("usage: floor JOURNAL_FOLDER FILE_TO_WRITE".into());
    };
    let last = segments(journal.as_ref())?.pop().ok_or("no segment")?;
    // The first line says what segment it is.
    let stated = last.lines().skip(1).map(parts).collect::<Option<Vec<_>>>();
    let stated = stated.ok_or("a line of another form")?;
    let (first, rest) = stated.split_first().ok_or("an empty segment")?;

    let start = Instant::now();
    let mut hash: HashValue = first.1.parse()?;
    for (event, _) in rest {
        hash = hash.chain(event.as_bytes());
    }
    let mut file = File::create(written)?;
    file.write_all(last.as_bytes())?;
    file.sync_data()?;
    let taken = start.elapsed();

    let (_, end) = stated.last().ok_or("an empty segment")?;
    if hash.to_string() != *end {
        return Err("the chain followed is not that of the journal".into());
    }
    println!("{}", taken.as_millis());
    Ok(())
}

/// Reads the segments of a journal, in their order.
fn segments(journal: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut paths = fs::read_dir(journal)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    paths.iter().map(|path| Ok(fs::read_to_string(path)?)).collect()
}

/// Splits a line into the bytes that its hash covers, and the hash.
fn parts(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(BEFORE_EVENT)?.strip_suffix(AFTER_HASH)?;
    let (rest, hash) = rest.split_at_checked(rest.len().checked_sub(HEX_LEN)?)?;
    Some((rest.strip_suffix(BEFORE_HASH)?, hash))
}
