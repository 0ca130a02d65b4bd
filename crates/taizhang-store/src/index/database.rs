//! The one boundary to sled.
//!
//! sled 0.34 may panic on files that are not what it wrote, and its threads print. Every call goes
//! through [`guarded`], which turns a panic into a fault of the index, so that the caller can set
//! the index aside and build it anew. The index is never the only copy of anything.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use super::block::{Block, Brief, Entries};
use crate::{HashValue, IndexFault, LedgerId};

const LEDGER_KEY: &[u8] = b"ledger";
const CACHE_BYTES: u64 = 16 << 20;

/// An open index database.
#[derive(Debug)]
pub(crate) struct Database {
    /// Taken when it is dropped, which may panic as well.
    db: Option<sled::Db>,
}

impl Database {
    /// Opens the database of `ledger`, or makes one.
    pub(crate) fn open(path: &Path, ledger: LedgerId) -> Result<Self, IndexFault> {
        let db = guarded(|| {
            sled::Config::new()
                .path(path)
                .cache_capacity(CACHE_BYTES)
                .flush_every_ms(None)
                .print_profile_on_drop(false)
                .open()
        })?;
        let database = Self { db: Some(db) };
        let mark = [b"taizhang index 1 ".as_slice(), ledger.as_uuid().as_bytes()].concat();
        match database.get(LEDGER_KEY)? {
            Some(found) if found == mark => {}
            Some(_) => return Err(IndexFault::OtherEvents),
            None => database.with(|db| db.insert(LEDGER_KEY, mark.as_slice()).map(|_| ()))?,
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
        let bytes = self.get(&key("block", block))?;
        let intact = bytes.filter(|bytes| HashValue::of(bytes) == brief.digest);
        intact.map(Entries).ok_or(IndexFault::Entry { block })
    }

    /// Stores blocks, each with its brief or not at all.
    pub(crate) fn store(&self, blocks: &[Block]) -> Result<(), IndexFault> {
        for block in blocks {
            let mut batch = sled::Batch::default();
            batch.insert(key("block", block.number), block.entries.0.as_slice());
            batch.insert(key("brief", block.number), block.brief.to_bytes(block.number));
            self.with(|db| db.apply_batch(batch))?;
        }
        self.with(|db| db.flush().map(|_| ()))
    }

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, IndexFault> {
        self.with(|db| db.get(key).map(|value| value.map(|bytes| bytes.to_vec())))
    }

    fn with<T>(&self, call: impl FnOnce(&sled::Db) -> sled::Result<T>) -> Result<T, IndexFault> {
        match &self.db {
            Some(db) => guarded(|| call(db)),
            None => Err(IndexFault::Panic),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let db = self.db.take();
        let _ = guarded(|| {
            drop(db);
            Ok(())
        });
    }
}

fn key(kind: &str, block: u32) -> Vec<u8> {
    [kind.as_bytes(), &block.to_be_bytes()].concat()
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Calls sled; a panic in it is a fault like any other, and is not printed.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, IndexFault> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = std::thread::current();
            let sleds = thread.name().is_some_and(|name| name.starts_with("sled"));
            if !sleds && !GUARDED.get() {
                print(panic);
            }
        }));
    });
    GUARDED.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(false);
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(IndexFault::Database { message: error.to_string() }),
        Err(_) => Err(IndexFault::Panic),
    }
}
