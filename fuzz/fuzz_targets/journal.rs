//! Any bytes stand in the place of a journal: it is read or refused, alike in every way of reading.
#![no_main]

use std::path::Path;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use taizhang_core::ids::Sequence;
use taizhang_store::{Disk, DurableLog, EventLog, Settings, StoredEvent};
use taizhang_testutils::store::disk::SimulatedDisk;
use taizhang_testutils::store::sample::{append, ledger, settings, stream};

/// The input names places of a sound journal and what to write there, or where to cut it.
fn damage(journal: &mut Vec<u8>, input: &[u8]) {
    for step in input.chunks_exact(4) {
        let at = usize::from(step[1]) << 8 | usize::from(step[2]);
        let at = at % journal.len().max(1);
        match step[0] % 8 {
            0 => journal.truncate(at),
            1 => journal.insert(at, step[3]),
            2 if !journal.is_empty() => drop(journal.remove(at)),
            3 => journal[at..].iter_mut().take(step[3].into()).for_each(|byte| *byte = 0),
            _ if !journal.is_empty() => journal[at] = step[3],
            _ => {}
        }
    }
}

fn sound() -> Vec<u8> {
    let (disk, folder) = (SimulatedDisk::new(), std::env::temp_dir().join("taizhang-fuzz-journal"));
    std::fs::create_dir_all(&folder).expect("there is a temporary folder");
    let settings = Settings { disk: Arc::new(disk.clone()), ..settings() };
    let mut log = DurableLog::create(&folder, ledger(), settings).expect("the disk does not fail");
    for (version, count) in [(0, 1), (1, 3), (4, 2)] {
        log.append(append(&stream("101"), version, version + 1, count)).expect("it is right");
    }
    let file = disk.open(&folder.join("journal/000001.jsonl")).expect("it was made");
    let size = file.size().expect("the disk does not fail");
    let mut bytes = vec![0; usize::try_from(size).expect("it is small")];
    file.read_at(&mut bytes, 0).expect("the disk does not fail");
    bytes
}

fuzz_target!(|input: &[u8]| {
    static SOUND: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(sound);
    let mut journal = SOUND.clone();
    damage(&mut journal, input);
    let disk = SimulatedDisk::new();
    let folder = Path::new("ledger/journal");
    disk.create_dir(folder).expect("the disk does not fail");
    let file = disk.create(&folder.join("000001.jsonl")).expect("the disk does not fail");
    file.write_at(&journal, 0).expect("the disk does not fail");
    let settings = Settings { disk: Arc::new(disk), ..settings() };
    let Ok(log) = DurableLog::open_for_reading(Path::new("ledger"), settings) else { return };
    let read: Result<Vec<StoredEvent>, _> = log.read(Sequence::new(1)).and_then(Iterator::collect);
    let events = read.expect("a journal that was opened without a note was read to its end");
    assert_eq!(events.len() as u64, log.head().sequence.get());
    // The events are the first of the sound journal: nobody can forge another hash.
    let text = String::from_utf8_lossy(&SOUND);
    for event in &events {
        assert!(text.contains(&event.hash.to_string()));
        assert!(text.contains(event.data.as_str()));
    }
    let found = log.verify().expect("the disk does not fail");
    assert!(found.damage.is_empty(), "{found:?}");
});
