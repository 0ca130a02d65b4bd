//! The one boundary to sled.
//!
//! sled 0.34 may panic on files that are not what it wrote, its threads print, and a call may wait
//! for ever for a thread that met an error of the disk. Every call goes through [`guarded`], which
//! turns both into a fault of the index, so that the caller can set the index aside and build it
//! anew. The index is never the only copy of anything.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::block::{Block, Brief, Entries};
use crate::{HashValue, IndexFault, LedgerId};

const LEDGER_KEY: &[u8] = b"ledger";
const CACHE_BYTES: u64 = 16 << 20;

/// Blocks that are stored by one call: each call costs a thread, and may take only so long.
const BLOCKS_A_CALL: usize = 64;

const LOCK_ATTEMPTS: u32 = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The panic hook knows the threads in which sled is called, and its own, by this.
const THREADS: &str = "sled";

/// An open index database.
#[derive(Debug)]
pub(crate) struct Database {
    /// Taken when it is dropped, which may panic as well.
    db: Option<sled::Db>,
    /// How long a call may take.
    patience: Duration,
    /// Whether a call did not return: nothing is asked of it any more.
    is_stuck: AtomicBool,
}

impl Database {
    /// Opens the database of `ledger`, or makes one.
    pub(crate) fn open(
        path: &Path,
        ledger: LedgerId,
        patience: Duration,
    ) -> Result<Self, IndexFault> {
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None)
            .print_profile_on_drop(false);
        let db = guarded(patience, move || open_released(&config))?;
        let database = Self { db: Some(db), patience, is_stuck: AtomicBool::new(false) };
        let mark = [b"taizhang index 1 ".as_slice(), ledger.as_uuid().as_bytes()].concat();
        match database.get(LEDGER_KEY.to_vec())? {
            Some(found) if found == mark => {}
            Some(_) => return Err(IndexFault::OtherEvents),
            None => database.with(move |db| db.insert(LEDGER_KEY, mark).map(|_| ()))?,
        }
        Ok(database)
    }

    /// Reads the briefs of all blocks.
    pub(crate) fn briefs(&self) -> Result<Vec<Brief>, IndexFault> {
        let stored = self.with(|db| {
            db.scan_prefix(b"brief").map(|entry| entry.map(|(_, v)| v.to_vec())).collect()
        });
        let stored: Vec<Vec<u8>> = stored?;
        let parsed = (0_u32..).zip(&stored);
        parsed
            .map(|(block, bytes)| Brief::parse(bytes, block).ok_or(IndexFault::Entry { block }))
            .collect()
    }

    /// Reads the entries of a block.
    pub(crate) fn entries(&self, block: u32, brief: &Brief) -> Result<Entries, IndexFault> {
        let bytes = self.get(key("block", block))?;
        let intact = bytes.filter(|bytes| HashValue::of(bytes) == brief.digest);
        intact.map(Entries).ok_or(IndexFault::Entry { block })
    }

    /// Stores blocks, each with its brief or not at all.
    pub(crate) fn store(&self, blocks: &[Block]) -> Result<(), IndexFault> {
        let batch = |block: &Block| {
            let mut batch = sled::Batch::default();
            batch.insert(key("block", block.number), block.entries.0.as_slice());
            batch.insert(key("brief", block.number), block.brief.to_bytes(block.number));
            batch
        };
        for blocks in blocks.chunks(BLOCKS_A_CALL) {
            let batches: Vec<sled::Batch> = blocks.iter().map(batch).collect();
            self.with(|db| batches.into_iter().try_for_each(|batch| db.apply_batch(batch)))?;
        }
        self.with(|db| db.flush().map(|_| ()))
    }

    fn get(&self, key: Vec<u8>) -> Result<Option<Vec<u8>>, IndexFault> {
        self.with(move |db| db.get(key).map(|value| value.map(|bytes| bytes.to_vec())))
    }

    fn with<T: Send + 'static>(
        &self,
        call: impl FnOnce(&sled::Db) -> sled::Result<T> + Send + 'static,
    ) -> Result<T, IndexFault> {
        let Some(db) = self.db.clone().filter(|_| !self.is_stuck.load(Ordering::Relaxed)) else {
            return Err(IndexFault::NoAnswer);
        };
        let outcome = guarded(self.patience, move || call(&db));
        if matches!(outcome, Err(IndexFault::NoAnswer)) {
            self.is_stuck.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some(db) = self.db.take() else { return };
        if self.is_stuck.load(Ordering::Relaxed) {
            // Closing it would wait as well. The process that ends closes it.
            std::mem::forget(db);
            return;
        }
        let _ = guarded(self.patience, move || {
            drop(db);
            Ok(())
        });
    }
}

/// Opens a database; waits while it is locked.
///
/// The caller holds the ledger's lock, so the database can only be one that this process, or one
/// that just ended, is about to let go: sled's threads keep a file for a moment after it is closed.
fn open_released(config: &sled::Config) -> sled::Result<sled::Db> {
    for _attempt in 0..LOCK_ATTEMPTS {
        match config.open() {
            Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {}
            other => return other,
        }
        thread::sleep(LOCK_PAUSE);
    }
    config.open()
}

fn key(kind: &str, block: u32) -> Vec<u8> {
    [kind.as_bytes(), &block.to_be_bytes()].concat()
}

/// Calls sled in a thread of its own. A panic in it is a fault like any other, and is not printed;
/// so is a call that does not return in time, whose thread is left behind.
fn guarded<T: Send + 'static>(
    patience: Duration,
    call: impl FnOnce() -> sled::Result<T> + Send + 'static,
) -> Result<T, IndexFault> {
    keep_quiet();
    let (answer, answers) = sync_channel(1);
    let work = move || {
        // Nobody waits any more when it cannot be sent.
        let _ = answer.send(catch_unwind(AssertUnwindSafe(call)));
    };
    let started = thread::Builder::new().name(format!("{THREADS}-call")).spawn(work);
    started.map_err(|error| IndexFault::Database { message: error.to_string() })?;
    match answers.recv_timeout(patience) {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(error))) => Err(IndexFault::Database { message: error.to_string() }),
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(IndexFault::Panic),
        Err(RecvTimeoutError::Timeout) => Err(IndexFault::NoAnswer),
    }
}

/// Keeps panics in sled's threads from being printed.
fn keep_quiet() {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !thread::current().name().is_some_and(|name| name.starts_with(THREADS)) {
                print(panic);
            }
        }));
    });
}
