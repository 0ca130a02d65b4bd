//! The index follows from the journal, whatever happens to it.

use std::path::Path;

use taizhang_core::ids::Sequence;
use taizhang_store::{DurableLog, EventLog, IndexFault, LedgerId, Notice, Settings};
use taizhang_testutils::store::sample::{append, command_id, event_id, settings, stream};

use crate::folder::{copy, files, make_ledger};

/// Asks about an event whose block is in the database.
#[track_caller]
fn check_answers(log: &DurableLog) {
    let found = log.find(event_id(40)).unwrap().unwrap();
    assert_eq!(found.sequence, Sequence::new(40));
    let command = log.command(command_id(1)).unwrap();
    assert_eq!(command, Some(Sequence::new(1)..=Sequence::new(600)));
    assert_eq!(log.stream_version(&stream("101")).unwrap().get(), 1200);
}

fn make_indexed(folder: &Path) {
    make_ledger(folder, 1 << 20, &[600, 600]);
    assert!(folder.join("index.sled/db").exists(), "closing stores the full block");
}

#[test]
fn a_damaged_index_is_set_aside_and_made_anew() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make_indexed(&folder);
    for path in files(&folder.join("index.sled")) {
        std::fs::write(path, b"not what sled wrote").unwrap();
    }
    let log = DurableLog::open(&folder, settings()).unwrap();
    check_answers(&log);
    let aside = folder.join("index.sled.damaged-1");
    let notices = log.take_notices();
    assert!(matches!(&notices[0], Notice::IndexSetAside { path, .. } if *path == aside));
    assert_eq!(std::fs::read(aside.join("db")).unwrap(), b"not what sled wrote");
    drop(log);
    let log = DurableLog::open(&folder, settings()).unwrap();
    check_answers(&log);
    assert_eq!(log.take_notices(), []);
    assert!(log.verify().unwrap().is_sound());
}

#[test]
fn an_index_of_another_ledger_is_not_believed() {
    let parent = tempfile::tempdir().unwrap();
    let (folder, other) = (parent.path().join("ledger"), parent.path().join("other"));
    make_indexed(&folder);
    let id = LedgerId::new(*event_id(1).as_uuid());
    let mut log = DurableLog::create(&other, id, settings()).unwrap();
    log.append(append(&stream("101"), 0, 1, 1000)).unwrap();
    drop(log);
    std::fs::remove_dir_all(folder.join("index.sled")).unwrap();
    copy(&other.join("index.sled"), &folder.join("index.sled"));
    let log = DurableLog::open(&folder, settings()).unwrap();
    check_answers(&log);
    let notices = log.take_notices();
    let reason = IndexFault::OtherEvents;
    assert!(matches!(&notices[0], Notice::IndexSetAside { reason: r, .. } if *r == reason));
    assert!(log.verify().unwrap().is_sound());
}

#[test]
fn an_index_that_is_gone_or_cannot_be_made_is_done_without() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make_indexed(&folder);
    std::fs::remove_dir_all(folder.join("index.sled")).unwrap();
    check_answers(&DurableLog::open_for_reading(&folder, settings()).unwrap());
    let _writer = DurableLog::open(&folder, settings()).unwrap();
    // The writer has the lock, so the reader has no database.
    let hasty = Settings { lock_wait: std::time::Duration::ZERO, ..settings() };
    check_answers(&DurableLog::open_for_reading(&folder, hasty).unwrap());
}

#[test]
fn a_rebuild_keeps_the_old_index() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make_indexed(&folder);
    let mut log = DurableLog::open(&folder, settings()).unwrap();
    log.rebuild().unwrap();
    check_answers(&log);
    assert!(log.verify().unwrap().is_sound());
    assert!(folder.join("index.sled.damaged-1/db").exists());
    log.append(append(&stream("101"), 1200, 1201, 1)).unwrap();
}
