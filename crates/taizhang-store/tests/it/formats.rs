//! Ledgers of every released format are read for ever, and the newest is what is written now.

use std::path::Path;

use taizhang_core::ids::{BatchId, StreamId};
use taizhang_store::{Append, CanonicalJson, DurableLog, EventLog, MemoryLog, Settings};
use taizhang_testutils::store::sample::{append, event_id, ledger, settings, stream};

use crate::folder::{copy, files, read_all};

/// Appends with everything that the format allows.
fn appends() -> Vec<Append> {
    let (one, other): (StreamId, StreamId) = (stream("101"), stream("甘肃\"1\\"));
    let mut batch = append(&other, 0, 3, 3);
    for event in &mut batch.events {
        event.batch_id = Some(BatchId::new(*event_id(900).as_uuid()));
        event.operator = "O'Brien \"Bo\" \\ 李".parse().unwrap();
        event.recorded_at = "2022-03-01T09:30:00.120+08:00".parse().unwrap();
    }
    let mut rich = append(&one, 2, 6, 1);
    rich.events[0].recorded_at = "2022-03-01T09:30:01+08:00".parse().unwrap();
    rich.events[0].event_type = "note.taken".parse().unwrap();
    rich.events[0].schema_version = 4_294_967_295;
    let text =
        r#"{"":[],"a":{"b":null,"é":[true,false,-1,18446744073709551615]},"t":"\u0001\n\\\"/𠮷"}"#;
    rich.events[0].data = CanonicalJson::parse(text).unwrap();
    vec![append(&one, 0, 1, 2), batch, rich]
}

fn write_ledger(folder: &Path) {
    let settings = Settings { segment_bytes: 2800, ..settings() };
    let mut log = DurableLog::create(folder, ledger(), settings).unwrap();
    for append in appends() {
        log.append(append).unwrap();
    }
}

#[test]
fn format_1_is_read_and_written() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/formats/1");
    let parent = tempfile::tempdir().unwrap();
    let written = parent.path().join("written");
    write_ledger(&written);
    let segments = files(&written.join("journal"));
    let names = segments.iter().filter(|path| path.extension().is_some());
    let names: Vec<_> = names.map(|path| path.file_name().unwrap()).collect();
    assert_eq!(names.len(), 2);
    if std::env::var_os("TAIZHANG_BLESS").is_some() && !fixture.exists() {
        std::fs::create_dir_all(fixture.join("journal")).unwrap();
        for name in &names {
            let to = fixture.join("journal").join(name);
            std::fs::copy(written.join("journal").join(name), to).unwrap();
        }
    }
    for name in names {
        let [now, then] = [&written, &fixture]
            .map(|folder| std::fs::read_to_string(folder.join("journal").join(name)).unwrap());
        assert_eq!(now, then, "the fixture of a released format is never changed");
    }
    let copied = parent.path().join("copied");
    copy(&fixture, &copied);
    let log = DurableLog::open(&copied, settings()).unwrap();
    assert!(log.verify().unwrap().is_sound());
    let mut expected = MemoryLog::new(ledger());
    for append in appends() {
        expected.append(append).unwrap();
    }
    let expected = expected.read(taizhang_core::ids::Sequence::new(1)).unwrap();
    assert!(read_all(&log).unwrap() == expected.map(Result::unwrap).collect::<Vec<_>>());
}
