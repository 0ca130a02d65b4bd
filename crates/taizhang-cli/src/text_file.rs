//! Files of text that people write: rules, tables of accounts, narratives.

use std::fs;
use std::path::Path;

use taizhang_ledger::import::read::read_text;

use crate::error::Failure;
use crate::wording;

/// Reads a file of text in whatever encoding it was saved.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::input(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_text(&name, &bytes)
        .map_err(|error| Failure::refused(vec![wording::unreadable_text(&error)]))
}
