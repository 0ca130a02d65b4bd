//! Several commands in one sync: by one thread that has them all, and by threads that wait.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use taizhang_core::ids::StreamVersion;
use taizhang_store::{Append, AppendError, DurableLog, EventLog, Settings, SharedLog};
use taizhang_testutils::store::disk::{Fault, SimulatedDisk, Survival};
use taizhang_testutils::store::sample::{append, event_id, ledger, settings, stream};

use crate::folder::read_all;

/// Long enough for every thread to stand in the queue.
const QUEUING: Duration = Duration::from_millis(500);

fn settings_on(disk: &SimulatedDisk) -> Settings {
    Settings { disk: Arc::new(disk.clone()), ..settings() }
}

#[test]
fn each_append_of_a_group_is_judged_after_the_ones_before_it() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    let mut log = DurableLog::create(&folder, ledger(), settings()).unwrap();
    log.append(append(&stream("101"), 0, 1, 2)).unwrap();
    let mut taken = append(&stream("103"), 0, 30, 1);
    taken.events[0].id = event_id(10);
    let mut empty = append(&stream("103"), 0, 31, 1);
    empty.events.clear();
    let group: Vec<Append> = vec![
        append(&stream("101"), 2, 10, 2),
        append(&stream("102"), 0, 20, 1),
        append(&stream("101"), 2, 40, 1),
        append(&stream("101"), 0, 1, 2),
        append(&stream("101"), 2, 10, 2),
        taken,
        empty,
        append(&stream("101"), 4, 50, 300),
    ];
    let told: Vec<String> = log
        .append_all(group)
        .into_iter()
        .map(|outcome| match outcome {
            Ok(appended) => {
                let (first, last) = appended.sequences.into_inner();
                format!("{first} to {last}, duplicate: {}", appended.duplicate)
            }
            Err(error) => error.to_string(),
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    3 to 4, duplicate: false
    5 to 5, duplicate: false
    stream 101/2022 is at version 4, not 2
    1 to 2, duplicate: true
    3 to 4, duplicate: true
    event id 01900000-0000-7000-8000-00010000000a is already taken
    command 01900000-0000-7000-8000-00020000001f records no event
    6 to 305, duplicate: false
    ");
    assert!(log.find(event_id(349)).unwrap().is_some());
    drop(log);
    let log = DurableLog::open(&folder, settings()).unwrap();
    assert_eq!(read_all(&log).unwrap().len(), 305);
    assert!(log.verify().unwrap().is_sound());
}

/// Lets eight threads stand in the queue, and then go.
fn eight_at_once(
    shared: &SharedLog,
    make: impl Fn(u64) -> Append + Sync,
) -> Vec<Result<taizhang_store::Appended, AppendError>> {
    thread::scope(|scope| {
        let threads = shared.look(|_| {
            let make = &make;
            let start = |n| scope.spawn(move || shared.append(make(n)));
            let threads: Vec<_> = (0..8).map(start).collect();
            thread::sleep(QUEUING);
            threads
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn threads_that_wait_share_one_sync() {
    let parent = tempfile::tempdir().unwrap();
    let disk = SimulatedDisk::new();
    let log = DurableLog::create(parent.path(), ledger(), settings_on(&disk)).unwrap();
    let shared = SharedLog::new(log);
    // Counts from here on, and never fails.
    disk.fail_at(usize::MAX - 1, Fault::Failure);
    let one_each = |n: u64| append(&stream(&format!("10{n}")), 0, 100 + n, 1);
    for outcome in eight_at_once(&shared, one_each) {
        assert!(!outcome.unwrap().duplicate);
    }
    assert_eq!(disk.operations(), 3, "one write, one sync, one note");
    let after = disk.after_power_cut(Survival::Nothing);
    drop(shared);
    let log = DurableLog::open(parent.path(), settings_on(&after)).unwrap();
    assert_eq!(log.head().sequence.get(), 8);
}

#[test]
fn a_sync_that_fails_acknowledges_none_of_the_group() {
    let parent = tempfile::tempdir().unwrap();
    let disk = SimulatedDisk::new();
    let mut log = DurableLog::create(parent.path(), ledger(), settings_on(&disk)).unwrap();
    log.append(append(&stream("101"), 0, 1, 1)).unwrap();
    let shared = SharedLog::new(log);
    disk.fail_at(1, Fault::Failure);
    // One of the eight repeats what is stored already, which stays true.
    let make = |n: u64| match n {
        0 => append(&stream("101"), 0, 1, 1),
        _ => append(&stream(&format!("10{}", n + 1)), 0, 100 + n, 1),
    };
    for (n, outcome) in eight_at_once(&shared, make).into_iter().enumerate() {
        match outcome {
            Ok(appended) => assert!(n == 0 && appended.duplicate),
            Err(AppendError::Sync { .. }) => assert_ne!(n, 0),
            Err(error) => panic!("{error:?}"),
        }
    }
    let again = shared.append(append(&stream("109"), 0, 200, 1));
    assert!(matches!(again, Err(AppendError::Poisoned)), "{again:?}");
    drop(shared);
    let log = DurableLog::open(parent.path(), settings_on(&disk)).unwrap();
    assert_eq!(log.head().sequence.get(), 1);
}

/// A group that is cut off by a fault leaves whole appends from its beginning.
#[test]
fn every_operation_of_a_group_may_fail() {
    let parent = tempfile::tempdir().unwrap();
    let make = |first: u64, count| append(&stream("101"), first - 1, first, count);
    let write = |disk: &SimulatedDisk| {
        let Ok(mut log) = DurableLog::create(parent.path(), ledger(), settings_on(disk)) else {
            return 0;
        };
        let outcomes = log.append_all(vec![make(1, 1), make(2, 2), make(4, 1)]);
        if outcomes.iter().all(Result::is_ok) { 4 } else { 0 }
    };
    let whole = SimulatedDisk::new();
    assert_eq!(write(&whole), 4);
    for operation in 0..whole.operations() {
        for fault in [Fault::ShortWrite, Fault::NoSpace, Fault::Failure, Fault::PowerCut] {
            let disk = SimulatedDisk::new();
            disk.fail_at(operation, fault);
            let told = write(&disk);
            for survival in [Survival::Nothing, Survival::Everything, Survival::Prefix(600)] {
                let case = format!("operation {operation}, {fault:?}, {survival:?}");
                let left = settings_on(&disk.after_power_cut(survival));
                let Ok(log) = DurableLog::open(parent.path(), left) else {
                    assert_eq!(told, 0, "{case}");
                    continue;
                };
                let found = log.head().sequence.get();
                assert!(found >= told && [0, 1, 3, 4].contains(&found), "{case}: {found}");
            }
        }
    }
}

/// Eight threads with one log: on streams of their own and on a common one, every command twice.
#[test]
fn eight_threads_with_one_log_lose_no_update() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    let shared = SharedLog::new(DurableLog::create(&folder, ledger(), settings()).unwrap());
    thread::scope(|scope| {
        for writer in 0..8 {
            let shared = &shared;
            scope.spawn(move || {
                for n in 0..10 {
                    let number = 10_000 * (writer + 1) + n * 10;
                    append_to_both(shared, writer, n, number);
                }
            });
        }
    });
    shared.look(|log| {
        assert!(log.verify().unwrap().is_sound());
        let common = log.stream_version(&stream("200")).unwrap();
        assert_eq!(common, StreamVersion::new(8 * 10 * 2));
        for (event, n) in read_all(log).unwrap().iter().zip(1..) {
            assert_eq!(event.sequence.get(), n);
        }
        assert_eq!(log.head().sequence.get(), 8 * 10 * 3);
    });
}

fn append_to_both(shared: &SharedLog, writer: u64, n: u64, number: u64) {
    let at_once = |mut one: Append| {
        for event in &mut one.events {
            event.recorded_at = taizhang_testutils::store::sample::moment(0);
        }
        one
    };
    let own = at_once(append(&stream(&format!("10{writer}")), n, number, 1));
    assert!(!shared.append(own.clone()).unwrap().duplicate);
    assert!(shared.append(own).unwrap().duplicate);
    let mut version = 0;
    loop {
        let common = at_once(append(&stream("200"), version, number + 1, 2));
        match shared.append(common) {
            Ok(appended) => return assert!(!appended.duplicate),
            Err(AppendError::Conflict { actual, .. }) => version = actual.get(),
            Err(error) => panic!("{error:?}"),
        }
    }
}
