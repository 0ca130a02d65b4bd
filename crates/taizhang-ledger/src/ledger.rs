//! One ledger folder, opened for one fiscal year.

use std::cell::{Cell, OnceCell};
use std::fs;
use std::path::{Path, PathBuf};

use taizhang_core::FiscalYear;
use taizhang_core::book::{Act, AsOf, Book, Command};
use taizhang_core::event::{Event, Recorded, UnitProfile};
use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};
use taizhang_evaluation::pack::Pack;
use taizhang_store::{
    Checkpoint, CheckpointName, Damage, DurableLog, EventLog, HashValue, Head, Holder, LedgerId,
    Notice, RecordedAt, Settings, StoredEvent,
};

use crate::{Config, ConfigError, Environment, LedgerError, Request};

/// How many events a checkpoint may be behind before a new one is saved.
const CHECKPOINT_LAG: u64 = 64;

/// A ledger folder opened for one fiscal year.
pub struct Ledger {
    root: PathBuf,
    config: Config,
    year: FiscalYear,
    pub(crate) log: DurableLog,
    pub(crate) environment: Environment,
    /// The book up to the log's head, once it was folded.
    book: OnceCell<Book>,
    /// The last event that the saved checkpoint holds, once it was looked at.
    checkpointed: Cell<Option<Sequence>>,
}

/// An event with what the log knows about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    /// The event and its place.
    pub recorded: Recorded,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// When it was recorded.
    pub recorded_at: RecordedAt,
    /// The command that led to it.
    pub command: CommandId,
}

impl Ledger {
    /// Makes a ledger in `root`, which must be empty or absent, and opens the year of `config`.
    pub fn create(
        root: &Path,
        config: Config,
        unit: UnitProfile,
        environment: Environment,
    ) -> Result<Self, LedgerError> {
        Self::check_new(root, &config, &unit, &environment)?;
        let year = config.year;
        let opening = Command::OpenYear { unit, year, previous: None };
        let id = LedgerId::new(environment.ids.fresh());
        let log = DurableLog::create(root, id, settings(&environment))?;
        config.write(root)?;
        let mut ledger = Self::with(root, config, year, log, environment);
        ledger.record(&Request::new(year.first_day(), opening))?;
        Ok(ledger)
    }

    /// Checks whether a ledger can be made in `root`; what is refused must not leave half a ledger
    /// behind.
    pub fn check_new(
        root: &Path,
        config: &Config,
        unit: &UnitProfile,
        environment: &Environment,
    ) -> Result<(), LedgerError> {
        check_empty(root)?;
        Pack::builtin(&config.pack)?;
        let year = config.year;
        Book::default().decide(Act {
            on: year.first_day(),
            today: environment.clock.now().civil().date(),
            by: environment.operator.clone(),
            command: Command::OpenYear { unit: unit.clone(), year, previous: None },
        })?;
        Ok(())
    }

    /// Opens a ledger for recording, for `year` or the year its settings name.
    pub fn open(
        root: &Path,
        year: Option<FiscalYear>,
        environment: Environment,
    ) -> Result<Self, LedgerError> {
        let config = Config::read(root)?;
        let log = DurableLog::open(root, settings(&environment))?;
        let year = year.unwrap_or(config.year);
        Self::with(root, config, year, log, environment).of_one_unit()
    }

    /// Opens a ledger for reading; it waits for nobody and changes nothing that is recorded.
    pub fn open_for_reading(
        root: &Path,
        year: Option<FiscalYear>,
        environment: Environment,
    ) -> Result<Self, LedgerError> {
        let config = Config::read(root)?;
        let log = DurableLog::open_for_reading(root, settings(&environment))?;
        let year = year.unwrap_or(config.year);
        Self::with(root, config, year, log, environment).of_one_unit()
    }

    /// Opens for reading what lies before the damage for which a ledger does not open; none if nothing
    /// does.
    pub fn open_sound_part(
        root: &Path,
        year: Option<FiscalYear>,
        environment: Environment,
        damage: &Damage,
    ) -> Result<Option<Self>, LedgerError> {
        let config = Config::read(root)?;
        let part = DurableLog::open_sound_part(root, settings(&environment), damage)?;
        let year = year.unwrap_or(config.year);
        part.map(|log| Self::with(root, config, year, log, environment).of_one_unit()).transpose()
    }

