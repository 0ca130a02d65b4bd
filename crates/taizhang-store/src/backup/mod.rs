//! Backup into one file, and back.

mod archive;
mod check;
mod restore;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::hash::Digesting;
use crate::{Damage, DurableLog, EventLog, EvidenceError, HashValue, LedgerId, evidence, journal};
use archive::{Fault, Writer};

pub use check::verify_backup;
pub use restore::{RestoreError, restore};

const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The files, in the order of the archive.
    pub files: Vec<BackupFile>,
    /// Version of the form of backups.
    pub format: u32,
    /// Hash of the last event.
    pub head: HashValue,
    /// The ledger.
    pub ledger: LedgerId,
    /// Position of the last event, which is also their number.
    pub sequence: u64,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupFile {
    /// SM3 digest of the content.
    pub digest: HashValue,
    /// Path in the ledger's folder, with slashes.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
}

/// Why a file is not a complete backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupFlaw {
    /// The archive is cut short.
    #[error("it ends too early")]
    Truncated,
    /// It is something else.
    #[error("it is not a tar file of the expected form")]
    NotAnArchive,
    /// The manifest, which comes last, is not there.
    #[error("it does not end with a manifest")]
    NoManifest,
    /// The manifest is no manifest.
    #[error("its manifest cannot be read")]
    Manifest,
    /// A later version wrote it.
    #[error("its format is not known to this version")]
    Format,
    /// Other files than the manifest names.
    #[error("files and manifest do not agree")]
    Files,
    /// A segment of the journal is missing.
    #[error("the segments of its journal have gaps")]
    Gaps,
    /// The journal ends elsewhere.
    #[error("its journal does not end where the manifest says")]
    End,
}

/// A backup could not be made, or is not sound.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of that name already.
    #[error("there is a file at {path} already")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system could not read or write.
    #[error("cannot read or write {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file's name is too long for an archive, or leads out of the ledger's folder.
    #[error("{name:?} cannot be the name of a file in a backup")]
    Name {
        /// The name.
        name: String,
    },
    /// A file has more than 8 GiB.
    #[error("{name:?} is too large for a backup")]
    TooLarge {
        /// Its name.
        name: String,
    },
    /// A file became shorter while it was read.
    #[error("{name:?} became shorter while it was read")]
    Changed {
        /// Its name.
        name: String,
    },
    /// The file is not a complete backup.
    #[error("{path} is not a complete backup: {reason}")]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: BackupFlaw,
    },
    /// A file in the backup is not what was put in.
    #[error("{name:?} in the backup does not have the digest that its manifest names")]
    Digest {
        /// Its name.
        name: String,
    },
    /// The evidence could not be listed.
    #[error("cannot list the evidence")]
    Evidence(#[from] EvidenceError),
    /// The journal in the backup is damaged.
    #[error(transparent)]
    Damage(#[from] Damage),
}

impl DurableLog {
    /// Writes a backup of the ledger as it is now into a new file, and reads it back.
    ///
    /// Other processes may go on writing: what they append is not part of the backup.
    /// `attachments` are further files of the ledger's folder to take along, like its settings.
    pub fn backup(
        &self,
        destination: &Path,
        attachments: &[String],
    ) -> Result<Manifest, BackupError> {
        let disk = &**self.disk();
        let failed = |source| BackupError::Io { path: destination.to_owned(), source };
        // The empty file keeps the name for us; the content gets it when it is complete.
        self.take_name(destination)?;
        let mut draft = destination.as_os_str().to_owned();
        draft.push(".partial");
        let draft = PathBuf::from(draft);
        let written = self
            .write_backup(&draft, attachments)
            .and_then(|()| verify_backup(&draft, disk))
            .and_then(|manifest| {
                disk.rename(&draft, destination).map_err(failed)?;
                let folder = destination.parent().filter(|path| !path.as_os_str().is_empty());
                disk.sync_dir(folder.unwrap_or(Path::new("."))).map_err(failed)?;
                Ok(manifest)
            });
        if written.is_err() {
            let _ = disk.remove(&draft);
            let _ = disk.remove(destination);
        }
        written
    }

    /// Tries whether a backup could be written to a new file of this name; leaves nothing there.
    pub fn try_backup(&self, destination: &Path) -> Result<(), BackupError> {
        self.take_name(destination)?;
        let failed = |source| BackupError::Io { path: destination.to_owned(), source };
        self.disk().remove(destination).map_err(failed)
    }

    /// Makes an empty file that nobody else can make then.
    fn take_name(&self, destination: &Path) -> Result<(), BackupError> {
        let path = || destination.to_owned();
        self.disk().create_new(destination).map(drop).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists { path: path() },
            _ => BackupError::Io { path: path(), source },
        })
    }

    fn write_backup(&self, path: &Path, attachments: &[String]) -> Result<(), BackupError> {
        let disk = &**self.disk();
        let failed = |source| BackupError::Io { path: path.to_owned(), source };
        let head = self.head();
        let mut archive = Writer::new(disk.create(path).map_err(failed)?);
        let mut files = Vec::new();
        let mut names = BTreeSet::new();
        for (name, size) in self.backup_names(attachments)? {
            if !is_inside(&name) || !names.insert(name.clone()) {
                return Err(BackupError::Name { name });
            }
            let source = self.folder().join(&name);
            let unreadable = |error| BackupError::Io { path: source.clone(), source: error };
            let file = disk.open(&source).map_err(unreadable)?;
            let size = size.map_or_else(|| file.size(), Ok).map_err(unreadable)?;
            let copied = archive.copy(&name, &*file, size).map_err(failed)?;
            let digest = copied.map_err(|fault| refusal(fault, &name)).map(Digesting::finish)?;
            files.push(BackupFile { digest, name, size });
        }
        let manifest = Manifest {
            files,
            format: FORMAT,
            head: head.hash,
            ledger: self.ledger_id(),
            sequence: head.sequence.get(),
        };
        let text = serde_json::to_vec(&manifest).map_err(|error| failed(error.into()))?;
        let added = archive.add(MANIFEST, &text).map_err(failed)?;
        added.map_err(|fault| refusal(fault, MANIFEST))?;
        archive.finish().map_err(failed)
    }

    /// Returns the names of the files to take along; the last segment only up to its last event.
    fn backup_names(
        &self,
        attachments: &[String],
    ) -> Result<Vec<(String, Option<u64>)>, BackupError> {
        let (segments, end) = self.journal_extent();
        let mut names = Vec::new();
        for (index, segment) in segments.iter().enumerate() {
            let name = segment.path.file_name().unwrap_or_default().to_string_lossy();
            let size = (index == end.segment).then_some(end.offset);
            names.push((format!("{}/{name}", journal::FOLDER), size));
        }
        for digest in self.evidence().list()? {
            names.push((format!("{}/{digest}", evidence::FOLDER), None));
        }
        names.extend(attachments.iter().map(|name| (name.clone(), None)));
        Ok(names)
    }
}

fn refusal(fault: Fault, name: &str) -> BackupError {
    let name = name.to_owned();
    match fault {
        Fault::NameTooLong | Fault::Header => BackupError::Name { name },
        Fault::MemberTooLarge => BackupError::TooLarge { name },
        Fault::Truncated => BackupError::Changed { name },
    }
}

/// Tells whether a name stays inside the ledger's folder.
fn is_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    name != MANIFEST && !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}
