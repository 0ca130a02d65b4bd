//! Fixed time and ids, so that the sample ledger is the same bytes on any machine.

use std::cell::Cell;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::civil::Date;
use taizhang_ledger::store::RecordedAt;
use taizhang_ledger::{Clock, IdSource};
use uuid::Builder;

use crate::{Colour, Machine, World};

/// Everything is recorded at nine in the morning of its day.
const TIME_OF_DAY: &str = "T09:00:00+08:00";

/// Ids begin at this instant (2022-01-01T00:00:00Z) and differ by their counter.
const FIRST_INSTANT_MS: u64 = 1_640_995_200_000;

/// The surroundings of the sample commands.
pub(super) struct SampleWorld {
    folder: PathBuf,
    clock: Rc<SampleClock>,
    ids: Rc<SampleIds>,
}

struct SampleClock(Cell<RecordedAt>);

impl Clock for SampleClock {
    fn now(&self) -> RecordedAt {
        self.0.get()
    }
}

struct SampleIds(Cell<u64>);

impl IdSource for SampleIds {
    fn fresh(&self) -> uuid::Uuid {
        let count = self.0.get();
        self.0.set(count.wrapping_add(1));
        let mut random = [0_u8; 10];
        let (_, low) = random.split_at_mut(2);
        low.copy_from_slice(&count.to_be_bytes());
        Builder::from_unix_timestamp_millis(FIRST_INSTANT_MS.wrapping_add(count), &random)
            .into_uuid()
    }
}

impl SampleWorld {
    pub(super) fn new(folder: &Path) -> Self {
        let start = Date::constant(2022, 1, 1);
        Self {
            folder: folder.to_owned(),
            clock: Rc::new(SampleClock(Cell::new(morning_of(start)))),
            ids: Rc::new(SampleIds(Cell::new(0))),
        }
    }

    pub(super) fn set_time(&self, date: Date) {
        self.clock.0.set(morning_of(date));
    }

    pub(super) fn world<'a>(&self, out: &'a mut dyn Write, err: &'a mut dyn Write) -> World<'a> {
        World {
            clock: Rc::<SampleClock>::clone(&self.clock),
            ids: Rc::<SampleIds>::clone(&self.ids),
            out,
            err,
            colour: Colour::default(),
            machine: Machine::unknown(),
            answers: None,
            shows_progress: false,
            ledger: Some(self.folder.clone()),
            operator: None,
            path: None,
            current_dir: self.folder.clone(),
        }
    }
}

fn morning_of(date: Date) -> RecordedAt {
    format!("{date}{TIME_OF_DAY}").parse().expect("a date and a time of day make a moment")
}