    /// Checks that the settings mean the unit whose events these are.
    pub(crate) fn of_one_unit(self) -> Result<Self, LedgerError> {
        let first = self.log.read(Sequence::new(1))?.next().transpose()?;
        match first {
            Some(event) if event.stream.unit != self.config.unit => {
                let path = self.root.join(Config::FILE_NAME);
                let (unit, recorded) = (self.config.unit.clone(), event.stream.unit);
                Err(ConfigError::OtherUnit { path, unit, recorded }.into())
            }
            _ => Ok(self),
        }
    }

    pub(crate) fn with(
        root: &Path,
        config: Config,
        year: FiscalYear,
        log: DurableLog,
        environment: Environment,
    ) -> Self {
        let (root, book, checkpointed) = (root.to_owned(), OnceCell::new(), Cell::new(None));
        Self { root, config, year, log, environment, book, checkpointed }
    }

    /// Returns the ledger folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the settings.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Replaces the settings on disk and here.
    pub(crate) fn set_config(&mut self, config: Config) -> Result<(), ConfigError> {
        config.write(&self.root)?;
        self.turn_to(config.year);
        self.config = config;
        Ok(())
    }

    /// Means another year from now on; the settings on disk stay.
    pub(crate) fn turn_to(&mut self, year: FiscalYear) {
        self.year = year;
        self.book = OnceCell::new();
        self.checkpointed.set(None);
    }

    /// Returns the fiscal year that commands and figures mean.
    pub const fn year(&self) -> FiscalYear {
        self.year
    }

    /// Returns the log's last position and hash.
    pub fn head(&self) -> Head {
        self.log.head()
    }

    /// Returns what the log put right by itself since the last call.
    pub fn take_notices(&self) -> Vec<Notice> {
        self.log.take_notices()
    }

    /// Returns the present moment as the environment tells it.
    pub fn now(&self) -> RecordedAt {
        self.environment.clock.now()
    }

    /// Replaces who acts and what the time is, for a session with several people in it.
    pub fn set_environment(&mut self, environment: Environment) {
        self.environment = environment;
    }

    pub(crate) fn stream(&self) -> StreamId {
        StreamId { unit: self.config.unit.clone(), year: self.year }
    }

    /// Returns the year's book with every event in it.
    pub fn book(&self) -> Result<&Book, LedgerError> {
        if let Some(book) = self.book.get() {
            return Ok(book);
        }
        let (book, from) = self.folded(self.year)?;
        self.checkpointed.set(Some(from));
        Ok(self.book.get_or_init(|| book))
    }

    /// Returns the book of any year with every event in it; an empty one if it was never opened.
    pub fn book_of(&self, year: FiscalYear) -> Result<Book, LedgerError> {
        if year == self.year {
            return self.book().cloned();
        }
        Ok(self.folded(year)?.0)
    }

    /// Folds the book of a year from its last checkpoint, whose place comes with it.
    fn folded(&self, year: FiscalYear) -> Result<(Book, Sequence), LedgerError> {
        let (mut book, from) = self.last_checkpoint(year)?;
        let stream = StreamId { year, ..self.stream() };
        for event in self.events(from.next())? {
            let event = event?;
            if event.stream == stream {
                book.apply(&event.recorded)?;
            }
        }
        Ok((book, from))
    }

    /// Returns the year's book as of a point on both axes of time.
    pub fn book_as_of(&self, as_of: AsOf) -> Result<Book, LedgerError> {
        let mut book = Book::default();
        for event in self.events(Sequence::ORIGIN.next())? {
            let event = event?;
            if event.stream == self.stream() {
                book.apply_as_of(&event.recorded, as_of)?;
            }
        }
        Ok(book)
    }

    /// Replaces the folded book after an append.
    pub(crate) fn replace_book(&mut self, book: Book) {
        self.book = OnceCell::from(book);
    }

