//! Every operation on the disk fails once, in every way; what was acknowledged is there after it.

use std::path::Path;
use std::sync::Arc;

use taizhang_core::ids::Sequence;
use taizhang_store::{
    AppendError, DurableLog, EventLog, HashValue, OpenError, Settings, StoredEvent,
};
use taizhang_testutils::store::disk::{Fault, SimulatedDisk, Survival};
use taizhang_testutils::store::sample::{append, ledger, settings, stream};

/// Numbers of events of the appends that are made; a segment holds about four events.
const APPENDS: [u64; 7] = [1, 3, 2, 1, 4, 1, 2];

fn settings_on(disk: &SimulatedDisk) -> Settings {
    Settings { segment_bytes: 2500, disk: Arc::new(disk.clone()), ..settings() }
}

/// What the scenario was told, to be compared with what is there afterwards.
#[derive(Debug, Default)]
struct Told {
    /// Hash after every acknowledged append.
    acknowledged: Vec<HashValue>,
    /// Events of the acknowledged appends.
    events: u64,
}

/// Makes a ledger and appends to it, opening it anew after a failure and after every third append.
///
/// What fails is tried again once; the ledger may refuse, but it must not lie.
fn write_ledger(folder: &Path, disk: &SimulatedDisk) -> Told {
    let mut told = Told::default();
    let Some(mut log) = create(folder, disk) else { return told };
    for (index, count) in APPENDS.into_iter().enumerate() {
        for _attempt in 0..2 {
            if index % 3 == 2 {
                drop(log);
                let Some(opened) = open(folder, disk) else { return told };
                log = opened;
            }
            let known = log.head().sequence.get();
            let outcome = log.append(append(&stream("101"), known, told.events + 1, count));
            match outcome {
                Ok(_) => {
                    told.events += count;
                    told.acknowledged.push(log.head().hash);
                    break;
                }
                Err(AppendError::Write { .. }) => {
                    assert_eq!(log.head().sequence.get(), known, "nothing of it is there");
                }
                Err(AppendError::Sync { .. } | AppendError::Poisoned) => {
                    let again = log.append(append(&stream("101"), known, 900, 1));
                    assert!(matches!(again, Err(AppendError::Poisoned)), "{again:?}");
                    drop(log);
                    let Some(opened) = open(folder, disk) else { return told };
                    log = opened;
                    // The append may have survived although nobody said so.
                    if log.head().sequence.get() == told.events + count {
                        told.events += count;
                        told.acknowledged.push(log.head().hash);
                        break;
                    }
                }
                Err(error) => panic!("{error:?}"),
            }
        }
        if log.head().sequence.get() != told.events {
            return told;
        }
        let read = log.read(Sequence::new(1)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        assert_eq!(read.unwrap().len() as u64, told.events, "a failure leaves the log readable");
    }
    told
}

fn create(folder: &Path, disk: &SimulatedDisk) -> Option<DurableLog> {
    match DurableLog::create(folder, ledger(), settings_on(disk)) {
        Ok(log) => Some(log),
        Err(OpenError::Write { .. }) => {
            match DurableLog::create(folder, ledger(), settings_on(disk)) {
                Ok(log) => Some(log),
                Err(OpenError::AlreadyExists { .. }) => open(folder, disk),
                Err(OpenError::Write { .. } | OpenError::Read(_)) => None,
                Err(error) => panic!("{error:?}"),
            }
        }
        Err(error) => panic!("{error:?}"),
    }
}

fn open(folder: &Path, disk: &SimulatedDisk) -> Option<DurableLog> {
    for _attempt in 0..2 {
        match DurableLog::open(folder, settings_on(disk)) {
            Ok(log) => return Some(log),
            Err(OpenError::Write { .. } | OpenError::NotFound { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    None
}

/// Opens what is left and compares it with what was told.
#[track_caller]
fn check_survivor(folder: &Path, disk: &SimulatedDisk, told: &Told, case: &str) {
    let mut log = match DurableLog::open(folder, settings_on(disk)) {
        Ok(log) => log,
        Err(OpenError::NotFound { .. }) if told.events == 0 => return,
        Err(error) => panic!("{case}: {error:?}"),
    };
    let events: Vec<StoredEvent> =
        log.read(Sequence::new(1)).and_then(Iterator::collect).unwrap_or_else(|error| {
            panic!("{case}: {error:?}");
        });
    assert!(events.len() as u64 >= told.events, "{case}: {} of {told:?}", events.len());
    for hash in &told.acknowledged {
        assert!(events.iter().any(|event| event.hash == *hash), "{case}: {hash} is gone");
    }
    for append in events.chunk_by(|one, next| one.command_id == next.command_id) {
        let first = append[0].sequence.get();
        let sizes = APPENDS.iter().scan(1, |first, count| {
            let this = *first;
            *first += count;
            Some((this, *count))
        });
        let whole = sizes.into_iter().any(|part| part == (first, append.len() as u64));
        assert!(whole, "{case}: the append at {first} has {} events", append.len());
    }
    let version = events.len() as u64;
    log.append(append(&stream("101"), version, 100, 2)).unwrap_or_else(|error| {
        panic!("{case}: {error:?}");
    });
    assert!(log.verify().expect("the log can be read").is_sound(), "{case}");
}

#[test]
fn every_operation_may_fail_in_every_way() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let whole = SimulatedDisk::new();
    let told = write_ledger(folder.path(), &whole);
    assert_eq!(told.acknowledged.len(), APPENDS.len());
    let operations = whole.operations();
    assert!(operations > 40, "{operations} operations");
    let survivals = [
        Survival::Nothing,
        Survival::Everything,
        Survival::Prefix(0),
        Survival::Prefix(300),
        Survival::Prefix(999),
        Survival::EveryOtherBlock,
    ];
    for operation in 0..operations {
        for fault in [Fault::ShortWrite, Fault::NoSpace, Fault::Failure, Fault::PowerCut] {
            let disk = SimulatedDisk::new();
            disk.fail_at(operation, fault);
            let told = write_ledger(folder.path(), &disk);
            for survival in survivals {
                let case = format!("operation {operation}, {fault:?}, {survival:?}");
                check_survivor(folder.path(), &disk.after_power_cut(survival), &told, &case);
            }
        }
    }
}

/// After a sync that failed, Linux shows the bytes but may never write them.
#[test]
fn an_append_whose_sync_failed_is_not_taken_for_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let disk = SimulatedDisk::new();
    let mut log = DurableLog::create(folder.path(), ledger(), settings_on(&disk)).unwrap();
    log.append(append(&stream("101"), 0, 1, 1)).unwrap();
    disk.fail_at(1, Fault::Failure);
    let error = log.append(append(&stream("101"), 1, 2, 1)).unwrap_err();
    assert!(matches!(error, AppendError::Sync { .. }), "{error:?}");
    let error = log.append(append(&stream("101"), 1, 3, 1)).unwrap_err();
    assert!(matches!(error, AppendError::Poisoned), "{error:?}");
    drop(log);
    let log = DurableLog::open(folder.path(), settings_on(&disk)).unwrap();
    assert_eq!(log.head().sequence, Sequence::new(1));
}

/// If not even the bytes of a failed sync can be cut off, they are made durable when they are seen.
#[test]
fn what_is_seen_after_opening_is_on_the_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let disk = SimulatedDisk::new();
    let mut log = DurableLog::create(folder.path(), ledger(), settings_on(&disk)).unwrap();
    log.append(append(&stream("101"), 0, 1, 1)).unwrap();
    disk.fail_during(1..3, Fault::Failure);
    let error = log.append(append(&stream("101"), 1, 2, 1)).unwrap_err();
    assert!(matches!(error, AppendError::Sync { .. }), "{error:?}");
    drop(log);
    let log = DurableLog::open(folder.path(), settings_on(&disk)).unwrap();
    assert_eq!(log.head().sequence, Sequence::new(2));
    let after = disk.after_power_cut(Survival::Nothing);
    let head = log.head();
    drop(log);
    let log = DurableLog::open(folder.path(), settings_on(&after)).unwrap();
    assert_eq!(log.head(), head);
}
