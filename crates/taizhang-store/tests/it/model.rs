//! Random work gives the same on disk as in memory, however often the ledger is opened anew.

use proptest::prelude::*;
use taizhang_core::ids::Sequence;
use taizhang_store::{
    Append, AppendError, Checkpoint, DurableLog, EventLog, MemoryLog, Settings, StoredEvent,
};
use taizhang_testutils::store::sample::{append, command_id, event_id, ledger, settings, stream};

/// One piece of work.
#[derive(Clone, Debug)]
enum Work {
    /// Appends to one of the streams; `late` makes the expected version too small.
    Append { stream: usize, count: u64, late: u64 },
    /// Repeats the command with this number, if there was one.
    Repeat(u64),
    /// Appends an event whose id is taken.
    TakenId(u64),
    /// Saves a checkpoint at the head.
    Save,
    /// Closes the ledger and opens it again.
    Reopen,
    /// Makes the index anew.
    Rebuild,
}

fn work() -> impl Strategy<Value = Work> {
    prop_oneof![
        8 => (0..3_usize, 1..40_u64, prop_oneof![9 => Just(0), 1 => 1..5_u64])
            .prop_map(|(stream, count, late)| Work::Append { stream, count, late }),
        1 => (0..500_u64, 1..400_u64).prop_map(|(more, count)| Work::Append {
            stream: 0,
            count: count + more,
            late: 0,
        }),
        2 => (1..500_u64).prop_map(Work::Repeat),
        1 => (1..500_u64).prop_map(Work::TakenId),
        1 => Just(Work::Save),
        3 => Just(Work::Reopen),
        1 => Just(Work::Rebuild),
    ]
}

/// Returns an outcome in a form that can be compared.
fn comparable<T: std::fmt::Debug>(outcome: &Result<T, AppendError>) -> String {
    format!("{outcome:?}")
}

fn both(
    disk: &mut DurableLog,
    memory: &mut MemoryLog,
    append: Append,
) -> Result<(), TestCaseError> {
    let (on_disk, in_memory) = (disk.append(append.clone()), memory.append(append));
    prop_assert_eq!(comparable(&on_disk), comparable(&in_memory));
    prop_assert_eq!(disk.head(), memory.head());
    Ok(())
}

fn all(log: &dyn EventLog, from: u64) -> Vec<StoredEvent> {
    log.read(Sequence::new(from)).and_then(Iterator::collect).unwrap()
}

fn compare(disk: &DurableLog, memory: &MemoryLog) -> Result<(), TestCaseError> {
    let last = memory.head().sequence.get();
    for from in [0, 1, last / 2, last, last + 1] {
        prop_assert!(all(disk, from) == all(memory, from), "from {}", from);
    }
    for unit in ["101", "102", "103"] {
        let stream = stream(unit);
        let of = |log: &dyn EventLog| -> Vec<StoredEvent> {
            log.read_stream(&stream).and_then(Iterator::collect).unwrap()
        };
        prop_assert!(of(disk) == of(memory), "stream {}", unit);
        let version = disk.stream_version(&stream).unwrap();
        prop_assert_eq!(version, memory.stream_version(&stream).unwrap());
    }
    for n in (1..=last + 1).step_by(7) {
        prop_assert_eq!(disk.find(event_id(n)).unwrap(), memory.find(event_id(n)).unwrap());
        let commands = (disk.command(command_id(n)), memory.command(command_id(n)));
        prop_assert_eq!(commands.0.unwrap(), commands.1.unwrap());
    }
    let name = "figures".parse().unwrap();
    prop_assert_eq!(
        disk.load_checkpoint(&name, "1").unwrap(),
        memory.load_checkpoint(&name, "1").unwrap()
    );
    Ok(())
}

fn run(works: Vec<Work>, segment_bytes: u64) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let settings = || Settings { segment_bytes, ..settings() };
    let mut disk = DurableLog::create(folder.path(), ledger(), settings()).unwrap();
    let mut memory = MemoryLog::new(ledger());
    let streams = ["101", "102", "103"].map(stream);
    for work in works {
        let next = memory.head().sequence.get() + 1;
        match work {
            Work::Append { stream, count, late } => {
                let version = memory.stream_version(&streams[stream]).unwrap().get();
                let version = version.saturating_sub(late);
                both(&mut disk, &mut memory, append(&streams[stream], version, next, count))?;
            }
            Work::Repeat(n) => {
                both(&mut disk, &mut memory, append(&streams[0], 0, n.min(next), 2))?;
            }
            Work::TakenId(n) => {
                let version = memory.stream_version(&streams[0]).unwrap().get();
                let mut taken = append(&streams[0], version, next, 2);
                taken.events[1].id = event_id(n);
                both(&mut disk, &mut memory, taken)?;
            }
            Work::Save => {
                let head = memory.head();
                let checkpoint = Checkpoint {
                    fingerprint: "1".to_owned(),
                    sequence: head.sequence,
                    head_hash: head.hash,
                    bytes: head.sequence.to_string().into_bytes(),
                };
                let name = "figures".parse().unwrap();
                disk.save_checkpoint(&name, &checkpoint).unwrap();
                memory.save_checkpoint(&name, &checkpoint).unwrap();
            }
            Work::Reopen => {
                drop(disk);
                disk = DurableLog::open(folder.path(), settings()).unwrap();
            }
            Work::Rebuild => disk.rebuild().unwrap(),
        }
    }
    compare(&disk, &memory)?;
    let reader = DurableLog::open_for_reading(folder.path(), settings()).unwrap();
    compare(&reader, &memory)?;
    drop((disk, reader));
    let disk = DurableLog::open(folder.path(), settings()).unwrap();
    compare(&disk, &memory)?;
    prop_assert!(disk.verify().unwrap().is_sound());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: crate::chance::rounds(24, 500),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn disk_and_memory_agree(
        works in proptest::collection::vec(work(), 1..40),
        segment_bytes in prop_oneof![Just(2_000_u64), Just(60_000), Just(64 << 20)],
    ) {
        run(works, segment_bytes)?;
    }
}
