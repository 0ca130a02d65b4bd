//! Any bytes stand in the place of an event, under a hash that fits them.
//!
//! An event that is read is written back, with the same id and data, as the same bytes.
#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use taizhang_core::ids::Sequence;
use taizhang_store::{Append, Disk, DurableLog, EventLog, MemoryLog, NewEvent, Settings};
use taizhang_testutils::store::disk::SimulatedDisk;
use taizhang_testutils::store::sample::{ledger, settings};

static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let header = r#"{"first":1,"format":1,"hash":"sm3","ledger":""#;
    let (ledger, genesis) = (ledger(), ledger().genesis());
    format!("{header}{ledger}\",\"previous\":\"{genesis}\",\"segment\":1}}\n").into_bytes()
});

fuzz_target!(|event: &[u8]| {
    if event.contains(&b'\n') {
        return;
    }
    let hash = ledger().genesis().chain(event);
    let mut journal = EMPTY.clone();
    journal.extend_from_slice(b"{\"event\":");
    journal.extend_from_slice(event);
    journal.extend_from_slice(format!(",\"hash\":\"{hash}\"}}\n").as_bytes());
    let disk = SimulatedDisk::new();
    let folder = Path::new("ledger/journal");
    disk.create_dir(folder).expect("the disk does not fail");
    let file = disk.create(&folder.join("000001.jsonl")).expect("the disk does not fail");
    file.write_at(&journal, 0).expect("the disk does not fail");
    let settings = Settings { disk: Arc::new(disk), ..settings() };
    let Ok(log) = DurableLog::open_for_reading(Path::new("ledger"), settings) else { return };
    let Ok(mut events) = log.read(Sequence::new(1)) else { return };
    let Some(Ok(stored)) = events.next() else { return };
    let mut copy = MemoryLog::new(ledger());
    let written = copy.append(Append {
        stream: stored.stream.clone(),
        expected_version: Default::default(),
        command_id: stored.command_id,
        events: vec![NewEvent {
            id: stored.id,
            event_type: stored.event_type.clone(),
            schema_version: stored.schema_version,
            occurred_on: stored.occurred_on,
            recorded_at: stored.recorded_at,
            operator: stored.operator.clone(),
            batch_id: stored.batch_id,
            data: stored.data.clone(),
        }],
    });
    written.expect("a stored event can be stored");
    // A first event whose version is not 1 is for `verify` to find.
    if stored.stream_version.get() == 1 {
        assert_eq!(copy.head().hash, stored.hash);
    }
});
