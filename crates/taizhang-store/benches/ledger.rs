//! The store's speed against its rivals, measured in the same run: `cargo bench -p taizhang-store`.
//!
//! Every figure is the median of several repetitions; the spread is printed with it. A ratio above
//! 1.00 means that the ledger is faster. Names of measurements as arguments select some of them.

#![expect(clippy::print_stdout, reason = "a benchmark reports to its terminal")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::unwrap_used, reason = "a benchmark that fails says where by its line")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use taizhang_core::ids::Sequence;
use taizhang_store::{Append, Checkpoint, DurableLog, EventLog, HashValue, MemoryLog, SharedLog};
use taizhang_testutils::store::sample::{append, event_id, ledger, moment, settings, stream};

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ledger-bench");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let chosen: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
    if is_chosen("single") {
        single_appends(&folder);
    }
    if is_chosen("group") {
        group_commit(&folder);
    }
    if is_chosen("batch") {
        batch_appends(&folder);
    }
    if is_chosen("million") {
        million(&folder);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Times of one thing, in the order they were taken.
struct Times(Vec<Duration>);

impl Times {
    fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted[sorted.len() / 2]
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (least, most) = (self.0.iter().min().unwrap(), self.0.iter().max().unwrap());
        write!(f, "{:>10.1?}  ({least:.1?} to {most:.1?})", self.median())
    }
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// Runs the contestants in turn, so that the machine's moods hit all of them.
fn compete(rounds: usize, contestants: &mut [&mut dyn FnMut(usize) -> Duration]) -> Vec<Times> {
    let mut times: Vec<Times> = contestants.iter().map(|_| Times(Vec::new())).collect();
    for round in 0..rounds {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            times.0.push(contestant(round));
        }
    }
    times
}

/// Prints a line; its ratio is the rival's time by ours.
fn report(what: &str, times: &Times, rival: &Times) {
    let hundredths = rival.median().as_micros() * 100 / times.median().as_micros().max(1);
    println!("  {what:<44} {times}   ratio {}.{:02}", hundredths / 100, hundredths % 100);
}

/// (a) Durable single appends against a plain append and fdatasync of the same bytes.
fn single_appends(folder: &Path) {
    const EVENTS: u64 = 200;
    println!("(a) {EVENTS} durable single appends");
    let stream = stream("101");
    let mut ours = |round| {
        let folder = folder.join(format!("single-{round}"));
        let mut log = DurableLog::create(&folder, ledger(), settings()).unwrap();
        let appends: Vec<Append> = (0..EVENTS).map(|n| append(&stream, n, n + 1, 1)).collect();
        let append_all = || {
            for append in appends {
                log.append(append).unwrap();
            }
        };
        time(append_all).0
    };
    let mut plain = |round| {
        let journal = folder.join(format!("single-{round}/journal/000001.jsonl"));
        let text = std::fs::read(journal).unwrap();
        let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
        let mut file = File::create(folder.join(format!("plain-{round}"))).unwrap();
        file.write_all(lines[0]).unwrap();
        file.sync_all().unwrap();
        let write = |line: &&[u8]| {
            file.write_all(line).unwrap();
            file.sync_data().unwrap();
        };
        time(|| lines[1..].iter().for_each(write)).0
    };
    let times = compete(9, &mut [&mut ours, &mut plain]);
    report("append + fdatasync, same bytes", &times[1], &times[1]);
    report("taizhang", &times[0], &times[1]);
}

/// (a) Eight threads append to one log, each waiting until its event is on the disk.
fn group_commit(folder: &Path) {
    const THREADS: u64 = 8;
    const EVENTS: u64 = 50;
    println!("(a) {} durable single appends by {THREADS} threads", THREADS * EVENTS);
    let appends = |thread: u64| -> Vec<Append> {
        let stream = stream(&format!("10{thread}"));
        let number = |n| 1 + thread * EVENTS + n;
        let at_once = |mut one: Append| {
            one.events[0].recorded_at = moment(0);
            one
        };
        (0..EVENTS).map(|n| at_once(append(&stream, n, number(n), 1))).collect()
    };
    let mut alone = |round| {
        let folder = folder.join(format!("alone-{round}"));
        let mut log = DurableLog::create(&folder, ledger(), settings()).unwrap();
        let all: Vec<Append> = (0..THREADS).flat_map(appends).collect();
        let append_all = || {
            for append in all {
                log.append(append).unwrap();
            }
        };
        time(append_all).0
    };
    let mut together = |round| {
        let folder = folder.join(format!("together-{round}"));
        let log = DurableLog::create(&folder, ledger(), settings()).unwrap();
        let shared = SharedLog::new(log);
        let each: Vec<Vec<Append>> = (0..THREADS).map(appends).collect();
        let write = || {
            std::thread::scope(|scope| {
                for appends in each {
                    let shared = &shared;
                    scope.spawn(move || {
                        for append in appends {
                            shared.append(append).unwrap();
                        }
                    });
                }
            });
        };
        time(write).0
    };
    let times = compete(9, &mut [&mut alone, &mut together]);
    report("one after the other, a sync for each", &times[0], &times[0]);
    report("eight threads, syncs shared", &times[1], &times[0]);
}

