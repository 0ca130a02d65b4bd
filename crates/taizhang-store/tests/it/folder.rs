//! Ledger folders for tests.

use std::path::Path;

use taizhang_core::ids::Sequence;
use taizhang_store::{DurableLog, EventLog, ReadError, Settings, StoredEvent};
use taizhang_testutils::store::sample::{append, ledger, settings, stream};

/// Makes a ledger with appends of so many events each.
pub(crate) fn make_ledger(folder: &Path, segment_bytes: u64, appends: &[u64]) -> Vec<StoredEvent> {
    let settings = Settings { segment_bytes, ..settings() };
    let mut log = DurableLog::create(folder, ledger(), settings).unwrap();
    let mut known = 0;
    for count in appends {
        log.append(append(&stream("101"), known, known + 1, *count)).unwrap();
        known += count;
    }
    read_all(&log).unwrap()
}

/// Reads every event.
pub(crate) fn read_all(log: &DurableLog) -> Result<Vec<StoredEvent>, ReadError> {
    log.read(Sequence::new(1)).and_then(Iterator::collect)
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns the paths of all files in a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
