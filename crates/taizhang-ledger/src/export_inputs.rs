//! The ledger's own bytes for exporters that take them along.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use taizhang_export::{ExportContext, InputFile};
use taizhang_store::HashValue;

use crate::{Ledger, LedgerError};

/// Folder and ending of the journal's segments.
const JOURNAL: (&str, &str) = ("journal", "jsonl");

impl Ledger {
    /// Returns the journal's segments byte for byte, in order.
    pub fn journal_files(&self) -> Result<Vec<InputFile>, LedgerError> {
        let (folder, ending) = JOURNAL;
        let folder = self.root().join(folder);
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| LedgerError::ExportInput { path, source }
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed(&folder))? {
            let path = entry.map_err(failed(&folder))?.path();
            let name = path.file_name().and_then(|name| name.to_str()?.parse().ok());
            let Some(name) = name.filter(|_| path.extension().is_some_and(|e| e == ending)) else {
                continue;
            };
            files.push(InputFile { name, bytes: fs::read(&path).map_err(failed(&path))? });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }

    /// Returns what belongs to the ledger besides journal and the evidence that `context` names, by its path
    /// in the ledger's folder: with those a ledger can be made of an export again.
    pub fn settings_files(&self, context: &ExportContext) -> Result<Vec<InputFile>, LedgerError> {
        let mut files = Vec::new();
        for name in self.belongings()? {
            let path = self.root().join(&name);
            let failed = |source| LedgerError::ExportInput { path: path.clone(), source };
            // A name that cannot leave this system cannot be packed.
            let name = name.parse().map_err(io::Error::other).map_err(failed)?;
            files.push(InputFile { name, bytes: fs::read(&path).map_err(failed)? });
        }
        let store = self.log.evidence();
        for digest in store.list()? {
            let text = digest.to_string();
            let name = format!("evidence/{text}").parse().ok();
            let is_elsewhere = context.evidence.iter().any(|entry| entry.digest == text);
            if let Some(name) = name.filter(|_| !is_elsewhere) {
                files.push(InputFile { name, bytes: store.get(digest)? });
            }
        }
        Ok(files)
    }

    /// Returns each evidence file that `context` names under its digest, checked against it.
    pub fn evidence_files(&self, context: &ExportContext) -> Result<Vec<InputFile>, LedgerError> {
        let store = self.log.evidence();
        let digests: BTreeSet<&str> =
            context.evidence.iter().map(|entry| entry.digest.as_str()).collect();
        let mut files = Vec::new();
        for digest in digests {
            let named = digest.parse::<HashValue>().ok().zip(digest.parse().ok());
            if let Some((digest, name)) = named {
                files.push(InputFile { name, bytes: store.get(digest)? });
            }
        }
        Ok(files)
    }
}
