//! The log of a ledger on disk: the journal is the truth, sled holds its index.

use std::fmt;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};

use crate::admission::{check, encode};
use crate::disk::{Disk, RealDisk};
use crate::index::Index;
use crate::index::block::Run;
use crate::journal::cursor::{Cursor, Position};
use crate::journal::segment::Segment;
use crate::journal::{AppendLines, Journal};
use crate::lock::LedgerLock;
use crate::{
    Append, AppendError, Appended, Checkpoint, CheckpointError, CheckpointName, EventLog, Events,
    Head, Holder, IndexFault, LedgerId, LockError, Notice, ReadError, StoredEvent, checkpoint,
};

/// A log could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no ledger in the folder.
    #[error("there is no journal at {path}")]
    NotFound {
        /// Where the journal should be.
        path: PathBuf,
    },
    /// There is a ledger already.
    #[error("there is a journal at {path} already")]
    AlreadyExists {
        /// Where the journal is.
        path: PathBuf,
    },
    /// The lock could not be had.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// A file could not be made or put in order.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The journal could not be read.
    #[error("cannot read the journal")]
    Read(#[from] ReadError),
}

/// How a log is opened.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who is to be named as the holder of the lock.
    pub holder: Holder,
    /// How long to wait for another process that holds the lock.
    pub lock_wait: Duration,
    /// Size at which a new segment of the journal is begun.
    pub segment_bytes: u64,
    /// The file operations to use.
    pub disk: Arc<dyn Disk>,
}

impl Settings {
    /// Returns the usual settings: two seconds, segments of 64 MiB, the machine's file system.
    pub fn new(holder: Holder) -> Self {
        Self {
            holder,
            lock_wait: Duration::from_secs(2),
            segment_bytes: 64 << 20,
            disk: Arc::new(RealDisk),
        }
    }
}

/// The log of a ledger on disk.
///
/// Opening reads the end of the journal and nothing else; the index is opened when a question
/// needs it.
pub struct DurableLog {
    folder: PathBuf,
    journal: Journal,
    derived: Mutex<Derived>,
    settings: Settings,
    /// Held by a log that is open for writing, and by one for reading that uses the database.
    lock: Mutex<Option<LedgerLock>>,
}

/// What follows from the journal, and what was noticed on the way.
#[derive(Debug, Default)]
struct Derived {
    index: Option<Index>,
    notices: Vec<Notice>,
}

impl DurableLog {
    /// Makes a new ledger in a folder, which is made if need be, and opens it for writing.
    pub fn create(folder: &Path, ledger: LedgerId, settings: Settings) -> Result<Self, OpenError> {
        let failed = |source| OpenError::Write { path: folder.to_owned(), source };
        settings.disk.create_dir(folder).map_err(failed)?;
        if let Some(parent) = folder.parent() {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            settings.disk.sync_dir(parent).map_err(failed)?;
        }
        let lock = LedgerLock::acquire(folder, &settings.holder, settings.lock_wait)?;
        Journal::create(&*settings.disk, folder, ledger)?;
        Self::open_locked(folder, settings, lock)
    }

    /// Opens a ledger for writing; an append that was interrupted is cut off.
    pub fn open(folder: &Path, settings: Settings) -> Result<Self, OpenError> {
        if !folder.is_dir() {
            return Err(OpenError::NotFound { path: folder.to_owned() });
        }
        let lock = LedgerLock::acquire(folder, &settings.holder, settings.lock_wait)?;
        Self::open_locked(folder, settings, lock)
    }

    fn open_locked(folder: &Path, settings: Settings, lock: LedgerLock) -> Result<Self, OpenError> {
        let mut notices = Vec::new();
        let disk = Arc::clone(&settings.disk);
        let journal =
            Journal::open_for_writing(disk, folder, settings.segment_bytes, &mut notices)?;
        Ok(Self::with(folder, journal, settings, Some(lock), notices))
    }

