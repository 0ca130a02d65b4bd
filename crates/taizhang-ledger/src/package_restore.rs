//! A ledger made of an archive package: journal, evidence and settings come back to their places.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use taizhang_core::FiscalYear;
use taizhang_export::LedgerHead;
use taizhang_export::package::ledger_place;
use taizhang_store::{BackupFile, DurableLog, EventLog, HashValue, Manifest, RestoreError};

use crate::ledger::{check_empty, settings};
use crate::{Config, Environment, LedgerError};

/// The journal has this name until everything is in place.
const DRAFT: &str = "journal.restoring";
/// Its name then.
const JOURNAL: &str = "journal";

/// A ledger that is being made of a package, whose digests and chain were checked before.
pub struct PackageRestore {
    folder: PathBuf,
    /// The settings, which make the folder a ledger and so are written last.
    config: Option<Vec<u8>>,
    files: BTreeMap<String, BackupFile>,
}

impl PackageRestore {
    /// Begins in an empty folder.
    pub fn begin(folder: &Path) -> Result<Self, LedgerError> {
        check_empty(folder)?;
        let (folder, files) = (folder.to_owned(), BTreeMap::new());
        fs::create_dir_all(&folder).map_err(|source| write_failed(&folder, source))?;
        Ok(Self { folder, config: None, files })
    }

    /// Puts a file of the package, by its path there, in its place; what follows from the journal has none.
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let Some(name) = ledger_place(path, bytes) else { return Ok(()) };
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let kept = BackupFile { digest: HashValue::of(bytes), name: name.clone(), size };
        if self.files.insert(name.clone(), kept).is_some() {
            // Two vouchers may have one file of evidence.
            return Ok(());
        }
        if name == Config::FILE_NAME {
            self.config = Some(bytes.to_vec());
            return Ok(());
        }
        let place = match name.split_once('/') {
            Some((JOURNAL, segment)) => format!("{DRAFT}/{segment}"),
            _ => name,
        };
        self.write(&place, bytes)
    }

    /// Ends: the journal must end at `head`, as the package says.
    pub fn finish(
        self,
        head: &LedgerHead,
        environment: &Environment,
    ) -> Result<(Manifest, FiscalYear), LedgerError> {
        let Some(config) = &self.config else {
            return Err(LedgerError::PackageIncomplete(Config::FILE_NAME.to_owned()));
        };
        let journal = self.folder.join(JOURNAL);
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => LedgerError::PackageIncomplete(JOURNAL.to_owned()),
            _ => write_failed(&journal, source),
        };
        fs::rename(self.folder.join(DRAFT), &journal).map_err(failed)?;
        self.write(Config::FILE_NAME, config)?;
        let config = Config::read(&self.folder)?;
        // Opening for writing notes where the journal ends.
        let log = DurableLog::open(&self.folder, settings(environment))?;
        let end = log.head();
        if (end.sequence.get(), end.hash.to_string()) != (head.sequence, head.hash.clone()) {
            return Err(RestoreError::OtherEnd.into());
        }
        let manifest = Manifest {
            files: self.files.into_values().collect(),
            format: Config::FORMAT,
            head: end.hash,
            ledger: log.ledger_id(),
            sequence: end.sequence.get(),
        };
        Ok((manifest, config.year))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let path = self.folder.join(name);
        let written = || {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            let mut file = fs::File::create_new(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        written().map_err(|source| write_failed(&path, source))
    }
}

fn write_failed(path: &Path, source: io::Error) -> LedgerError {
    RestoreError::Write { path: path.to_owned(), source }.into()
}
