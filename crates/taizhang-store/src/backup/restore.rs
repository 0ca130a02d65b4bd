//! Making a ledger from a backup.

use std::io;
use std::path::{Path, PathBuf};

use super::archive::Member;
use super::check;
use super::{BackupError, Manifest};
use crate::disk::{Disk, DiskFile, read_full};
use crate::{DurableLog, EventLog, OpenError, Settings, journal};

/// The journal has this name until everything is in place.
const DRAFT: &str = "journal.restoring";

/// A ledger could not be made from a backup.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup is not sound; nothing was written.
    #[error("the backup cannot be used")]
    Backup(#[from] BackupError),
    /// The folder is not empty; nothing was written.
    #[error("{path} is not an empty folder")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The system could not write; the folder holds no ledger yet.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The restored ledger cannot be opened.
    #[error("cannot open the restored ledger")]
    Open(#[from] OpenError),
    /// The restored ledger does not end where the backup does.
    #[error("the restored ledger does not end where the backup does")]
    OtherEnd,
}

/// Makes the ledger of a backup in an empty folder, after checking the backup.
pub fn restore(backup: &Path, folder: &Path, settings: Settings) -> Result<Manifest, RestoreError> {
    let disk = std::sync::Arc::clone(&settings.disk);
    let disk = &*disk;
    let (file, members, manifest) = check::open(backup, disk)?;
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| RestoreError::Write { path, source }
    };
    disk.create_dir(folder).map_err(failed(folder))?;
    if !disk.list(folder).map_err(failed(folder))?.is_empty() {
        return Err(RestoreError::NotEmpty { path: folder.to_owned() });
    }
    for member in &members {
        let name = match member.name.strip_prefix(journal::FOLDER) {
            Some(rest) if rest.starts_with('/') => format!("{DRAFT}{rest}"),
            _ => member.name.clone(),
        };
        let path = folder.join(&name);
        extract(disk, &*file, member, folder, &path).map_err(failed(&path))?;
    }
    let journal = folder.join(journal::FOLDER);
    disk.rename(&folder.join(DRAFT), &journal).map_err(failed(&journal))?;
    disk.sync_dir(folder).map_err(failed(folder))?;
    // Opening for writing notes where the journal ends.
    let log = DurableLog::open(folder, settings)?;
    let head = log.head();
    if (head.sequence.get(), head.hash) == (manifest.sequence, manifest.head) {
        Ok(manifest)
    } else {
        Err(RestoreError::OtherEnd)
    }
}

fn extract(
    disk: &dyn Disk,
    archive: &dyn DiskFile,
    member: &Member,
    folder: &Path,
    path: &Path,
) -> io::Result<()> {
    let parents: Vec<&Path> = path.ancestors().skip(1).take_while(|at| *at != folder).collect();
    for parent in parents.iter().rev() {
        disk.create_dir(parent)?;
    }
    let file = disk.create_new(path)?;
    let mut buffer = vec![0; 1 << 20];
    let mut done = 0;
    while done < member.size {
        let left = usize::try_from(member.size - done).unwrap_or(usize::MAX);
        let wanted = left.min(buffer.len());
        let count = read_full(archive, &mut buffer[..wanted], member.offset + done)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.write_at(&buffer[..count], done)?;
        done += count as u64;
    }
    file.sync()?;
    for parent in parents {
        disk.sync_dir(parent)?;
    }
    Ok(())
}
