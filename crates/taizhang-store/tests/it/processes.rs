//! Several processes and threads: one is killed while it writes, many write at once.
//!
//! The other processes are this test binary again, told by the environment what to do.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use taizhang_core::ids::StreamVersion;
use taizhang_store::{AppendError, DurableLog, EventLog, LockError, Notice, OpenError, Settings};
use taizhang_testutils::store::sample::{append, event, ledger, settings, stream};

use crate::chance::{Chance, rounds};
use crate::folder::read_all;

const FOLDER: &str = "TAIZHANG_TEST_FOLDER";
const SEED: &str = "TAIZHANG_TEST_SEED";

fn start(test: &str, folder: &Path, seed: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Returns folder and seed when this process was started to do a part of a test.
fn task() -> Option<(std::path::PathBuf, u64)> {
    let folder = std::env::var_os(FOLDER)?.into();
    Some((folder, std::env::var(SEED).ok()?.parse().ok()?))
}

fn small_segments() -> Settings {
    Settings { segment_bytes: 40_000, ..settings() }
}

#[expect(clippy::print_stdout, reason = "the parent process reads what was acknowledged")]
fn acknowledge(last: u64) {
    println!("acknowledged {last}");
}

/// Appends until it is killed; says what was acknowledged.
#[test]
fn child_that_is_killed() {
    let Some((folder, seed)) = task() else { return };
    let mut chance = Chance::new(seed);
    loop {
        let mut log = DurableLog::open(&folder, small_segments()).unwrap();
        for _append in 0..chance.below(60) {
            let known = log.head().sequence.get();
            let count = if chance.below(10) == 0 { 200 } else { 1 + chance.below(8) };
            log.append(append(&stream("101"), known, known + 1, count)).unwrap();
            acknowledge(known + count);
        }
    }
}

#[test]
fn a_killed_writer_loses_nothing_that_was_acknowledged() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    drop(DurableLog::create(&folder, ledger(), small_segments()).unwrap());
    let mut chance = Chance::new(42);
    let (mut torn, mut unsaid) = (0, 0);
    let rounds = rounds(20, 500);
    for round in 0..rounds {
        let mut child = start("processes::child_that_is_killed", &folder, u64::from(round) + 1);
        let reader = BufReader::new(child.stdout.take().unwrap());
        let reading = std::thread::spawn(move || {
            let lines = reader.lines().map_while(Result::ok);
            let said = lines.filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
            said.max().unwrap_or(0_u64)
        });
        std::thread::sleep(Duration::from_micros(5_000 + chance.below(60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = reading.join().unwrap();

        let log = DurableLog::open(&folder, small_segments()).unwrap();
        let known = log.head().sequence.get();
        assert!(known >= acknowledged, "round {round}: {known} of {acknowledged}");
        unsaid += u64::from(known > acknowledged && acknowledged > 0);
        let cut = log.take_notices();
        torn += u64::from(cut.iter().any(|n| matches!(n, Notice::TornAppendRemoved { .. })));
        if round % 10 == 9 || round + 1 == rounds {
            let found = log.verify().unwrap();
            assert!(found.is_sound(), "round {round}: {found:?} {:?}", log.take_notices());
            for (stored, n) in read_all(&log).unwrap().iter().zip(1..) {
                assert_eq!((stored.id, &stored.data), (event(n).id, &event(n).data));
            }
        }
    }
    assert!(rounds < 100 || torn + unsaid > 0, "no kill came in the middle of an append");
}

/// Appends to its thread's stream and to the common one, 20 times with each of four threads.
#[test]
fn child_that_competes() {
    let Some((folder, seed)) = task() else { return };
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let folder = &folder;
            scope.spawn(move || compete(folder, seed * 4 + thread));
        }
    });
}

