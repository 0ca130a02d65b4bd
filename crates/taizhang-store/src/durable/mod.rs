//! The log of a ledger on disk: the journal is the truth, sled holds its index.

mod event_log;
mod group;
mod settings;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::disk::Disk;
use crate::index::{self, Index};
use crate::journal::Journal;
use crate::journal::cursor::{Cursor, Position};
use crate::journal::mark::Mark;
use crate::journal::segment::Segment;
use crate::lock::LedgerLock;
use crate::{
    Damage, EventLog, IndexFault, LedgerId, NoteFault, Notice, ReadError, StoredEvent, checkpoint,
};

pub use settings::{OpenError, Settings};

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
    /// Makes a new ledger in a folder, which is made if need be with those above it, and opens it for
    /// writing.
    pub fn create(folder: &Path, ledger: LedgerId, settings: Settings) -> Result<Self, OpenError> {
        let is_missing = |above: &&Path| !above.as_os_str().is_empty() && !above.exists();
        let missing: Vec<&Path> = folder.ancestors().skip(1).take_while(is_missing).collect();
        for made in missing.into_iter().rev().chain([folder]) {
            let failed = |source| OpenError::Write { path: made.to_owned(), source };
            settings.disk.create_dir(made).map_err(failed)?;
            if let Some(parent) = made.parent() {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                settings.disk.sync_dir(parent).map_err(failed)?;
            }
        }
        let lock = LedgerLock::acquire(folder, &settings.holder, settings.lock_wait)?;
        Journal::create(&*settings.disk, folder, ledger)?;
        Self::open_locked(folder, settings, lock)
    }

    /// Opens a ledger for writing; an append that was interrupted is cut off.
    pub fn open(folder: &Path, settings: Settings) -> Result<Self, OpenError> {
        let lock = Self::lock(folder, &settings)?;
        Self::open_locked(folder, settings, lock)
    }

    fn lock(folder: &Path, settings: &Settings) -> Result<LedgerLock, OpenError> {
        if !folder.is_dir() {
            return Err(OpenError::NotFound { path: folder.to_owned() });
        }
        Ok(LedgerLock::acquire(folder, &settings.holder, settings.lock_wait)?)
    }

    fn open_locked(folder: &Path, settings: Settings, lock: LedgerLock) -> Result<Self, OpenError> {
        let mut notices = Vec::new();
        let disk = Arc::clone(&settings.disk);
        let checkpoints = checkpoint::testimonies(&*disk, folder);
        let journal =
            Journal::open_for_writing(disk, folder, settings.segment_bytes, &mut notices)?;
        for (_, testimony) in checkpoints {
            testimony.check(&journal)?;
        }
        Ok(Self::with(folder, journal, settings, Some(lock), notices))
    }

    /// Opens a ledger for reading, as it is now; without waiting for a lock.
    ///
    /// Nothing that is recorded changes. A question that needs the index takes the lock until the
    /// log is dropped, if it is free at that moment, and may make the index anew; otherwise the
    /// answer is found in the journal alone.
    pub fn open_for_reading(folder: &Path, settings: Settings) -> Result<Self, OpenError> {
        // Before the journal: a writer may go on while we look.
        let checkpoints = checkpoint::testimonies(&*settings.disk, folder);
        let journal = Journal::open(Arc::clone(&settings.disk), folder)?;
        for (_, testimony) in checkpoints {
            testimony.check(&journal)?;
        }
        Ok(Self::with(folder, journal, settings, None, Vec::new()))
    }

    /// Opens for reading what lies before the damage for which the ledger does not open; none if
    /// nothing does.
    ///
    /// Whatever else is known of the ledger is not asked: each event is checked against the chain
    /// from the first one on. Nothing that is recorded changes.
    pub fn open_sound_part(
        folder: &Path,
        settings: Settings,
        damage: &Damage,
    ) -> Result<Option<Self>, ReadError> {
        let disk = Arc::clone(&settings.disk);
        let journal = Journal::open_sound_part(disk, folder, damage.sequence)?;
        Ok(journal.map(|journal| Self::with(folder, journal, settings, None, Vec::new())))
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

    /// Opens a ledger for writing whatever index, checkpoints and mark say, sets aside those that
    /// contradict the journal, and makes the index anew.
    ///
    /// For somebody who knows why the journal is another one, such as an older copy that was put
    /// in its place.
    pub fn open_and_rebuild(folder: &Path, settings: Settings) -> Result<Self, OpenError> {
        let lock = Self::lock(folder, &settings)?;
        let disk = &*settings.disk;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::Write { path, source }
        };
        Mark::remove(disk, folder).map_err(failed(folder))?;
        let journal = Journal::open(Arc::clone(&settings.disk), folder)?;
        for (path, testimony) in checkpoint::testimonies(disk, folder) {
            match testimony.check(&journal) {
                Err(ReadError::Damage(_)) => {
                    disk.rename(&path, &path.with_extension("damaged")).map_err(failed(&path))?;
                }
                other => other?,
            }
        }
        drop(journal);
        let mut log = Self::open_locked(folder, settings, lock)?;
        log.rebuild()?;
        Ok(log)
    }

    /// Sets the index aside and builds it anew from the journal.
    pub fn rebuild(&mut self) -> Result<(), ReadError> {
        let Self { folder, journal, derived, settings, .. } = self;
        let Derived { index, notices } = derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        let patience = Some(settings.index_patience);
        let index = index.get_or_insert_with(|| Index::unopened(journal, folder, patience));
        index.rebuild(journal, IndexFault::RebuildAsked, notices)?;
        index.store_pending(journal.durable(), notices);
        Ok(())
    }

    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        self.journal.disk()
    }

    /// Returns the segments of the journal and where the last event ends.
    pub(crate) fn journal_extent(&self) -> (&[Segment], Position) {
        (self.journal.segments(), self.journal.end())
    }

    pub(crate) fn note_fault(&self) -> Option<NoteFault> {
        self.journal.note_fault()
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

    /// Tells whether there is an index that another process has in hand.
    pub(crate) fn index_is_held(&self) -> bool {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        lock.is_none() && self.folder.join(index::FOLDER).exists()
    }

    fn open_index(&self, notices: &mut Vec<Notice>) -> Result<Index, ReadError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            // A reader uses the database only while no other process does.
            let holder = &self.settings.holder;
            *lock = LedgerLock::acquire(&self.folder, holder, Duration::ZERO).ok();
        }
        let patience = lock.as_ref().map(|_| self.settings.index_patience);
        Index::open(&self.journal, &self.folder, patience, notices)
    }

    fn cursor_from(&self, sequence: u64) -> Result<Cursor<'_>, ReadError> {
        Ok(self.journal.cursor(self.journal.locate(sequence)?))
    }

    fn event_at(&self, sequence: u64) -> Result<Option<StoredEvent>, ReadError> {
        self.cursor_from(sequence)?.next_event()
    }
}

impl Drop for DurableLog {
    fn drop(&mut self) {
        let derived = self.derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Derived { index, notices } = derived;
        if let Some(mut index) = index.take() {
            index.store_pending(self.journal.durable(), notices);
        }
        self.journal.save_mark();
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
