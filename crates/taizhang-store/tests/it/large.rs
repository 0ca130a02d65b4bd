//! Appends so large that several threads make, chain and write their lines.

use std::sync::Arc;

use taizhang_store::{DurableLog, EventLog, MemoryLog, Settings};
use taizhang_testutils::store::disk::{Fault, SimulatedDisk, Survival};
use taizhang_testutils::store::sample::{append, ledger, settings, stream};

/// Three pieces, and more than a megabyte.
const EVENTS: u64 = 2_600;

#[test]
fn a_large_append_has_the_hashes_that_it_has_in_memory() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut memory = MemoryLog::new(ledger());
    let mut disk = DurableLog::create(folder.path(), ledger(), settings()).unwrap();
    for (version, first, count) in [(0, 1, 1), (1, 2, EVENTS), (EVENTS + 1, EVENTS + 2, 3)] {
        let told = disk.append(append(&stream("101"), version, first, count)).unwrap();
        assert_eq!(told, memory.append(append(&stream("101"), version, first, count)).unwrap());
        assert_eq!(disk.head(), memory.head());
    }
    let head = disk.head();
    drop(disk);
    let disk = DurableLog::open(folder.path(), settings()).unwrap();
    assert_eq!(disk.head(), head);
    assert!(disk.verify().unwrap().is_sound());
}

#[test]
fn a_large_append_is_kept_whole_or_not_at_all_whatever_fails() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // The index is no file of the simulated disk; another machine does not have it.
    let forget_index = || std::fs::remove_dir_all(folder.path().join("index.sled")).ok();
    for operation in 0..6 {
        for fault in [Fault::ShortWrite, Fault::NoSpace, Fault::Failure, Fault::PowerCut] {
            let disk = SimulatedDisk::new();
            let settings_on =
                |disk: &SimulatedDisk| Settings { disk: Arc::new(disk.clone()), ..settings() };
            let mut log = DurableLog::create(folder.path(), ledger(), settings_on(&disk)).unwrap();
            log.append(append(&stream("101"), 0, 1, 1)).unwrap();
            disk.fail_at(operation, fault);
            let told = log.append(append(&stream("101"), 1, 2, EVENTS));
            drop(log);
            for survival in [Survival::Nothing, Survival::Prefix(700), Survival::EveryOtherBlock] {
                let case = format!("operation {operation}, {fault:?}, {survival:?}: {told:?}");
                let after = disk.after_power_cut(survival);
                forget_index();
                let log = DurableLog::open(folder.path(), settings_on(&after)).unwrap();
                let kept = log.head().sequence.get();
                assert!(kept == 1 + EVENTS || told.is_err() && kept == 1, "{kept}, {case}");
                assert!(log.verify().unwrap().is_sound(), "{case}");
            }
            forget_index();
        }
    }
}
