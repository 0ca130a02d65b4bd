//! Files of text that people write: rules, tables of accounts, narratives.

use std::fs;
use std::path::Path;

use taizhang_ledger::core::event::NamedFile;
use taizhang_ledger::import::read::read_text;
use taizhang_ledger::named_file;

use crate::error::Failure;
use crate::wording;

/// Reads a file of text in whatever encoding it was saved.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    read_named(path).map(|(text, _)| text)
}

/// Reads a file of text, and names it as it stands on the disk.
pub(crate) fn read_named(path: &Path) -> Result<(String, NamedFile), Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::input(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = read_text(&name, &bytes)
        .map_err(|error| Failure::refused(vec![wording::unreadable_text(&error)]))?;
    Ok((text, named_file(path, &bytes)))
}