    /// Returns all events of all years from a position on.
    pub fn events(
        &self,
        from: Sequence,
    ) -> Result<impl Iterator<Item = Result<LoggedEvent, LedgerError>> + '_, LedgerError> {
        Ok(self.log.read(from)?.map(|stored| decode(stored?)))
    }

    /// Returns the events of this year, in order.
    pub fn year_events(&self) -> Result<Vec<LoggedEvent>, LedgerError> {
        let stream = self.stream();
        self.events(Sequence::ORIGIN.next())?
            .filter(|event| !matches!(event, Ok(event) if event.stream != stream))
            .collect()
    }

    /// Returns the event at a position.
    pub fn event_at(&self, sequence: Sequence) -> Result<LoggedEvent, LedgerError> {
        let missing = || LedgerError::NoSuchEvent(sequence.to_string());
        if sequence == Sequence::ORIGIN || sequence > self.head().sequence {
            return Err(missing());
        }
        self.events(sequence)?.next().ok_or_else(missing)?
    }

    /// Returns the event with an id.
    pub fn event(&self, id: EventId) -> Result<LoggedEvent, LedgerError> {
        let stored = self.log.find(id)?.ok_or(LedgerError::UnknownEvent(id))?;
        decode(stored)
    }

    /// Returns the event at a position if it belongs to this year.
    pub fn event_of_year(&self, sequence: Sequence) -> Result<LoggedEvent, LedgerError> {
        let event = self.event_at(sequence)?;
        if event.stream == self.stream() {
            Ok(event)
        } else {
            Err(LedgerError::OtherYear { sequence, year: event.stream.year })
        }
    }

    /// Returns the hash of the event at a position, if there is one.
    pub fn hash_at(&self, sequence: Sequence) -> Option<HashValue> {
        self.log.read(sequence).ok()?.next()?.ok().map(|stored| stored.hash)
    }

    fn last_checkpoint(&self, year: FiscalYear) -> Result<(Book, Sequence), LedgerError> {
        let checkpoint = self.log.load_checkpoint(&checkpoint_name(year), Book::FINGERPRINT)?;
        let restored = checkpoint.and_then(|checkpoint| {
            let book = serde_json::from_slice(&checkpoint.bytes).ok()?;
            Some((book, checkpoint.sequence))
        });
        Ok(restored.unwrap_or_default())
    }

    /// Saves the folded book. A failure costs the next start some time and nothing else, so it is
    /// not reported.
    pub(crate) fn save_checkpoint(&mut self) {
        let head = self.log.head();
        let Some(Ok(bytes)) = self.book.get().map(serde_json::to_vec) else { return };
        let checkpoint = Checkpoint {
            fingerprint: Book::FINGERPRINT.to_owned(),
            sequence: head.sequence,
            head_hash: head.hash,
            bytes,
        };
        let name = checkpoint_name(self.year);
        if self.log.save_checkpoint(&name, &checkpoint).is_ok() {
            self.checkpointed.set(Some(head.sequence));
        }
    }

    /// Returns how many events the saved checkpoint is behind.
    pub fn checkpoint_lag(&self) -> Result<u64, LedgerError> {
        let (_, saved) = self.last_checkpoint(self.year)?;
        Ok(self.head().sequence.get().saturating_sub(saved.get()))
    }

    /// Asks the index once, so that [`Ledger::take_notices`] tells whether it can be used.
    pub fn check_index(&self) -> Result<(), LedgerError> {
        self.log.stream_version(&self.stream())?;
        Ok(())
    }

    /// Tells whether anything is recorded of a year, which begins with its opening.
    pub fn has_year(&self, year: FiscalYear) -> Result<bool, LedgerError> {
        let stream = StreamId { year, ..self.stream() };
        Ok(self.log.stream_version(&stream)? != StreamVersion::EMPTY)
    }
}

fn checkpoint_name(year: FiscalYear) -> CheckpointName {
    format!("book-{year}").parse().expect("a year is made of digits")
}

impl Drop for Ledger {
    fn drop(&mut self) {
        let Some(checkpointed) = self.checkpointed.get() else { return };
        let behind = self.log.head().sequence.get().saturating_sub(checkpointed.get());
        if behind >= CHECKPOINT_LAG {
            self.save_checkpoint();
            // A question brings the index up to date; an index that cannot be is made anew later.
            self.log.stream_version(&self.stream()).ok();
        }
    }
}

/// Checks that a folder is empty or absent.
pub fn check_empty(folder: &Path) -> Result<(), LedgerError> {
    if Config::is_ledger(folder) {
        return Err(LedgerError::LedgerThere(folder.to_owned()));
    }
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(LedgerError::FolderNotEmpty(folder.to_owned()));
    }
    Ok(())
}

pub(crate) fn settings(environment: &Environment) -> Settings {
    Settings::new(Holder::this_process(environment.command.clone(), environment.clock.now()))
}

pub(crate) fn decode(stored: StoredEvent) -> Result<LoggedEvent, LedgerError> {
    let event =
        Event::decode(stored.event_type.as_str(), stored.schema_version, stored.data.as_str())
            .map_err(|source| LedgerError::Decode { sequence: stored.sequence, source })?;
    Ok(LoggedEvent {
        recorded: Recorded {
            sequence: stored.sequence,
            id: stored.id,
            occurred_on: stored.occurred_on,
            batch: stored.batch_id,
            operator: stored.operator,
            event,
        },
        stream: stored.stream,
        recorded_at: stored.recorded_at,
        command: stored.command_id,
    })
}