fn compete(folder: &Path, writer: u64) {
    let patient = || Settings { lock_wait: Duration::from_secs(120), ..settings() };
    let mut conflicts = 0;
    let mut version = 0;
    for n in 0..20 {
        let number = 1_000_000 * (writer + 1) + n * 10;
        loop {
            // The version is what this writer knew, and others may have written since.
            let mut log = DurableLog::open(folder, patient()).unwrap();
            let now = log.head().recorded_at;
            let mut one = append(&stream("101"), version, number, 2);
            for event in &mut one.events {
                event.recorded_at = event.recorded_at.max(now.unwrap_or(event.recorded_at));
            }
            match log.append(one.clone()) {
                Ok(appended) => {
                    assert!(!appended.duplicate);
                    version += 2;
                    // Somebody repeats the command at once.
                    assert!(log.append(one).unwrap().duplicate);
                    break;
                }
                Err(AppendError::Conflict { actual, .. }) => {
                    conflicts += 1;
                    assert_ne!(actual, StreamVersion::new(version));
                    version = actual.get();
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }
    acknowledge(conflicts);
}

#[test]
fn two_processes_with_four_threads_each_lose_no_update() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    drop(DurableLog::create(&folder, ledger(), settings()).unwrap());
    let children = [0, 1].map(|seed| start("processes::child_that_competes", &folder, seed));
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    let log = DurableLog::open(&folder, settings()).unwrap();
    assert!(log.verify().unwrap().is_sound());
    let events = read_all(&log).unwrap();
    assert_eq!(events.len(), 8 * 20 * 2);
    for (event, n) in events.iter().zip(1..) {
        assert_eq!((event.sequence.get(), event.stream_version.get()), (n, n));
    }
    let mut commands: Vec<_> = events.iter().map(|event| event.command_id).collect();
    commands.dedup();
    commands.sort_unstable();
    commands.dedup();
    assert_eq!(commands.len(), 8 * 20, "every command is there once, in one piece");
}

#[test]
fn the_holder_of_the_lock_is_named() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    let log = DurableLog::create(&folder, ledger(), settings()).unwrap();
    let hasty = Settings { lock_wait: Duration::ZERO, ..settings() };
    let error = DurableLog::open(&folder, hasty.clone()).unwrap_err();
    let OpenError::Lock(LockError::Held { holder: Some(holder), .. }) = error else {
        panic!("{error:?}");
    };
    assert_eq!(holder, settings().holder);
    assert_eq!(holder.pid, std::process::id());
    // Reading goes on all the while.
    let reader = DurableLog::open_for_reading(&folder, hasty.clone()).unwrap();
    assert_eq!(reader.head(), log.head());
    drop(log);
    DurableLog::open(&folder, hasty).unwrap();
}

/// Only in torture, because it needs the right to mount a file system.
#[test]
fn a_full_disk_loses_nothing_and_goes_on_when_there_is_space() {
    if rounds(0, 1) == 0 {
        return;
    }
    let parent = tempfile::tempdir().unwrap();
    let mount = ["-t", "tmpfs", "-o", "size=1m", "tmpfs"];
    let mounted = Command::new("mount").args(mount).arg(parent.path()).status().unwrap();
    assert!(mounted.success(), "this test must be run by root");
    let outcome = std::panic::catch_unwind(|| fill_disk(parent.path()));
    Command::new("umount").arg(parent.path()).status().unwrap();
    outcome.unwrap();
}

fn fill_disk(disk: &Path) {
    let folder = disk.join("ledger");
    let ballast = disk.join("ballast");
    std::fs::write(&ballast, vec![1; 300_000]).unwrap();
    let mut log = DurableLog::create(&folder, ledger(), small_segments()).unwrap();
    let mut known = 0;
    let error = loop {
        match log.append(append(&stream("101"), known, known + 1, 30)) {
            Ok(_) => known += 30,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, AppendError::Write { .. }), "{error:?}");
    assert_eq!(log.head().sequence.get(), known);
    let reader = DurableLog::open_for_reading(&folder, settings()).unwrap();
    assert_eq!(read_all(&reader).unwrap().len() as u64, known);
    std::fs::remove_file(&ballast).unwrap();
    log.append(append(&stream("101"), known, known + 1, 30)).unwrap();
    drop(log);
    let log = DurableLog::open(&folder, settings()).unwrap();
    assert_eq!(log.head().sequence.get(), known + 30);
    assert!(log.verify().unwrap().is_sound());
}
