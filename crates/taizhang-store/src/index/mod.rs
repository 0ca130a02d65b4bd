//! The index: where the events of a stream, a command or an id are. All of it follows from the
//! journal.

pub(crate) mod block;
mod database;

use std::path::{Path, PathBuf};
use std::time::Duration;

use taizhang_core::ids::{CommandId, EventId, Sequence};
use uuid::Uuid;

use crate::journal::Journal;
use crate::witness::{Testimony, Witness};
use crate::{Append, HashValue, IndexFault, LedgerId, Notice, ReadError};
use block::{Block, BlockBuilder, Brief, Entries, Entry, Run, Streams};
use database::Database;

/// Name of the index's folder in the ledger's.
pub(crate) const FOLDER: &str = "index.sled";

/// Full blocks that are not in the database yet; more than this are stored at once.
const PENDING_BLOCKS: usize = 128;

/// The index of a journal.
#[derive(Debug)]
pub(crate) struct Index {
    path: PathBuf,
    ledger: LedgerId,
    /// None while the database is not needed, or cannot be used.
    database: Option<Database>,
    unusable: bool,
    /// How long a call of the database may take.
    patience: Duration,
    /// Briefs of the blocks in the database.
    stored: Vec<Brief>,
    /// Full blocks that are not in the database yet.
    pending: Vec<Block>,
    recent: BlockBuilder,
    streams: Streams,
    greatest_event: Option<Uuid>,
}

