//! Documents that tests make, kept for a check by other programs.
//!
//! `tests/run.sh` names a folder in [`FOLDER`] and lets a validator read what has gathered there.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// The environment variable that names the folder; without it nothing is kept.
pub const FOLDER: &str = "TAIZHANG_DOCUMENTS";

/// Keeps a Word document; the same bytes are kept once.
///
/// # Panics
///
/// If the folder cannot be written.
pub fn keep(bytes: &[u8]) {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).expect("the folder can be made");
    let path = folder.join(format!("{:016x}.docx", hasher.finish()));
    fs::write(path, bytes).expect("the folder can be written");
}

/// Keeps every Word document below `folder`.
///
/// # Panics
///
/// If a folder cannot be listed, or a document not be read or kept.
pub fn keep_from(folder: &Path) {
    if std::env::var_os(FOLDER).is_none() {
        return;
    }
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "docx") {
                let bytes = fs::read(&path).expect("the document can be read");
                // A test may put a file of this name down that is no document at all.
                if bytes.starts_with(b"PK") {
                    keep(&bytes);
                }
            }
        }
    }
}