const BATCH: u64 = 100_000;

/// (b) 100,000 events at once against `SQLite`.
fn batch_appends(folder: &Path) {
    println!("(b) {BATCH} events appended, with open and close");
    let mut thousands = |round| append_all(&folder.join(format!("batch-1000-{round}")), 1000);
    let mut at_once = |round| append_all(&folder.join(format!("batch-all-{round}")), BATCH);
    let mut sqlite = |round| append_to_sqlite(&folder.join(format!("{round}.sqlite")), false);
    let mut chained = |round| append_to_sqlite(&folder.join(format!("{round}-c.sqlite")), true);
    let mut hashing = |_| hash_only();
    let contestants: &mut [&mut dyn FnMut(usize) -> Duration] =
        &mut [&mut sqlite, &mut chained, &mut thousands, &mut at_once, &mut hashing];
    let times = compete(5, contestants);
    report("SQLite, WAL, FULL, 1,000 a transaction", &times[0], &times[0]);
    report("SQLite with the same SM3 chain", &times[1], &times[0]);
    report("taizhang, 1,000 a command", &times[2], &times[0]);
    report("taizhang, one command", &times[3], &times[0]);
    report("SM3 of the same bytes alone", &times[4], &times[0]);
}

fn appends(size: u64) -> Vec<Append> {
    let stream = stream("101");
    (0..BATCH / size).map(|n| append(&stream, n * size, n * size + 1, size)).collect()
}

fn append_all(folder: &Path, size: u64) -> Duration {
    let appends = appends(size);
    time(|| {
        let mut log = DurableLog::create(folder, ledger(), settings()).unwrap();
        for append in appends {
            log.append(append).unwrap();
        }
    })
    .0
}

/// The envelope with its chain as the memory log makes it, which writes nothing.
fn hash_only() -> Duration {
    let mut log = MemoryLog::new(ledger());
    log.append(append(&stream("101"), 0, 1, 1)).unwrap();
    let stored = log.read(Sequence::new(1)).unwrap().next().unwrap().unwrap();
    let length = 380 + stored.data.as_str().len();
    let bytes = vec![b'x'; length];
    let work = || (0..BATCH).fold(ledger().genesis(), |hash, _| hash.chain(&bytes));
    let (time, hash) = time(work);
    assert_ne!(hash, ledger().genesis());
    time
}

fn append_to_sqlite(path: &Path, chained: bool) -> Duration {
    let appends = appends(1000);
    time(|| {
        let mut connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.pragma_update(None, "synchronous", "FULL").unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        let mut hash = ledger().genesis();
        let mut sequence = 0_i64;
        for append in &appends {
            let transaction = connection.transaction().unwrap();
            let mut insert = transaction.prepare(INSERT).unwrap();
            for event in &append.events {
                sequence += 1;
                if chained {
                    hash = hash.chain(event.data.as_str().as_bytes());
                }
                insert
                    .execute(params![
                        sequence,
                        append.stream.to_string(),
                        sequence,
                        event.id.as_uuid().as_bytes(),
                        append.command_id.as_uuid().as_bytes(),
                        event.event_type.as_str(),
                        event.schema_version,
                        event.occurred_on.to_string(),
                        event.recorded_at.to_string(),
                        event.operator.as_str(),
                        event.data.as_str(),
                        hash.as_bytes(),
                    ])
                    .unwrap();
            }
            drop(insert);
            transaction.commit().unwrap();
        }
    })
    .0
}

const SCHEMA: &str = "CREATE TABLE events (sequence INTEGER PRIMARY KEY, stream TEXT NOT NULL, \
    version INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, command BLOB NOT NULL, type TEXT NOT NULL, \
    schema INTEGER NOT NULL, occurred_on TEXT NOT NULL, recorded_at TEXT NOT NULL, \
    operator TEXT NOT NULL, data TEXT NOT NULL, hash BLOB NOT NULL, UNIQUE (stream, version)); \
    CREATE INDEX by_command ON events (command);";
const INSERT: &str = "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";