impl Index {
    /// Opens the index of `journal` and reads what the index does not hold yet.
    ///
    /// `use_database` is how long a call of it may take; without it only the journal is read.
    pub(crate) fn open(
        journal: &Journal,
        ledger_folder: &Path,
        use_database: Option<Duration>,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, ReadError> {
        let mut index = Self::unopened(journal, ledger_folder, use_database);
        let full_blocks = journal.head().sequence.get() / block::BLOCK_EVENTS;
        if use_database.is_some() && (full_blocks > 0 || index.path.exists()) {
            index.open_database(journal, notices)?;
        }
        index.catch_up(journal, notices)?;
        Ok(index)
    }

    /// Makes an index that holds nothing yet.
    pub(crate) fn unopened(
        journal: &Journal,
        ledger_folder: &Path,
        use_database: Option<Duration>,
    ) -> Self {
        Self {
            path: ledger_folder.join(FOLDER),
            ledger: journal.ledger(),
            database: None,
            unusable: use_database.is_none(),
            patience: use_database.unwrap_or_default(),
            stored: Vec::new(),
            pending: Vec::new(),
            recent: BlockBuilder::default(),
            streams: Streams::default(),
            greatest_event: None,
        }
    }

    fn open_database(
        &mut self,
        journal: &Journal,
        notices: &mut Vec<Notice>,
    ) -> Result<(), ReadError> {
        let opened = Database::open(&self.path, self.ledger, self.patience)
            .and_then(|database| database.briefs().map(|briefs| (database, briefs)));
        match opened {
            Ok((database, briefs)) => {
                if let Some(last) = briefs.last() {
                    let sequence = briefs.len() as u64 * block::BLOCK_EVENTS;
                    let hash = last.hash;
                    Testimony { witness: Witness::Index, sequence, hash }.check(journal)?;
                }
                for brief in &briefs {
                    self.streams.extend(&brief.runs);
                    self.greatest_event = self.greatest_event.max(Some(brief.events.1));
                }
                self.recent = BlockBuilder::starting_at(briefs.len().try_into().unwrap_or(0));
                self.stored = briefs;
                self.database = Some(database);
            }
            Err(fault) => self.set_aside(fault, notices),
        }
        Ok(())
    }

    /// Moves the database out of the way and begins an empty one.
    fn set_aside(&mut self, reason: IndexFault, notices: &mut Vec<Notice>) {
        self.database = None;
        self.stored.clear();
        if !self.path.exists() {
            // A short ledger has no index on the disk yet, so nothing is in the way of a new one.
            return;
        }
        let free = (1..).map(|n| self.path.with_extension(format!("sled.damaged-{n}")));
        let Some(aside) = free.into_iter().find(|path| !path.exists()) else { return };
        if let Err(error) = std::fs::rename(&self.path, &aside) {
            self.unusable = true;
            notices.push(Notice::IndexUnusable { reason });
            let reason = IndexFault::Rename { kind: error.kind() };
            notices.push(Notice::IndexUnusable { reason });
            return;
        }
        notices.push(Notice::IndexSetAside { path: aside, reason });
        match Database::open(&self.path, self.ledger, self.patience) {
            Ok(database) => self.database = Some(database),
            Err(reason) => {
                self.unusable = true;
                notices.push(Notice::IndexUnusable { reason });
            }
        }
    }

    /// Reads the events that the index does not hold.
    fn catch_up(&mut self, journal: &Journal, notices: &mut Vec<Notice>) -> Result<(), ReadError> {
        let known = self.recent.through();
        let mut cursor = journal.cursor(journal.locate(known + 1)?);
        while let Some(line) = cursor.next()? {
            self.push(Entry::from(&line.envelope), line.hash);
        }
        let behind = self.recent.through() - known;
        if behind >= block::BLOCK_EVENTS && self.database.is_some() {
            let through = journal.head().sequence;
            notices.push(Notice::IndexCaughtUp { through, events: behind });
        }
        Ok(())
    }

    /// Takes in the events of an append that the journal holds now.
    pub(crate) fn extend(&mut self, append: &Append, before: Sequence, hashes: &[HashValue]) {
        let stream = append.stream.to_string();
        let count = u32::try_from(append.events.len()).unwrap_or(u32::MAX);
        for (index, (event, hash)) in (1_u32..).zip(append.events.iter().zip(hashes)) {
            let entry = Entry {
                sequence: before.get() + u64::from(index),
                id: *event.id.as_uuid(),
                command: *append.command_id.as_uuid(),
                part: (index, count),
                stream: &stream,
                stream_version: append.expected_version.get() + u64::from(index),
            };
            self.push(entry, *hash);
        }
    }

    fn push(&mut self, entry: Entry<'_>, hash: HashValue) {
        self.greatest_event = self.greatest_event.max(Some(entry.id));
        if let Some(block) = self.recent.push(entry, hash) {
            self.streams.extend(&block.brief.runs);
            self.pending.push(block);
        }
    }

    /// Stores full blocks once there are many.
    pub(crate) fn store_if_many(&mut self, durable: u64, notices: &mut Vec<Notice>) {
        if self.pending.len() >= PENDING_BLOCKS {
            self.store_pending(durable, notices);
        }
    }

    /// Stores full blocks in the database, up to the last event that is known to be on the disk.
    pub(crate) fn store_pending(&mut self, durable: u64, notices: &mut Vec<Notice>) {
        let is_durable = |block: &Block| block::first_of(block.number + 1) <= durable + 1;
        let ready = self.pending.partition_point(is_durable);
        if ready == 0 || self.unusable {
            return;
        }
        if self.database.is_none() {
            match Database::open(&self.path, self.ledger, self.patience) {
                Ok(database) => self.database = Some(database),
                Err(reason) => {
                    self.unusable = true;
                    notices.push(Notice::IndexUnusable { reason });
                    return;
                }
            }
        }
        let stored = self.database.as_ref().map(|database| database.store(&self.pending[..ready]));
        match stored {
            Some(Ok(())) => {
                self.stored.extend(self.pending.drain(..ready).map(|block| block.brief));
            }
            // The blocks stay in memory; the next opening finds the index behind, or damaged.
            Some(Err(reason)) => {
                self.unusable = true;
                notices.push(Notice::IndexUnusable { reason });
            }
            None => {}
        }
    }

    /// Returns the runs of a stream, in order.
    pub(crate) fn runs(&self, stream: &str) -> Vec<Run> {
        let mut streams = Streams::default();
        streams.extend(self.streams.of(stream));
        let recent = self.recent.runs().iter().filter(|run| run.stream == stream);
        streams.extend(&recent.cloned().collect::<Vec<_>>());
        streams.of(stream).to_vec()
    }

    /// Returns how many events a stream holds.
    pub(crate) fn stream_version(&self, stream: &str) -> u64 {
        let recent = self.recent.runs().iter().rfind(|run| run.stream == stream);
        let last = recent.or_else(|| self.streams.of(stream).last());
        last.map_or(0, |run| run.version + run.events - 1)
    }

    /// Tells at once that an id is new if it is greater than all, as ids made in order are.
    pub(crate) fn is_beyond(&self, id: EventId) -> bool {
        self.greatest_event.is_none_or(|greatest| greatest < *id.as_uuid())
    }

    /// Returns the position of an event.
    pub(crate) fn event(&self, id: EventId) -> Result<Option<u64>, IndexFault> {
        if let Some(found) = self.recent.event(id) {
            return Ok(Some(found));
        }
        self.search(
            |brief| within(Some(brief.events), id.as_uuid()),
            |entries, number| entries.event(id, number),
        )
    }

    /// Returns the first position and the number of events of a command.
    pub(crate) fn command(&self, id: CommandId) -> Result<Option<(u64, u32)>, IndexFault> {
        if let Some(found) = self.recent.command(id) {
            return Ok(Some(found));
        }
        self.search(
            |brief| within(brief.commands, id.as_uuid()),
            |entries, number| entries.command(id, number),
        )
    }

    fn search<T>(
        &self,
        may_hold: impl Fn(&Brief) -> bool,
        look_up: impl Fn(&Entries, u32) -> Option<T>,
    ) -> Result<Option<T>, IndexFault> {
        let pending = self.pending.iter().rev().filter(|block| may_hold(&block.brief));
        for block in pending {
            if let Some(found) = look_up(&block.entries, block.number) {
                return Ok(Some(found));
            }
        }
        let Some(database) = &self.database else { return Ok(None) };
        let stored = self.stored.iter().enumerate().rev().filter(|(_, brief)| may_hold(brief));
        for (number, brief) in stored {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            if let Some(found) = look_up(&database.entries(number, brief)?, number) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Returns how many blocks the database holds.
    pub(crate) fn stored_blocks(&self) -> usize {
        self.stored.len()
    }

    /// Compares a stored block with the one that follows from the journal.
    pub(crate) fn compare(&self, block: &Block) -> Result<(), IndexFault> {
        let fault = IndexFault::Entry { block: block.number };
        let (Some(database), Ok(at)) = (&self.database, usize::try_from(block.number)) else {
            return Ok(());
        };
        let brief = self.stored.get(at).filter(|brief| **brief == block.brief);
        let entries = database.entries(block.number, brief.ok_or(fault.clone())?)?;
        if entries == block.entries { Ok(()) } else { Err(fault) }
    }

    /// Sets the database aside and reads the journal anew.
    pub(crate) fn rebuild(
        &mut self,
        journal: &Journal,
        reason: IndexFault,
        notices: &mut Vec<Notice>,
    ) -> Result<(), ReadError> {
        self.set_aside(reason, notices);
        self.pending.clear();
        self.recent = BlockBuilder::default();
        self.streams = Streams::default();
        self.greatest_event = None;
        self.catch_up(journal, notices)
    }
}

fn within(ends: Option<(Uuid, Uuid)>, id: &Uuid) -> bool {
    ends.is_some_and(|(least, greatest)| least <= *id && *id <= greatest)
}
