//! Mapping profiles that a ledger folder remembers.

use std::fs;
use std::path::{Path, PathBuf};

use taizhang_import::profile::Profile;

use crate::{Ledger, LedgerError};

/// Folder of a ledger's mapping profiles.
pub(crate) const MAPPINGS: &str = "import";

/// Returns the folder of a ledger's mapping profiles.
pub fn profile_folder(ledger: &Path) -> PathBuf {
    ledger.join(MAPPINGS)
}

/// Reads one profile.
pub fn read_profile(path: &Path) -> Result<Profile, LedgerError> {
    let path = path.to_owned();
    match fs::read_to_string(&path) {
        Ok(text) => Profile::parse(&text).map_err(|source| LedgerError::Profile { path, source }),
        Err(source) => Err(LedgerError::ProfileFile { path, source }),
    }
}

impl Ledger {
    /// Returns the remembered profiles by file name; the folder may be absent.
    pub fn profiles(&self) -> Result<Vec<(String, Profile)>, LedgerError> {
        let folder = profile_folder(self.root());
        let mut names: Vec<String> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "toml"))
            .collect();
        names.sort_unstable();
        let read = |name: String| read_profile(&folder.join(&name)).map(|profile| (name, profile));
        names.into_iter().map(read).collect()
    }

    /// Remembers a profile; the next file with the same header is mapped by it.
    pub fn remember_profile(&self, profile: &Profile) -> Result<PathBuf, LedgerError> {
        let folder = profile_folder(self.root());
        let path = folder.join(profile.file_name());
        let failed = |source| LedgerError::ProfileFile { path: path.clone(), source };
        let text = profile.to_text().map_err(std::io::Error::other).map_err(failed)?;
        fs::create_dir_all(&folder).map_err(failed)?;
        let beside = path.with_extension("toml.new");
        fs::write(&beside, text).map_err(failed)?;
        fs::rename(&beside, &path).map_err(failed)?;
        Ok(path)
    }
}
