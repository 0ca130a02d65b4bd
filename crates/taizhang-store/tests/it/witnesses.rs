//! A journal that was cut short or exchanged together with its note is contradicted by what was
//! once made from it; damage in its middle keeps the ledger from being written.

use std::fs::{File, OpenOptions};
use std::path::Path;

use taizhang_core::ids::Sequence;
use taizhang_store::{
    Checkpoint, Damage, DamageKind, DurableLog, EventLog, NoteFault, Notice, OpenError, ReadError,
    StoredEvent, Witness,
};
use taizhang_testutils::store::sample::{append, settings, stream};

use crate::folder::{copy, make_ledger, read_all};

/// A ledger with a checkpoint at one of its events and an index of 512.
fn make(folder: &Path, checkpoint_at: Option<usize>) -> Vec<StoredEvent> {
    let events = make_ledger(folder, 1 << 20, &[300, 250, 1]);
    if let Some(at) = checkpoint_at {
        let mut log = DurableLog::open(folder, settings()).unwrap();
        let (sequence, head_hash) = (events[at - 1].sequence, events[at - 1].hash);
        let fingerprint = "1".to_owned();
        let checkpoint = Checkpoint { fingerprint, sequence, head_hash, bytes: vec![1; 5000] };
        log.save_checkpoint(&"figures".parse().unwrap(), &checkpoint).unwrap();
    }
    events
}

