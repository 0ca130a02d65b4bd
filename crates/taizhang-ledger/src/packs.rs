//! The form pack that the settings name: the ledger's own folder first, then the shipped ones.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use taizhang_evaluation::pack::Pack;

use crate::{ConfigError, Ledger, LedgerError};

/// Folder of the unit's own packs.
const FOLDER: &str = "packs";

impl Ledger {
    /// Loads the form pack that scores the year.
    pub fn pack(&self) -> Result<Pack, LedgerError> {
        self.pack_named(&self.config().pack)
    }

    /// Loads the form pack of this id.
    pub fn pack_named(&self, id: &str) -> Result<Pack, LedgerError> {
        let own = self.root().join(FOLDER).join(id);
        if !is_plain_name(id) || !own.is_dir() {
            return Ok(Pack::builtin(id)?);
        }
        let files = read_files(&own).map_err(|source| ConfigError::Read { path: own, source })?;
        Ok(Pack::from_files(files)?)
    }
}

impl Ledger {
    /// Returns the files of the unit's own packs, as paths in the ledger folder with slashes.
    pub(crate) fn own_pack_files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let packs = fs::read_dir(self.root().join(FOLDER)).into_iter().flatten();
        for pack in packs.filter_map(Result::ok) {
            let pack_name = pack.file_name().to_string_lossy().into_owned();
            for file in fs::read_dir(pack.path()).into_iter().flatten().filter_map(Result::ok) {
                let file_name = file.file_name().to_string_lossy().into_owned();
                files.push(format!("{FOLDER}/{pack_name}/{file_name}"));
            }
        }
        files.sort();
        files
    }
}

impl Ledger {
    /// Loads the unit's own packs.
    pub fn own_packs(&self) -> Result<Vec<Pack>, LedgerError> {
        let folders = fs::read_dir(self.root().join(FOLDER)).into_iter().flatten();
        let mut folders: Vec<PathBuf> =
            folders.filter_map(Result::ok).map(|entry| entry.path()).collect();
        folders.sort();
        folders.iter().filter(|path| path.is_dir()).map(|path| check_pack_folder(path)).collect()
    }

    /// Returns where the unit's own pack of this id is or will be.
    pub fn own_pack_folder(&self, id: &str) -> Result<PathBuf, LedgerError> {
        if is_plain_name(id) {
            Ok(self.root().join(FOLDER).join(id))
        } else {
            Err(LedgerError::PackName(id.to_owned()))
        }
    }
}

/// Loads the pack in a folder; every fault is named with file and line.
pub fn check_pack_folder(folder: &Path) -> Result<Pack, LedgerError> {
    let files = read_files(folder)
        .map_err(|source| ConfigError::Read { path: folder.to_owned(), source })?;
    Ok(Pack::from_files(files)?)
}

/// Returns the files of a shipped pack under a new id.
pub fn pack_files<'a>(
    files: &'a [(&'a str, &'a str)],
    id: &'a str,
) -> impl Iterator<Item = (&'a str, String)> + 'a {
    let renamed = move |line: &str| {
        if line.starts_with("id = ") { format!("id = {id:?}\n") } else { format!("{line}\n") }
    };
    files.iter().map(move |(name, text)| {
        let is_form = *name == "pack.toml";
        let text = if is_form { text.lines().map(renamed).collect() } else { (*text).to_owned() };
        (*name, text)
    })
}

/// Tells whether an id names a folder and not a path.
fn is_plain_name(id: &str) -> bool {
    !id.is_empty() && !id.contains(['/', '\\']) && id != "." && id != ".."
}

fn read_files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(files)
}
