//! How a log is opened, and why it may not be.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::disk::{Disk, RealDisk};
use crate::{Holder, LockError, ReadError};

/// A log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no ledger in the folder.
    #[error("there is no journal at {path}")]
    NotFound {
        /// Where the journal should be.
        path: PathBuf,
    },
    /// There is a ledger already.
    #[error("there is a journal at {path} already")]
    AlreadyExists {
        /// Where the journal is.
        path: PathBuf,
    },
    /// The lock could not be had.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// A file could not be made or put in order.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The journal could not be read.
    #[error("cannot read the journal")]
    Read(#[from] ReadError),
}

/// How a log is opened.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who is to be named as the holder of the lock.
    pub holder: Holder,
    /// How long to wait for another process that holds the lock.
    pub lock_wait: Duration,
    /// How long a call of the index's database may take before the index is given up.
    pub index_patience: Duration,
    /// Size at which a new segment of the journal is begun.
    pub segment_bytes: u64,
    /// The file operations to use.
    pub disk: Arc<dyn Disk>,
}

impl Settings {
    /// Returns the usual settings: two seconds, 15 seconds for the index, segments of 64 MiB, the
    /// machine's file system.
    pub fn new(holder: Holder) -> Self {
        Self {
            holder,
            lock_wait: Duration::from_secs(2),
            index_patience: Duration::from_secs(15),
            segment_bytes: 64 << 20,
            disk: Arc::new(RealDisk),
        }
    }
}