    /// Opens a ledger for reading, as it is now; without waiting for a lock.
    ///
    /// Nothing that is recorded changes; a question may make the index anew, if no other process
    /// holds the ledger at that moment.
    pub fn open_for_reading(folder: &Path, settings: Settings) -> Result<Self, OpenError> {
        let journal = Journal::open(Arc::clone(&settings.disk), folder)?;
        Ok(Self::with(folder, journal, settings, None, Vec::new()))
    }

    fn with(
        folder: &Path,
        journal: Journal,
        settings: Settings,
        lock: Option<LedgerLock>,
        notices: Vec<Notice>,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            journal,
            derived: Mutex::new(Derived { index: None, notices }),
            settings,
            lock: Mutex::new(lock),
        }
    }

    /// Returns what was put right since the last call.
    pub fn take_notices(&self) -> Vec<Notice> {
        std::mem::take(&mut self.derived().notices)
    }

    /// Returns the ledger's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Sets the index aside and builds it anew from the journal.
    pub fn rebuild(&mut self) -> Result<(), ReadError> {
        self.ask(|_| Ok(()))?;
        let derived = self.derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Derived { index, notices } = derived;
        if let Some(index) = index {
            index.rebuild(&self.journal, IndexFault::RebuildAsked, notices)?;
            index.store_pending(notices);
        }
        Ok(())
    }

    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        self.journal.disk()
    }

    /// Returns the segments of the journal and where the last event ends.
    pub(crate) fn journal_extent(&self) -> (&[Segment], Position) {
        (self.journal.segments(), self.journal.end())
    }

    /// Looks at the index without setting it aside.
    pub(crate) fn with_index<T>(&self, look: impl FnOnce(&Index) -> T) -> Result<T, ReadError> {
        let Derived { index, notices } = &mut *self.derived();
        Ok(look(match index {
            Some(index) => index,
            None => index.insert(self.open_index(notices)?),
        }))
    }

    fn derived(&self) -> MutexGuard<'_, Derived> {
        self.derived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the index; one that fails is set aside, built anew and asked again.
    fn ask<T>(&self, question: impl Fn(&Index) -> Result<T, IndexFault>) -> Result<T, ReadError> {
        let derived = &mut *self.derived();
        let Derived { index, notices } = derived;
        let index = match index {
            Some(index) => index,
            None => index.insert(self.open_index(notices)?),
        };
        loop {
            match question(index) {
                Ok(answer) => return Ok(answer),
                // What is built anew is in memory until it is stored, and cannot fail again.
                Err(fault) => index.rebuild(&self.journal, fault, notices)?,
            }
        }
    }

    fn open_index(&self, notices: &mut Vec<Notice>) -> Result<Index, ReadError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            // A reader uses the database only while no other process does.
            let holder = &self.settings.holder;
            *lock = LedgerLock::acquire(&self.folder, holder, Duration::ZERO).ok();
        }
        Index::open(&self.journal, &self.folder, lock.is_some(), notices)
    }

    fn cursor_from(&self, sequence: u64) -> Result<Cursor<'_>, ReadError> {
        Ok(self.journal.cursor(self.journal.locate(sequence)?))
    }

    fn event_at(&self, sequence: u64) -> Result<Option<StoredEvent>, ReadError> {
        self.cursor_from(sequence)?.next_event()
    }
}

impl EventLog for DurableLog {
    fn ledger_id(&self) -> LedgerId {
        self.journal.ledger()
    }

    fn head(&self) -> Head {
        self.journal.head()
    }

