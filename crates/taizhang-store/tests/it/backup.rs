//! Backup and restore.

use std::path::Path;
use std::process::Command;

use taizhang_store::{
    BackupError, DurableLog, EventLog, RealDisk, RestoreError, restore, verify_backup,
};
use taizhang_testutils::store::sample::{append, settings, stream};

use crate::chance::Chance;
use crate::folder::{make_ledger, read_all};

#[test]
fn a_backup_gives_the_ledger_back() {
    let parent = tempfile::tempdir().unwrap();
    let (ledger, backup) = (parent.path().join("ledger"), parent.path().join("2022.tar"));
    let events = make_ledger(&ledger, 3000, &[3, 1, 5, 2]);
    std::fs::write(ledger.join("taizhang.toml"), "unit = \"101\"\n").unwrap();
    let mut log = DurableLog::open(&ledger, settings()).unwrap();
    let digest = log.evidence().put(b"a voucher").unwrap();
    let manifest = log.backup(&backup, &["taizhang.toml".to_owned()]).unwrap();
    assert_eq!((manifest.sequence, manifest.head), (11, log.head().hash));
    log.append(append(&stream("101"), 11, 12, 1)).unwrap();

    let restored = parent.path().join("restored");
    assert_eq!(restore(&backup, &restored, settings()).unwrap(), manifest);
    let mut log = DurableLog::open(&restored, settings()).unwrap();
    assert_eq!(log.take_notices(), []);
    assert!(read_all(&log).unwrap() == events);
    assert_eq!(log.evidence().get(digest).unwrap(), b"a voucher");
    let toml = std::fs::read_to_string(restored.join("taizhang.toml")).unwrap();
    assert_eq!(toml, "unit = \"101\"\n");
    log.append(append(&stream("101"), 11, 12, 1)).unwrap();
    assert!(log.verify().unwrap().is_sound());
}

#[test]
fn the_same_ledger_gives_the_same_backup() {
    let parent = tempfile::tempdir().unwrap();
    let ledger = parent.path().join("ledger");
    make_ledger(&ledger, 3000, &[3, 1, 5]);
    let log = DurableLog::open_for_reading(&ledger, settings()).unwrap();
    let backups = ["a.tar", "b.tar"].map(|name| {
        let path = parent.path().join(name);
        log.backup(&path, &[]).unwrap();
        std::fs::read(path).unwrap()
    });
    assert!(backups[0] == backups[1]);
}

#[test]
fn nothing_is_overwritten() {
    let parent = tempfile::tempdir().unwrap();
    let (ledger, backup) = (parent.path().join("ledger"), parent.path().join("a.tar"));
    make_ledger(&ledger, 3000, &[3]);
    let log = DurableLog::open_for_reading(&ledger, settings()).unwrap();
    log.backup(&backup, &[]).unwrap();
    let error = log.backup(&backup, &[]).unwrap_err();
    assert!(matches!(error, BackupError::Exists { .. }), "{error:?}");
    let error = restore(&backup, &ledger, settings()).unwrap_err();
    assert!(matches!(error, RestoreError::NotEmpty { .. }), "{error:?}");
    for name in ["../a", "/a", "a/../b", "manifest.json", ""] {
        let error = log.backup(&parent.path().join("b.tar"), &[name.to_owned()]).unwrap_err();
        assert!(matches!(error, BackupError::Name { .. }), "{name:?}: {error:?}");
        assert!(!parent.path().join("b.tar").exists());
    }
}

#[test]
fn a_damaged_backup_is_refused_before_anything_is_written() {
    let parent = tempfile::tempdir().unwrap();
    let (ledger, backup) = (parent.path().join("ledger"), parent.path().join("a.tar"));
    make_ledger(&ledger, 3000, &[3, 1, 5]);
    let log = DurableLog::open(&ledger, settings()).unwrap();
    log.evidence().put(b"a voucher").unwrap();
    log.backup(&backup, &[]).unwrap();
    let whole = std::fs::read(&backup).unwrap();
    let manifest = verify_backup(&backup, &RealDisk).unwrap();
    let mut chance = Chance::new(7);
    let (damaged, target) = (parent.path().join("damaged.tar"), parent.path().join("target"));
    for round in 0..300 {
        let mut bytes = whole.clone();
        let at = chance.index(bytes.len());
        if round % 3 == 0 {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << chance.below(8);
        }
        std::fs::write(&damaged, &bytes).unwrap();
        if let Ok(found) = verify_backup(&damaged, &RealDisk) {
            // Padding carries nothing, and neither do the numbers of owners.
            assert!(found == manifest, "round {round}, byte {at}");
            continue;
        }
        let error = restore(&damaged, &target, settings()).unwrap_err();
        assert!(matches!(error, RestoreError::Backup(_)), "{error:?}");
        assert!(!target.exists());
    }
}

/// A verifier that shares no code with this one comes to the same result.
#[test]
fn the_python_verifier_agrees() {
    let parent = tempfile::tempdir().unwrap();
    let (ledger, backup) = (parent.path().join("ledger"), parent.path().join("a.tar"));
    make_ledger(&ledger, 3000, &[3, 1, 5]);
    let log = DurableLog::open(&ledger, settings()).unwrap();
    log.evidence().put("凭证".as_bytes()).unwrap();
    log.backup(&backup, &[]).unwrap();
    let head = log.head().hash.to_string();
    let (code, text) = verify_with_python(&backup);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains(&head), "{text}");
    let mut bytes = std::fs::read(&backup).unwrap();
    let amount = bytes.windows(6).position(|bytes| bytes == b"\"7.00\"").unwrap();
    bytes[amount + 1] = b'8';
    std::fs::write(&backup, bytes).unwrap();
    let (code, text) = verify_with_python(&backup);
    assert_eq!(code, Some(1), "{text}");
}

/// Runs the verifier as on a Python whose OpenSSL has no SM3.
fn verify_with_python(backup: &Path) -> (Option<i32>, String) {
    const WITHOUT_SM3: &str = "import hashlib, runpy, sys\n\
        hashlib.algorithms_available = set()\n\
        sys.argv = sys.argv[1:]\n\
        runpy.run_path(sys.argv[0], run_name='__main__')";
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats/verify_backup.py");
    let mut python = Command::new("python3");
    let output = python.args(["-c", WITHOUT_SM3, script]).arg(backup).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}
