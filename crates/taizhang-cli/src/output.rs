//! Files that leave the house: written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Failure;

/// Ending of a file that is not complete yet.
const DRAFT: &str = ".partial";

/// Writes a file under another name, makes it durable, and gives it its name.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let placed = draft(path, bytes).and_then(|()| fs::rename(draft_of(path), path));
    placed.map_err(|source| Failure::file(path, "写入", &source))
}

/// Writes what shall become `path` beside it, durably. A draft that was left there, or a link in
/// its place, goes away first: nothing is written through it.
pub(crate) fn draft(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = draft_of(path);
    fs::remove_file(&draft).ok();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Returns the name that a file has before it is complete.
pub(crate) fn draft_of(path: &Path) -> PathBuf {
    beside(path, DRAFT)
}

/// Returns a hidden name beside `path`; no artifact can have it, since none begins with a point.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}
