//! What belongs to a ledger besides journal and evidence: settings, own packs and profiles, and the mappings
//! of imports.

use std::fs;
use std::io;
use std::path::Path;

use crate::intake::MAPPINGS;
use crate::{Config, Ledger, LedgerError, packs};

/// Folders below each other that are looked into; `packs/profiles/csv` is three deep.
const DEEPEST: usize = 8;

impl Ledger {
    /// Returns these files by their paths in the ledger folder, with slashes. Hidden files, which editors
    /// and systems leave there, are none of them.
    pub(crate) fn belongings(&self) -> Result<Vec<String>, LedgerError> {
        let mut files = vec![Config::FILE_NAME.to_owned()];
        for folder in [packs::FOLDER, MAPPINGS] {
            self.below(folder, DEEPEST, &mut files)?;
        }
        files.sort();
        Ok(files)
    }

    fn below(&self, name: &str, depth: usize, files: &mut Vec<String>) -> Result<(), LedgerError> {
        let path = self.root().join(name);
        let failed = |source| LedgerError::ExportInput { path: path.clone(), source };
        let entries = match fs::read_dir(&path) {
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?.file_name();
            let Some(entry) = entry.to_str().filter(|entry| !entry.starts_with('.')) else {
                continue;
            };
            let below = format!("{name}/{entry}");
            match kind(&self.root().join(&below)) {
                Kind::Folder if depth > 0 => self.below(&below, depth.saturating_sub(1), files)?,
                Kind::File => files.push(below),
                Kind::Folder | Kind::Other => {}
            }
        }
        Ok(())
    }
}

enum Kind {
    File,
    Folder,
    Other,
}

/// Tells what a path leads to; a pack may be a link to a folder that several ledgers share.
fn kind(path: &Path) -> Kind {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Kind::File,
        Ok(found) if found.is_dir() => Kind::Folder,
        _ => Kind::Other,
    }
}