    fn append(&mut self, append: Append) -> Result<Appended, AppendError> {
        self.journal.ensure_writable()?;
        if let Some(sequences) = self.command(append.command_id)? {
            return Ok(Appended { sequences, duplicate: true });
        }
        let head = self.head();
        let actual = self.stream_version(&append.stream)?;
        let mut greatest = None;
        check(&append, &head, actual, |id| {
            // Ids made in order are new when they are greater than all before.
            let beyond = greatest.is_none_or(|greatest| greatest < id);
            greatest = greatest.max(Some(id));
            if beyond && self.ask(|index| Ok(index.is_beyond(id)))? {
                return Ok(false);
            }
            Ok(self.ask(|index| index.event(id))?.is_some())
        })?;
        let mut lines = AppendLines::after(head.hash);
        encode(&append, &head, |event| lines.push(event.text, event.hash, event.recorded_at))?;
        let Self { journal, derived, .. } = self;
        let Derived { index, notices } = derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        journal.append(&lines, notices)?;
        if let Some(index) = index {
            index.extend(&append, &head, lines.hashes());
            index.store_if_many(notices);
        }
        let sequences = head.sequence.next()..=self.head().sequence;
        Ok(Appended { sequences, duplicate: false })
    }

    fn read(&self, from: Sequence) -> Result<Events<'_>, ReadError> {
        let cursor = self.cursor_from(from.get().max(1))?;
        Ok(Box::new(CursorEvents { cursor, failed: false }))
    }

    fn read_stream(&self, stream: &StreamId) -> Result<Events<'_>, ReadError> {
        let name = stream.to_string();
        let runs = self.ask(|index| Ok(index.runs(&name)))?;
        let of_run = move |run: Run| -> Events<'_> {
            let events = usize::try_from(run.events).unwrap_or(usize::MAX);
            match self.read(Sequence::new(run.sequence)) {
                Ok(read) => Box::new(read.take(events)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        };
        let mut failed = false;
        let all = runs.into_iter().flat_map(of_run);
        Ok(Box::new(all.take_while(move |event| !std::mem::replace(&mut failed, event.is_err()))))
    }

    fn stream_version(&self, stream: &StreamId) -> Result<StreamVersion, ReadError> {
        let name = stream.to_string();
        self.ask(|index| Ok(StreamVersion::new(index.stream_version(&name))))
    }

    fn find(&self, id: EventId) -> Result<Option<StoredEvent>, ReadError> {
        match self.ask(|index| index.event(id))? {
            Some(sequence) => self.event_at(sequence),
            None => Ok(None),
        }
    }

    fn command(&self, id: CommandId) -> Result<Option<RangeInclusive<Sequence>>, ReadError> {
        let found = self.ask(|index| index.command(id))?;
        Ok(found.map(|(first, count)| {
            Sequence::new(first)..=Sequence::new(first + u64::from(count.saturating_sub(1)))
        }))
    }

    fn load_checkpoint(
        &self,
        name: &CheckpointName,
        fingerprint: &str,
    ) -> Result<Option<Checkpoint>, ReadError> {
        let disk = &**self.journal.disk();
        let Some(checkpoint) = checkpoint::load(disk, &self.folder, name, fingerprint) else {
            return Ok(None);
        };
        if checkpoint.sequence > self.head().sequence {
            return Ok(None);
        }
        let position = self.journal.locate(checkpoint.sequence.get() + 1)?;
        Ok(Some(checkpoint).filter(|checkpoint| checkpoint.head_hash == position.hash))
    }

    fn save_checkpoint(
        &mut self,
        name: &CheckpointName,
        checkpoint: &Checkpoint,
    ) -> Result<(), CheckpointError> {
        checkpoint::save(&**self.journal.disk(), &self.folder, name, checkpoint)
    }
}

/// Gives the events of a cursor; ends after the first failure.
struct CursorEvents<'a> {
    cursor: Cursor<'a>,
    failed: bool,
}

impl Iterator for CursorEvents<'_> {
    type Item = Result<StoredEvent, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.cursor.next_event().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

impl Drop for DurableLog {
    fn drop(&mut self) {
        let derived = self.derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Derived { index, notices } = derived;
        if let Some(mut index) = index.take() {
            index.store_pending(notices);
        }
    }
}

impl fmt::Debug for DurableLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DurableLog")
            .field("folder", &self.folder)
            .field("head", &self.head())
            .finish_non_exhaustive()
    }
}