/// Cuts the journal after its first append, and takes away what knows of the rest but `keep`.
fn shorten(folder: &Path, keep: &str) {
    let path = folder.join("journal/000001.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    let kept: String = text.split_inclusive('\n').take(301).collect();
    std::fs::write(&path, kept).unwrap();
    for name in
        ["journal/acknowledged", "checkpoints/journal.mark", "checkpoints/figures", "index.sled"]
    {
        let path = folder.join(name);
        if name == keep || !path.exists() {
            continue;
        }
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .unwrap();
    }
}

#[track_caller]
fn refusal(outcome: Result<DurableLog, OpenError>) -> Damage {
    match outcome {
        Err(OpenError::Read(ReadError::Damage(damage))) => damage,
        other => panic!("{other:?}"),
    }
}

/// Checks that writing and verifying both name the witness, and that an explicit rebuild goes on.
#[track_caller]
fn check_shortened(keep: &str, expected: &DamageKind) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make(&folder, Some(551));
    shorten(&folder, keep);
    let damage = match DurableLog::open_for_reading(&folder, settings()) {
        Err(OpenError::Read(ReadError::Damage(damage))) => damage,
        Ok(log) => log.verify().unwrap().damage[0].clone(),
        Err(error) => panic!("{error:?}"),
    };
    assert_eq!((damage.sequence, &damage.kind), (Sequence::new(301), expected));
    assert_eq!(damage.offset, std::fs::metadata(&damage.segment).unwrap().len());
    let written = DurableLog::open(&folder, settings()).and_then(|mut log| {
        match log.append(append(&stream("101"), 300, 900, 1)) {
            Err(taizhang_store::AppendError::Read(error)) => Err(error.into()),
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(refusal(written), damage);
    let rebuilt = DurableLog::open_and_rebuild(&folder, settings());
    if let DamageKind::Truncated { .. } = expected {
        // The note is not made from the journal, but for it.
        assert_eq!(refusal(rebuilt), damage);
        return;
    }
    let mut log = rebuilt.unwrap();
    log.append(append(&stream("101"), 300, 900, 1)).unwrap();
    drop(log);
    let log = DurableLog::open(&folder, settings()).unwrap();
    assert_eq!(log.take_notices(), []);
    assert!(log.verify().unwrap().is_sound());
}

#[test]
fn a_shortened_journal_is_contradicted_by_each_witness() {
    let known = Sequence::new(551);
    check_shortened("journal/acknowledged", &DamageKind::Truncated { acknowledged: known });
    check_shortened(
        "checkpoints/journal.mark",
        &DamageKind::Shortened { witness: Witness::Mark, known },
    );
    check_shortened(
        "checkpoints/figures",
        &DamageKind::Shortened { witness: Witness::Checkpoint, known },
    );
    let known = Sequence::new(512);
    check_shortened("index.sled", &DamageKind::Shortened { witness: Witness::Index, known });
}

#[test]
fn a_journal_of_other_events_is_contradicted() {
    let parent = tempfile::tempdir().unwrap();
    let (folder, other) = (parent.path().join("ledger"), parent.path().join("other"));
    make(&folder, Some(256));
    make_ledger(&other, 1 << 20, &[299, 300, 2]);
    for kept in ["checkpoints", "index.sled"] {
        let mixed = parent.path().join(kept);
        copy(&folder, &mixed);
        for name in ["checkpoints", "index.sled"].iter().filter(|name| **name != kept) {
            std::fs::remove_dir_all(mixed.join(name)).unwrap();
        }
        std::fs::remove_dir_all(mixed.join("journal")).unwrap();
        copy(&other.join("journal"), &mixed.join("journal"));
        let (witness, sequence) = match kept {
            "checkpoints" => (Witness::Checkpoint, 256),
            _ => (Witness::Index, 512),
        };
        let damage = match DurableLog::open_for_reading(&mixed, settings()) {
            Ok(log) => log.verify().unwrap().damage[0].clone(),
            opened => refusal(opened),
        };
        assert_eq!(damage.sequence, Sequence::new(sequence));
        assert_eq!(damage.kind, DamageKind::Rewritten { witness });
    }
}

#[test]
fn a_lost_note_is_a_finding_and_promises_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make_ledger(&folder, 1 << 20, &[3, 2]);
    let journal = folder.join("journal/000001.jsonl");
    let length = std::fs::metadata(&journal).unwrap().len();
    let sound = DurableLog::open_for_reading(&folder, settings()).unwrap().verify().unwrap();
    assert_eq!(sound.note, None);
    let note = folder.join("journal/acknowledged");
    for fault in [NoteFault::Unreadable, NoteFault::Missing] {
        match fault {
            NoteFault::Unreadable => std::fs::write(&note, b"no note").unwrap(),
            NoteFault::Missing => std::fs::remove_file(&note).unwrap(),
        }
        let log = DurableLog::open_for_reading(&folder, settings()).unwrap();
        let found = log.verify().unwrap();
        assert_eq!((found.note, found.is_sound()), (Some(fault), false));
        drop(log);
        // An end that is no complete append may have been acknowledged or not.
        std::fs::remove_file(folder.join("checkpoints/journal.mark")).unwrap();
        OpenOptions::new().append(true).open(&journal).unwrap().set_len(length - 10).unwrap();
        let log = DurableLog::open(&folder, settings()).unwrap();
        let notices = log.take_notices();
        assert!(matches!(notices[0], Notice::AcknowledgementLost { fault: f, .. } if f == fault));
        assert!(matches!(notices[1], Notice::UnnotedTailRemoved { .. }), "{notices:?}");
        drop(log);
        let mut log = DurableLog::open(&folder, settings()).unwrap();
        assert!(log.verify().unwrap().is_sound(), "the note was made anew");
        log.append(append(&stream("101"), 3, 4, 2)).unwrap();
    }
}

/// Flips a bit in the middle of a file and leaves its time of modification as it was.
fn damage_in_secret(path: &Path) {
    let modified = std::fs::metadata(path).unwrap().modified().unwrap();
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
    File::options().append(true).open(path).unwrap().set_modified(modified).unwrap();
}

#[test]
fn damage_in_the_middle_is_refused_before_anything_is_written() {
    let parent = tempfile::tempdir().unwrap();
    let sample = parent.path().join("sample");
    make_ledger(&sample, 20_000, &[30; 6]);
    let names = ["000001.jsonl", "000003.jsonl", "000006.jsonl"];
    for name in names {
        for mark in [true, false] {
            let folder = parent.path().join(format!("{name}-{mark}"));
            copy(&sample, &folder);
            // A copy has other times, so opening it reads everything and marks it.
            drop(DurableLog::open(&folder, settings()).unwrap());
            if !mark {
                std::fs::remove_file(folder.join("checkpoints/journal.mark")).unwrap();
            }
            let segment = folder.join("journal").join(name);
            damage_in_secret(&segment);
            let damage = refusal(DurableLog::open(&folder, settings()));
            let log = DurableLog::open_for_reading(&folder, settings()).unwrap();
            assert_eq!(damage, log.verify().unwrap().damage[0]);
            assert_eq!(damage.segment, segment);
            let Err(ReadError::Damage(read)) = read_all(&log) else { panic!("{name}") };
            assert_eq!(damage, read);
        }
    }
}

#[test]
fn an_unchanged_journal_is_not_read_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ledger");
    make_ledger(&folder, 20_000, &[30; 6]);
    let marked =
        || std::fs::metadata(folder.join("checkpoints/journal.mark")).unwrap().modified().unwrap();
    let before = marked();
    drop(DurableLog::open(&folder, settings()).unwrap());
    assert_eq!(marked(), before, "there was nothing to check and nothing to mark");
    let mut log = DurableLog::open(&folder, settings()).unwrap();
    log.append(append(&stream("101"), 180, 181, 1)).unwrap();
    drop(log);
    let after = marked();
    assert_ne!(after, before);
    drop(DurableLog::open(&folder, settings()).unwrap());
    assert_eq!(marked(), after);
}
