//! Files that leave the house: written whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::error::Failure;

/// Writes a file under another name, makes it durable, and gives it its name.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |source: std::io::Error| Failure::file(path, "写入", &source);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut draft_name = path.file_name().unwrap_or_default().to_owned();
    draft_name.push(".partial");
    let draft = path.with_file_name(draft_name);
    let mut file = fs::File::create(&draft).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    drop(file);
    fs::rename(&draft, path).map_err(failed)
}
