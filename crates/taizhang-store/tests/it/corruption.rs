//! Files of a ledger are damaged at random: nothing panics, and no event silently differs.

use std::path::{Path, PathBuf};

use taizhang_store::{
    Checkpoint, Damage, DurableLog, EventLog, EvidenceStore, OpenError, ReadError, RealDisk,
    StoredEvent,
};
use taizhang_testutils::store::sample::{command_id, event_id, settings, stream};

use crate::chance::{Chance, rounds};
use crate::folder::{copy, files, make_ledger, read_all};

const EVIDENCE: [&[u8]; 2] = [b"%PDF-1.4 a voucher", &[7; 5000]];

/// A ledger with several segments, a full block of the index, evidence and a checkpoint.
fn make_sample(folder: &Path) -> Vec<StoredEvent> {
    let events = make_ledger(folder, 250_000, &[300, 1, 500, 30, 1, 270, 1]);
    let mut log = DurableLog::open(folder, settings()).unwrap();
    for content in EVIDENCE {
        log.evidence().put(content).unwrap();
    }
    let checkpoint = Checkpoint {
        fingerprint: "1".to_owned(),
        sequence: events[1050].sequence,
        head_hash: events[1050].hash,
        bytes: vec![3; 3000],
    };
    log.save_checkpoint(&"figures".parse().unwrap(), &checkpoint).unwrap();
    assert!(files(folder).len() > 8);
    events
}

/// Damages one file and says how.
fn damage(path: &Path, chance: &mut Chance) -> String {
    let mut bytes = std::fs::read(path).unwrap();
    let length = bytes.len() as u64;
    let kind = if length == 0 { 0 } else { chance.below(6) };
    let at = chance.below(length.max(1));
    let end = (at + 1 + chance.below(600)).min(length);
    let range = usize::try_from(at).unwrap()..usize::try_from(end).unwrap();
    let what = match kind {
        0 => {
            std::fs::remove_file(path).unwrap();
            return format!("{} deleted", path.display());
        }
        1 => {
            bytes.truncate(range.start);
            format!("cut to {at}")
        }
        2 => {
            bytes[range].fill(0);
            format!("zeros at {at}..{end}")
        }
        3 => {
            bytes[range]
                .iter_mut()
                .for_each(|byte| *byte = u8::try_from(chance.below(256)).unwrap());
            format!("noise at {at}..{end}")
        }
        _ => {
            let bit = chance.below(8);
            bytes[range.start] ^= 1 << bit;
            format!("bit {bit} of byte {at} flipped")
        }
    };
    std::fs::write(path, bytes).unwrap();
    format!("{}: {what}", path.display())
}

/// Checks that what lies before the damage for which writing was refused can still be read.
#[track_caller]
fn check_sound_part(folder: &Path, refused: &Damage, events: &[StoredEvent], case: &str) {
    let part = DurableLog::open_sound_part(folder, settings(), refused).unwrap();
    let before = usize::try_from(refused.sequence.get()).unwrap() - 1;
    let read = part.map(|log| read_all(&log).unwrap()).unwrap_or_default();
    assert!(read == events[..before], "{case}: {} of {before} events", read.len());
}

/// Checks that reading and verifying find the damage for which writing was refused.
#[track_caller]
fn check_refused(folder: &Path, refused: &Damage, case: &str) {
    let log = match DurableLog::open_for_reading(folder, settings()) {
        Ok(log) => log,
        Err(OpenError::Read(ReadError::Damage(_))) => return,
        Err(error) => panic!("{case}: {error:?}"),
    };
    let found = log.verify().unwrap_or_else(|error| panic!("{case}: {error:?}"));
    assert_eq!(found.damage.first(), Some(refused), "{case}");
    match read_all(&log) {
        Err(ReadError::Damage(damage)) => assert_eq!(damage, *refused, "{case}"),
        other => panic!("{case}: {other:?}"),
    }
}

/// Checks a damaged ledger; its journal may be refused if it was hit.
#[track_caller]
fn check_damaged(folder: &Path, events: &[StoredEvent], journal_hit: bool, case: &str) {
    let log = match DurableLog::open(folder, settings()) {
        Ok(log) => log,
        Err(OpenError::Read(ReadError::Damage(refused))) if journal_hit => {
            check_sound_part(folder, &refused, events, case);
            return check_refused(folder, &refused, case);
        }
        Err(OpenError::NotFound { .. }) if journal_hit => return,
        Err(error) => panic!("{case}: {error:?}"),
    };
    let found = log.verify().unwrap_or_else(|error| panic!("{case}: {error:?}"));
    assert_eq!(found.damage, [], "{case}: damage is no reason to write after it");
    let read = read_all(&log).unwrap_or_else(|error| panic!("{case}: {error:?}"));
    assert!(read == events, "{case}: the events differ");
    for n in [1_u16, 300, 801, 1025, 1103] {
        let event =
            log.find(event_id(n.into())).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        assert_eq!(event.as_ref(), events.get(usize::from(n) - 1), "{case}: event {n}");
    }
    assert_eq!(log.find(event_id(5000)).unwrap(), None, "{case}");
    for first in [1, 301, 302, 802, 832, 833, 1103] {
        assert!(log.command(command_id(first)).unwrap().is_some(), "{case}: command {first}");
    }
    assert_eq!(log.command(command_id(2)).unwrap(), None, "{case}");
    assert_eq!(log.stream_version(&stream("101")).unwrap().get(), 1103, "{case}");
    assert_eq!(log.read_stream(&stream("101")).unwrap().count(), 1103, "{case}");
    let checkpoint = log.load_checkpoint(&"figures".parse().unwrap(), "1").unwrap();
    assert!(checkpoint.is_none_or(|found| found.bytes == [3; 3000]), "{case}");
    drop(log);
    let log = DurableLog::open(folder, settings()).unwrap();
    let after = log.verify().unwrap();
    assert!(after.is_sound(), "{case}: not healed: {after:?}, {:?}", log.take_notices());
}

#[track_caller]
fn check_evidence(folder: &Path, hit: bool, case: &str) {
    let evidence = EvidenceStore::new(folder, std::sync::Arc::new(RealDisk));
    let mut wrong = evidence.verify().unwrap().len();
    for content in EVIDENCE {
        let digest = taizhang_store::HashValue::of(content);
        match evidence.get(digest) {
            Ok(found) => assert!(found == content, "{case}"),
            Err(_) => wrong += 1,
        }
    }
    assert_eq!(wrong > 0, hit, "{case}");
}

#[test]
fn damage_is_found_or_healed() {
    let parent = tempfile::tempdir().unwrap();
    let sample = parent.path().join("sample");
    let events = make_sample(&sample);
    let paths: Vec<PathBuf> = files(&sample);
    for round in 0..rounds(150, 2000) {
        let mut chance = Chance::new(u64::from(round) + 1);
        let folder = parent.path().join(round.to_string());
        copy(&sample, &folder);
        // Each part of the ledger is hit as often as the others, however many files it has.
        let parts = ["journal", "index.sled", "evidence", "checkpoints", "journal", "index.sled"];
        let part = sample.join(parts[chance.index(6)]);
        let inside: Vec<_> = paths.iter().filter(|path| path.starts_with(&part)).collect();
        let name = inside[chance.index(inside.len())].strip_prefix(&sample);
        let path = folder.join(name.unwrap());
        let case = format!("round {round}: {}", damage(&path, &mut chance));
        let hit = |part| path.starts_with(folder.join(part));
        check_damaged(&folder, &events, hit("journal"), &case);
        check_evidence(&folder, hit("evidence"), &case);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
