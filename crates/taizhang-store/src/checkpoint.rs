//! Checkpoints of projections: one file each, derived data that may vanish at any time.
//!
//! They are not in the index database, so that `status` opens no database, and not synced: a
//! checkpoint that a crash spoils does not have its digest, and is ignored.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang_core::ids::Sequence;

use crate::disk::{Disk, read_all, read_full};
use crate::sealed::{seal, unseal};
use crate::witness::{Testimony, Witness};
use crate::{Checkpoint, CheckpointError, CheckpointName, HashValue};

/// Name of the checkpoints' folder in the ledger's.
pub(crate) const FOLDER: &str = "checkpoints";

/// The first line of a checkpoint's file, under its own digest.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    /// Digest of what follows the line.
    digest: HashValue,
    fingerprint: String,
    head_hash: HashValue,
    sequence: Sequence,
}

/// A label is not longer than this.
const MAX_LABEL_BYTES: usize = 1024;

fn path_of(ledger_folder: &Path, name: &CheckpointName) -> PathBuf {
    ledger_folder.join(FOLDER).join(name.as_str())
}

/// Saves a checkpoint in the place of the last one of that name.
pub(crate) fn save(
    disk: &dyn Disk,
    ledger_folder: &Path,
    name: &CheckpointName,
    checkpoint: &Checkpoint,
) -> Result<(), CheckpointError> {
    let path = path_of(ledger_folder, name);
    let save = || -> io::Result<()> {
        let label = Label {
            digest: HashValue::of(&checkpoint.bytes),
            fingerprint: checkpoint.fingerprint.clone(),
            head_hash: checkpoint.head_hash,
            sequence: checkpoint.sequence,
        };
        let mut bytes = seal(&label).into_bytes();
        bytes.push(b'\n');
        bytes.extend_from_slice(&checkpoint.bytes);
        disk.create_dir(&ledger_folder.join(FOLDER))?;
        // Readers may save at the same time; each writes a draft of its own.
        let draft = path.with_extension(format!("{}.tmp", std::process::id()));
        disk.create(&draft)?.write_at(&bytes, 0)?;
        disk.rename(&draft, &path)
    };
    save().map_err(|source| CheckpointError { path: path.clone(), source })
}

/// Loads a checkpoint; one that is absent, damaged or of another fingerprint is `None`.
pub(crate) fn load(
    disk: &dyn Disk,
    ledger_folder: &Path,
    name: &CheckpointName,
    fingerprint: &str,
) -> Option<Checkpoint> {
    let bytes = disk.open(&path_of(ledger_folder, name)).and_then(|file| read_all(&*file)).ok()?;
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let label: Label = unseal(&bytes[..end])?;
    let content = &bytes[end + 1..];
    let fits = label.fingerprint == fingerprint && label.digest == HashValue::of(content);
    fits.then(|| Checkpoint {
        fingerprint: label.fingerprint,
        sequence: label.sequence,
        head_hash: label.head_hash,
        bytes: content.to_vec(),
    })
}

/// Returns what each checkpoint with an intact label says about the journal, and its path.
pub(crate) fn testimonies(disk: &dyn Disk, ledger_folder: &Path) -> Vec<(PathBuf, Testimony)> {
    let folder = ledger_folder.join(FOLDER);
    let names = disk.list(&folder).unwrap_or_default();
    let names = names.into_iter().filter(|name| name.parse::<CheckpointName>().is_ok());
    let testimony = |name| {
        let path = folder.join::<String>(name);
        let mut bytes = [0; MAX_LABEL_BYTES];
        let filled = read_full(&*disk.open(&path).ok()?, &mut bytes, 0).ok()?;
        let end = bytes[..filled].iter().position(|&byte| byte == b'\n')?;
        let label: Label = unseal(&bytes[..end])?;
        let (sequence, hash) = (label.sequence.get(), label.head_hash);
        Some((path, Testimony { witness: Witness::Checkpoint, sequence, hash }))
    };
    names.filter_map(testimony).collect()
}
