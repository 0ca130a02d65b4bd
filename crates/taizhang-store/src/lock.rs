//! One process writes a ledger at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::RecordedAt;

const FILE_NAME: &str = "lock";
const PAUSE: Duration = Duration::from_millis(20);

/// Who holds a ledger's lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub pid: u32,
    /// The command it runs.
    pub command: String,
    /// Since when.
    pub since: String,
}

impl Holder {
    /// Describes this process.
    pub fn this_process(command: impl Into<String>, since: RecordedAt) -> Self {
        Self { pid: std::process::id(), command: command.into(), since: since.to_string() }
    }
}

/// The lock could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds it.
    #[error("the ledger is in use by {}", describe(.holder.as_ref()))]
    Held {
        /// The lock file.
        path: PathBuf,
        /// Who holds it, if the file says so.
        holder: Option<Holder>,
    },
    /// The lock file cannot be used.
    #[error("cannot lock {path}")]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

fn describe(holder: Option<&Holder>) -> String {
    holder.map_or_else(
        || "another process".to_owned(),
        |Holder { pid, command, since }| format!("process {pid} ({command}) since {since}"),
    )
}

/// The lock of a ledger, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct LedgerLock {
    file: File,
}

impl LedgerLock {
    /// Takes the lock; waits up to `wait` for another process.
    pub(crate) fn acquire(
        folder: &Path,
        holder: &Holder,
        wait: Duration,
    ) -> Result<Self, LockError> {
        let path = folder.join(FILE_NAME);
        let failed = |source| LockError::Io { path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(failed)?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if waited < wait => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held { path, holder: read_holder(&mut file) });
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        // Who holds the lock is told as a courtesy: a full disk must not keep a reader out.
        let _ = write_holder(&mut file, holder);
        Ok(Self { file })
    }
}

impl Drop for LedgerLock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Tells whether nobody holds the lock of the ledger in `folder`, without waiting.
pub fn check_lock(folder: &Path) -> Result<(), LockError> {
    let path = folder.join(FILE_NAME);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(LockError::Io { path, source }),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            Err(LockError::Held { path, holder: read_holder(&mut file) })
        }
        Err(TryLockError::Error(source)) => Err(LockError::Io { path, source }),
    }
}

fn write_holder(file: &mut File, holder: &Holder) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    serde_json::to_writer(&mut *file, holder)?;
    file.flush()
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(4096).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}
