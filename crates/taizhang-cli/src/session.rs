//! One command's access to its ledger.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::core::ids::{CommandId, Operator, Sequence};
use taizhang_ledger::store::Notice;
use taizhang_ledger::{Config, Environment, Ledger};

use crate::World;
use crate::args::Global;
use crate::error::{Failure, notice_text};
use crate::ui::Ui;
use crate::values::Reader;

/// Who acts when nobody says so.
const UNNAMED: &str = "经办";

/// One command: its global arguments and its voice.
pub(crate) struct Session<'w, 'a> {
    pub(crate) global: Global,
    pub(crate) ui: Ui<'w, 'a>,
}

impl<'w, 'a> Session<'w, 'a> {
    pub(crate) const fn new(global: Global, world: &'w mut World<'a>) -> Self {
        let (json, is_plain) = (global.json, global.plain || world.machine.is_plain);
        Self { global, ui: Ui::new(world, json, is_plain) }
    }

    /// Opens the ledger for recording.
    pub(crate) fn open(&mut self) -> Result<Ledger, Failure> {
        let folder = self.ledger_folder()?;
        let ledger = Ledger::open(&folder, self.year()?, self.environment()?)?;
        self.show_notices(&ledger);
        Ok(ledger)
    }

    /// Opens the ledger for recording and makes anew what follows from its journal.
    pub(crate) fn open_and_rebuild(&mut self) -> Result<Ledger, Failure> {
        let folder = self.ledger_folder()?;
        let ledger = Ledger::open_and_rebuild(&folder, self.year()?, self.environment()?)?;
        self.show_notices(&ledger);
        Ok(ledger)
    }

    /// Opens the ledger for reading.
    pub(crate) fn open_for_reading(&mut self) -> Result<Ledger, Failure> {
        let ledger = self.open_silently()?;
        self.show_notices(&ledger);
        Ok(ledger)
    }

    /// Opens the ledger for reading, and if it is damaged what lies before the damage, for which it
    /// does not open.
    pub(crate) fn open_sound_part(&mut self) -> Result<(Ledger, Option<Failure>), Failure> {
        let (folder, year) = (self.ledger_folder()?, self.year()?);
        let failure = match Ledger::open_for_reading(&folder, year, self.environment()?) {
            Ok(ledger) => {
                self.show_notices(&ledger);
                return Ok((ledger, None));
            }
            Err(failure) => failure,
        };
        let environment = self.environment()?;
        let part = failure
            .damage()
            .map(|damage| Ledger::open_sound_part(&folder, year, environment, damage));
        match part.transpose()?.flatten() {
            Some(ledger) => Ok((ledger, Some(failure.into()))),
            None => Err(failure.into()),
        }
    }

    /// Opens the ledger for reading and leaves what it put right to be asked for.
    pub(crate) fn open_silently(&self) -> Result<Ledger, Failure> {
        let folder = self.ledger_folder()?;
        Ok(Ledger::open_for_reading(&folder, self.year()?, self.environment()?)?)
    }

    /// Opens the ledger for reading, with the year's book as of the time asked for.
    pub(crate) fn open_book(&mut self) -> Result<(Ledger, Book, AsOf), Failure> {
        let ledger = self.open_for_reading()?;
        let as_of = self.as_of(ledger.year())?;
        let book = if as_of == AsOf::default() {
            ledger.book()?.clone()
        } else {
            ledger.book_as_of(as_of)?
        };
        Ok((ledger, book, as_of))
    }

    /// Reads `--as-of` and `--as-of-seq`.
    pub(crate) fn as_of(&self, year: FiscalYear) -> Result<AsOf, Failure> {
        let mut reader = Reader::new(Some(year));
        let date = reader.optional(self.global.as_of.as_deref(), |r, text| r.date("--as-of", text));
        reader.finish()?;
        let sequence = self.global.as_of_sequence.map(Sequence::new);
        Ok(AsOf { date, sequence })
    }

    /// Reads the idempotency key.
    pub(crate) fn command_id(&self) -> Result<Option<CommandId>, Failure> {
        let mut reader = Reader::new(None);
        let id = reader.optional(self.global.command_id.as_deref(), Reader::command_id);
        reader.finish()?;
        Ok(id)
    }

    pub(crate) fn environment(&self) -> Result<Environment, Failure> {
        let world = self.ui.world();
        let name = self.global.operator.as_ref().or(world.operator.as_ref());
        let operator = name.map_or(UNNAMED, String::as_str).parse::<Operator>();
        Ok(Environment {
            clock: Box::new(Rc::clone(&world.clock)),
            ids: Box::new(Rc::clone(&world.ids)),
            operator: operator.map_err(|error| Failure::id(&error))?,
            command: "taizhang".to_owned(),
        })
    }

    fn year(&self) -> Result<Option<FiscalYear>, Failure> {
        let mut reader = Reader::new(None);
        let year = reader.optional(self.global.year.as_deref(), Reader::fiscal_year);
        reader.finish()?;
        Ok(year)
    }

    /// Finds the ledger folder: `--ledger`, then `TAIZHANG_LEDGER`, then the current folder and
    /// those above it. A folder named outright may also hold the ledger one folder below.
    pub(crate) fn ledger_folder(&self) -> Result<PathBuf, Failure> {
        let world = self.ui.world();
        if let Some(named) = self.global.ledger.as_ref().or(world.ledger.as_ref()) {
            let named = world.current_dir.join(named);
            return Ok(below(&named).unwrap_or(named));
        }
        let above = world.current_dir.ancestors().find(|folder| Config::is_ledger(folder));
        above.map(Path::to_owned).ok_or_else(Failure::no_ledger)
    }

    /// Returns the folder that a new ledger shall be made in: the one named, or the current one.
    pub(crate) fn new_ledger_folder(&self) -> PathBuf {
        let world = self.ui.world();
        let named = self.global.ledger.as_ref().or(world.ledger.as_ref());
        named.map_or_else(|| world.current_dir.clone(), |named| world.current_dir.join(named))
    }

    /// Says what the ledger put right by itself.
    pub(crate) fn show_notices(&mut self, ledger: &Ledger) {
        let worth_saying = |notice: &Notice| !matches!(notice, Notice::IndexCaughtUp { .. });
        for notice in ledger.take_notices().iter().filter(|notice| worth_saying(notice)) {
            self.ui.warn(notice_text(notice));
        }
    }
}

/// Returns the one ledger in or right below `folder`.
fn below(folder: &Path) -> Option<PathBuf> {
    if Config::is_ledger(folder) {
        return Some(folder.to_owned());
    }
    let mut ledgers = fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| Config::is_ledger(path));
    let only = ledgers.next()?;
    ledgers.next().is_none().then_some(only)
}
