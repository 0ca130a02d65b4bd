//! Every write, sync, rename and create that sled makes fails once, in every way.
//!
//! sled does its own I/O, so the fault is made beneath it: a layer under the C library
//! (`index_faults.c`), loaded into a child process. The journal works all the while, so whatever
//! happens to the index, every append is acknowledged and every answer is right.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use taizhang_core::ids::Sequence;
use taizhang_store::{DurableLog, EventLog, Settings};
use taizhang_testutils::store::sample::{append, command_id, event_id, settings, stream};

use crate::chance::{Chance, rounds};
use crate::folder::{copy, files, make_ledger, read_all};

const FOLDER: &str = "TAIZHANG_TEST_FAULTY_INDEX";
const BEFORE: u64 = 600;
const KINDS: [&str; 7] = ["short", "enospc", "full", "eio", "dead", "kill", "power"];

/// The exit code of a child that was told to end in the middle.
const ENDED: i32 = 86;

/// A child that takes longer waits for something that will never happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks what an index answers, and compares.
#[track_caller]
fn check_answers(log: &DurableLog, events: u64) {
    for n in [1, 40, 512, 513, events] {
        let found = log.find(event_id(n)).unwrap().unwrap();
        assert_eq!(found.sequence, Sequence::new(n));
    }
    assert_eq!(log.find(event_id(events + 1)).unwrap(), None);
    let command = log.command(command_id(1)).unwrap();
    assert_eq!(command, Some(Sequence::new(1)..=Sequence::new(BEFORE)));
    assert_eq!(log.command(command_id(2)).unwrap(), None);
    assert_eq!(log.stream_version(&stream("101")).unwrap().get(), events);
}

#[expect(clippy::print_stdout, reason = "the parent process reads what was acknowledged")]
fn append_and_say(log: &mut DurableLog, known: u64, count: u64) {
    let one = append(&stream("101"), known, known + 1, count);
    assert!(!log.append(one.clone()).unwrap().duplicate);
    println!("acknowledged {}", known + count);
    assert!(log.append(one).unwrap().duplicate, "the index knows the command");
    check_answers(log, known + count);
}

/// Meets a damaged index, makes it anew, stores blocks, reads them back, and makes it anew again.
#[test]
fn child_with_a_faulty_index() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let settings = || Settings { index_patience: Duration::from_secs(2), ..settings() };
    let mut log = DurableLog::open(&folder, settings()).unwrap();
    append_and_say(&mut log, BEFORE, 300);
    drop(log);
    let mut log = DurableLog::open(&folder, settings()).unwrap();
    append_and_say(&mut log, BEFORE + 300, 200);
    log.rebuild().unwrap();
    append_and_say(&mut log, BEFORE + 500, 1);
    drop(log);
    let log = DurableLog::open_for_reading(&folder, settings()).unwrap();
    check_answers(&log, BEFORE + 501);
}

/// Compiles the layer; `None`, with the reason printed, where there is no C compiler.
#[expect(clippy::print_stderr, reason = "a test that is left out says why")]
fn compile_layer(folder: &Path) -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/index_faults.c");
    let layer = folder.join("index_faults.so");
    let arguments = ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o"];
    match Command::new("cc").args(arguments).arg(&layer).arg(source).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(layer)
        }
        Err(error) => {
            eprintln!("left out: the C compiler `cc` cannot be started ({error})");
            None
        }
    }
}

fn start(layer: &Path, folder: &Path, kind: &str, at: u32, report: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "index_faults::child_with_a_faulty_index", "--nocapture"])
        .arg("--test-threads=1")
        .env(FOLDER, folder)
        .env("LD_PRELOAD", layer)
        .env("FAULT_UNDER", "/index.sled")
        .env("FAULT_KIND", kind)
        .env("FAULT_AT", at.to_string())
        .env("FAULT_REPORT", report)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for a child; returns its exit code and the last event it acknowledged.
#[track_caller]
fn finish(mut child: Child, case: &str) -> (Option<i32>, u64, String) {
    let mut waited = Duration::ZERO;
    let pause = Duration::from_millis(5);
    while child.try_wait().unwrap().is_none() {
        if waited > PATIENCE {
            child.kill().unwrap();
            let output = child.wait_with_output().unwrap();
            panic!("{case}: hangs; {}", String::from_utf8_lossy(&output.stderr));
        }
        std::thread::sleep(pause);
        waited += pause;
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().filter_map(|line| line.strip_prefix("acknowledged ")?.parse().ok());
    let words = format!("{said}{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code(), lines.max().unwrap_or(BEFORE), words)
}

/// Opens what is left: the journal is whole, and the index is right or becomes so.
#[track_caller]
fn check_survivor(folder: &Path, acknowledged: u64, case: &str) {
    let mut log = DurableLog::open(folder, settings()).unwrap();
    let known = log.head().sequence.get();
    assert!(known >= acknowledged, "{case}: {known} of {acknowledged}");
    assert_eq!(read_all(&log).unwrap().len() as u64, known, "{case}");
    check_answers(&log, known);
    log.append(append(&stream("101"), known, known + 1, 1)).unwrap();
    drop(log);
    let log = DurableLog::open(folder, settings()).unwrap();
    check_answers(&log, known + 1);
    let found = log.verify().unwrap();
    assert!(found.is_sound(), "{case}: not healed: {found:?}, {:?}", log.take_notices());
    assert_eq!(log.take_notices(), [], "{case}");
}

#[test]
fn every_operation_of_the_index_may_fail_in_every_way() {
    let parent = tempfile::tempdir().unwrap();
    let Some(layer) = compile_layer(parent.path()) else { return };
    let sample = parent.path().join("sample");
    make_ledger(&sample, 1 << 20, &[BEFORE]);
    for path in files(&sample.join("index.sled")) {
        std::fs::write(path, b"not what sled wrote").unwrap();
    }
    let report = parent.path().join("struck");
    let mut chance = Chance::new(7);
    for kind in KINDS {
        let (mut at, mut struck) = (1, 0);
        loop {
            let folder = parent.path().join("ledger");
            copy(&sample, &folder);
            let _ = std::fs::remove_file(&report);
            let child = start(&layer, &folder, kind, at, &report);
            let case = format!("{kind} at operation {at}");
            let (code, acknowledged, words) = finish(child, &case);
            let operation = std::fs::read_to_string(&report);
            let case = format!("{case} ({operation:?})");
            let ends = ["kill", "power"].contains(&kind) && operation.is_ok();
            assert_eq!(code, Some(if ends { ENDED } else { 0 }), "{case}: {words}");
            check_survivor(&folder, acknowledged, &case);
            std::fs::remove_dir_all(&folder).unwrap();
            if operation.is_err() {
                break;
            }
            struck += 1;
            // The quick test leaves operations out, by chance that is the same each time.
            at += 1 + u32::try_from(chance.below(rounds(20, 1).into())).unwrap();
        }
        assert!(struck >= 4, "{kind}: {struck} operations of {at}");
    }
}
