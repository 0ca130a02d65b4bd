//! Evidence files, each under the digest of its content.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::disk::{Disk, read_all};
use crate::{DurableLog, HashValue};

/// Name of the evidence folder in the ledger's.
pub(crate) const FOLDER: &str = "evidence";

/// The evidence of a ledger: files named by the SM3 digest of their content.
#[derive(Clone, Debug)]
pub struct EvidenceStore {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
}

/// Evidence could not be kept or given back.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// There is no such file.
    #[error("there is no evidence {digest}")]
    NotFound {
        /// Its digest.
        digest: HashValue,
    },
    /// The content is no longer what was put in.
    #[error("evidence {digest} is damaged: its content has digest {found}")]
    Damaged {
        /// Its digest, by which events name it.
        digest: HashValue,
        /// The digest of what is there.
        found: HashValue,
    },
    /// The system could not read or write.
    #[error("cannot use {path}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl EvidenceStore {
    /// Returns the evidence of the ledger in a folder.
    pub fn new(ledger_folder: &Path, disk: Arc<dyn Disk>) -> Self {
        Self { folder: ledger_folder.join(FOLDER), disk }
    }

    /// Keeps a file, durably; one that is there already is kept once.
    pub fn put(&self, content: &[u8]) -> Result<HashValue, EvidenceError> {
        static DRAFTS: AtomicU64 = AtomicU64::new(0);
        let digest = HashValue::of(content);
        match self.get(digest) {
            Ok(_) => return Ok(digest),
            // Whole content heals a damaged file.
            Err(EvidenceError::NotFound { .. } | EvidenceError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
        let path = self.path_of(digest);
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let draft = path.with_extension(format!("{}-{number}.tmp", std::process::id()));
        let failed = |source| EvidenceError::Io { path: path.clone(), source };
        self.disk.create_dir(&self.folder).map_err(failed)?;
        let file = self.disk.create(&draft).map_err(failed)?;
        let written = file.write_at(content, 0).and_then(|()| file.sync());
        if let Err(source) = written {
            let _ = self.disk.remove(&draft);
            return Err(failed(source));
        }
        self.disk.rename(&draft, &path).map_err(failed)?;
        self.disk.sync_dir(&self.folder).map_err(failed)?;
        if let Some(ledger_folder) = self.folder.parent() {
            self.disk.sync_dir(ledger_folder).map_err(failed)?;
        }
        Ok(digest)
    }

    /// Returns a file, after checking that it is what was put in.
    pub fn get(&self, digest: HashValue) -> Result<Vec<u8>, EvidenceError> {
        let path = self.path_of(digest);
        let content = match self.disk.open(&path).and_then(|file| read_all(&*file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(EvidenceError::NotFound { digest });
            }
            other => other.map_err(|source| EvidenceError::Io { path, source })?,
        };
        let found = HashValue::of(&content);
        if found == digest { Ok(content) } else { Err(EvidenceError::Damaged { digest, found }) }
    }

    /// Returns the digests of all files, sorted; other files in the folder are left out.
    pub fn list(&self) -> Result<Vec<HashValue>, EvidenceError> {
        match self.disk.list(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(source) => Err(EvidenceError::Io { path: self.folder.clone(), source }),
            Ok(names) => Ok(names.iter().filter_map(|name| name.parse().ok()).collect()),
        }
    }

    /// Reads every file and returns what is wrong with any; what events name but is not there is
    /// for the caller to compare.
    pub fn verify(&self) -> Result<Vec<EvidenceError>, EvidenceError> {
        Ok(self.list()?.into_iter().filter_map(|digest| self.get(digest).err()).collect())
    }

    fn path_of(&self, digest: HashValue) -> PathBuf {
        self.folder.join(digest.to_string())
    }
}

impl DurableLog {
    /// Returns the ledger's evidence.
    pub fn evidence(&self) -> EvidenceStore {
        EvidenceStore::new(self.folder(), Arc::clone(self.disk()))
    }
}
