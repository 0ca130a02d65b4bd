//! An amount is edited in the journal by somebody who knows the format.

use std::path::{Path, PathBuf};

use taizhang_core::ids::Sequence;
use taizhang_store::{
    Chain, Damage, DamageKind, DurableLog, EventLog, FormFault, HashValue, OpenError, ReadError,
    Standing, Witness, verify_chain,
};
use taizhang_testutils::store::sample::{append, settings, stream};

use crate::folder::{make_ledger, read_all};

/// Which hashes the forger makes fit.
enum Recomputed {
    None,
    OwnHash,
    AllLaterHashes,
}

/// Edits the amount of event 5 of 20 and returns the damaged lines.
fn forge(folder: &Path, recomputed: &Recomputed) {
    let path = folder.join("journal/000001.jsonl");
    let journal = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = journal.lines().map(str::to_owned).collect();
    assert!(lines[5].contains(r#""amount":"5.00""#));
    lines[5] = lines[5].replace(r#""amount":"5.00""#, r#""amount":"9.00""#);
    let last = match recomputed {
        Recomputed::None => 4,
        Recomputed::OwnHash => 5,
        Recomputed::AllLaterHashes => 20,
    };
    for at in 5..=last {
        let before: HashValue = hash_of(&lines[at - 1]).parse().unwrap();
        let event = &lines[at]["{\"event\":".len()..lines[at].len() - 75];
        let hash = before.chain(event.as_bytes());
        lines[at] = format!("{{\"event\":{event},\"hash\":\"{hash}\"}}");
    }
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
}

fn hash_of(line: &str) -> &str {
    &line[line.len() - 66..line.len() - 2]
}

/// Nothing is written after an event that is damaged.
#[track_caller]
fn check_not_written(ledger: &Path, damage: &Damage) {
    match DurableLog::open(ledger, settings()) {
        Err(OpenError::Read(ReadError::Damage(found))) => assert_eq!(found, *damage),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_edited_amount_is_found_at_its_event() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    make_ledger(&ledger, 1 << 20, &[20]);
    forge(&ledger, &Recomputed::None);
    let log = DurableLog::open_for_reading(&ledger, settings()).unwrap();
    let damage = log.verify().unwrap().damage;
    assert_eq!(damage.len(), 1);
    assert_eq!(damage[0].sequence, Sequence::new(5));
    assert!(matches!(damage[0].kind, DamageKind::HashMismatch { .. }), "{damage:?}");
    let error = read_all(&log).unwrap_err();
    assert!(matches!(&error, ReadError::Damage(read) if *read == damage[0]), "{error:?}");
    let offset = usize::try_from(damage[0].offset).unwrap();
    let bytes = std::fs::read(&damage[0].segment).unwrap();
    assert!(bytes[offset..].starts_with(b"{\"event\":") && bytes[offset - 1] == b'\n');
    check_not_written(&ledger, &damage[0]);
}

#[test]
fn an_edited_amount_with_its_own_hash_is_found_at_the_next_event() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    make_ledger(&ledger, 1 << 20, &[20]);
    forge(&ledger, &Recomputed::OwnHash);
    let log = DurableLog::open_for_reading(&ledger, settings()).unwrap();
    let damage = log.verify().unwrap().damage;
    assert_eq!(damage[0].sequence, Sequence::new(6));
    assert!(matches!(damage[0].kind, DamageKind::HashMismatch { .. }), "{damage:?}");
    check_not_written(&ledger, &damage[0]);
}

#[test]
fn a_chain_made_anew_is_found_by_the_hash_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    let events = make_ledger(&ledger, 1 << 20, &[20]);
    let on_paper = events[19].hash;
    forge(&ledger, &Recomputed::AllLaterHashes);
    // The note of the last append still knows the end as it was.
    let error = DurableLog::open(&ledger, settings()).unwrap_err();
    assert!(matches!(error, OpenError::Read(ReadError::Damage(_))), "{error:?}");
    // So does the mark of the last check.
    std::fs::remove_file(ledger.join("journal/acknowledged")).unwrap();
    let error = DurableLog::open(&ledger, settings()).unwrap_err();
    let OpenError::Read(ReadError::Damage(damage)) = error else { panic!("{error:?}") };
    assert_eq!(damage.kind, DamageKind::Rewritten { witness: Witness::Mark });
    // A forger who removes both leaves a sound chain, which is not the one on paper.
    std::fs::remove_file(ledger.join("checkpoints/journal.mark")).unwrap();
    drop(DurableLog::open(&ledger, settings()).unwrap());
    let log = DurableLog::open(&ledger, settings()).unwrap();
    assert!(log.verify().unwrap().is_sound());
    assert_eq!(log.standing(on_paper).unwrap(), Standing::Unknown);
    assert_eq!(
        log.standing(events[3].hash).unwrap(),
        Standing::Past { sequence: Sequence::new(4), events_after: 16 }
    );
}

#[test]
fn a_hash_on_paper_stays_a_state_of_the_ledger_that_grew() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    let events = make_ledger(&ledger, 2000, &[3, 3, 3]);
    let mut log = DurableLog::open(&ledger, settings()).unwrap();
    let standing = |log: &DurableLog, hash| log.standing(hash).unwrap();
    let past =
        |sequence, events_after| Standing::Past { sequence: Sequence::new(sequence), events_after };
    assert_eq!(standing(&log, events[8].hash), past(9, 0));
    log.append(append(&stream("101"), 9, 10, 2)).unwrap();
    assert_eq!(standing(&log, events[8].hash), past(9, 2));
    assert_eq!(standing(&log, log.ledger_id().genesis()), past(0, 11));
    assert_eq!(standing(&log, HashValue::of(b"")), Standing::Unknown);
}

/// Reads the segments of a journal as a package holds them.
fn segments(ledger: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(ledger.join("journal")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn chain(segments: &[(PathBuf, Vec<u8>)]) -> Result<Option<Chain>, Damage> {
    verify_chain(segments.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())))
}

/// A journal outside of a ledger's folder is followed through all segments to its last event.
#[test]
fn the_chain_of_a_copied_journal_ends_at_the_head() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    let events = make_ledger(&ledger, 3000, &[3, 1, 5, 2]);
    let copied = segments(&ledger);
    assert!(copied.len() > 1, "the ledger has several segments");
    let found = chain(&copied).unwrap().unwrap();
    assert_eq!((found.sequence, found.hash), (Sequence::new(11), events[10].hash));
    assert_eq!(chain(&[]).unwrap(), None);
    // Nothing vouches for the end, so a journal that lacks its last segment has a chain of its own.
    let shorter = chain(&copied[..copied.len() - 1]).unwrap().unwrap();
    assert!(shorter.sequence < found.sequence);
}

/// Every byte of every segment is covered, and so is the order of the segments.
#[test]
fn a_changed_byte_breaks_the_chain_of_a_copied_journal() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("ledger");
    make_ledger(&ledger, 3000, &[3, 1, 5, 2]);
    let copied = segments(&ledger);
    let whole = chain(&copied).unwrap().unwrap();
    for at in 0..copied.len() {
        for byte in 0..copied[at].1.len() {
            let mut changed = copied.clone();
            changed[at].1[byte] ^= 1;
            assert_ne!(chain(&changed), Ok(Some(whole)), "byte {byte} of segment {at}");
        }
    }
    let mut swapped = copied.clone();
    swapped.swap(0, 1);
    assert!(matches!(chain(&swapped).unwrap_err().kind, DamageKind::Header { .. }));
    let mut cut = copied;
    cut[0].1.pop();
    let damage = chain(&cut).unwrap_err();
    assert_eq!(damage.kind, DamageKind::Malformed { reason: FormFault::Unended });
}