/// (c), (d), (e) A ledger of a million events.
fn million(folder: &Path) {
    const EVENTS: u64 = 1_000_000;
    let folder = folder.join("million");
    let stream = stream("101");
    let mut log = DurableLog::create(&folder, ledger(), settings()).unwrap();
    for n in 0..EVENTS / 10_000 {
        log.append(append(&stream, n * 10_000, n * 10_000 + 1, 10_000)).unwrap();
    }
    let checkpoint = Checkpoint {
        fingerprint: "1".to_owned(),
        sequence: log.head().sequence,
        head_hash: log.head().hash,
        bytes: vec![0; 100_000],
    };
    log.save_checkpoint(&"figures".parse().unwrap(), &checkpoint).unwrap();
    drop(log);
    read_million(&folder);
    open_million(&folder, EVENTS);
    weigh_million(&folder, EVENTS);
}

fn read_million(folder: &Path) {
    println!("(c) 1,000,000 events read, from opening on");
    let mut parse = |_| time(|| parse_json(folder)).0;
    let mut verify = |_| {
        let (time, found) = time(|| {
            let log = DurableLog::open_for_reading(folder, settings()).unwrap();
            log.verify().unwrap()
        });
        assert!(found.is_sound());
        time
    };
    let mut replay = |_| {
        let (time, bytes) = time(|| {
            let log = DurableLog::open_for_reading(folder, settings()).unwrap();
            let events = log.read(Sequence::new(1)).unwrap();
            events.map(|event| event.unwrap().data.as_str().len()).sum::<usize>()
        });
        assert!(bytes > 0);
        time
    };
    let times = compete(5, &mut [&mut parse, &mut verify, &mut replay]);
    report("reading and parsing as JSON once", &times[0], &times[0]);
    report("taizhang, full verify", &times[1], &times[0]);
    report("taizhang, full replay, each hash checked", &times[2], &times[0]);
}

fn parse_json(folder: &Path) {
    let mut names: Vec<PathBuf> = segments(folder).collect();
    names.sort();
    for name in names {
        for line in std::fs::read(name).unwrap().split(|byte| *byte == b'\n') {
            if !line.is_empty() {
                let value: serde_json::Value = serde_json::from_slice(line).unwrap();
                std::hint::black_box(value);
            }
        }
    }
}

fn segments(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let names = std::fs::read_dir(folder.join("journal")).unwrap().map(|e| e.unwrap().path());
    names.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
}

fn open_million(folder: &Path, events: u64) {
    println!("(d) single commands on 1,000,000 events");
    let name = "figures".parse().unwrap();
    let mut status = |_| {
        time(|| {
            let log = DurableLog::open_for_reading(folder, settings()).unwrap();
            assert!(log.load_checkpoint(&name, "1").unwrap().is_some());
        })
        .0
    };
    let mut find = |_| {
        time(|| {
            let log = DurableLog::open_for_reading(folder, settings()).unwrap();
            assert!(log.find(event_id(events / 3)).unwrap().is_some());
        })
        .0
    };
    let mut known = events;
    let mut one = |_| {
        let append = append(&stream("101"), known, known + 1, 1);
        known += 1;
        let open_append_close = || {
            let mut log = DurableLog::open(folder, settings()).unwrap();
            log.append(append).unwrap();
        };
        time(open_append_close).0
    };
    let times = compete(9, &mut [&mut status, &mut find, &mut one]);
    for (what, times) in
        ["open, load checkpoint", "open, find an event", "open, append one event, close"]
            .iter()
            .zip(&times)
    {
        println!("  {what:<44} {times}");
    }
}

fn weigh_million(folder: &Path, events: u64) {
    let size = |path: PathBuf| std::fs::metadata(path).unwrap().len();
    let journal: u64 = segments(folder).map(size).sum();
    let log = DurableLog::open_for_reading(folder, settings()).unwrap();
    let stored = log.read(Sequence::new(1)).unwrap().take(1000);
    let payload: usize = stored.map(|event| event.unwrap().data.as_str().len()).sum();
    let wrapper =
        "{\"event\":,\"hash\":\"\"}\n".len() as u64 + HashValue::of(b"").to_string().len() as u64;
    let index: u64 = walk(&folder.join("index.sled"));
    println!("(e) bytes on disk for each event");
    println!("  payload {}", payload / 1000);
    println!("  event as JSON {}", journal / events - wrapper);
    println!("  line of the journal, with its hash {}", journal / events);
    println!("  index {}", index / events);
}

fn walk(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let size = |entry: std::fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() { walk(&path) } else { entry.metadata().unwrap().len() }
    };
    entries.map(size).sum()
}
