//! The journal: the events as lines of text, in segments, durable before they are acknowledged.

pub(crate) mod acknowledgement;
pub(crate) mod cursor;
pub(crate) mod header;
pub(crate) mod lines;
mod locate;
pub(crate) mod mark;
mod pieces;
pub(crate) mod segment;
pub(crate) mod tail;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use taizhang_core::ids::Sequence;

use crate::disk::Disk;
use crate::verify::check_segments;
use crate::{
    AppendError, HashValue, Head, LedgerId, NoteFault, Notice, OpenError, ReadError, RecordedAt,
};
use acknowledgement::Found;
use cursor::{Cursor, Position};
use mark::Mark;
use segment::{CreateError, Segment};
use tail::Tail;
use writer::Writer;

pub(crate) use pieces::Piece;

/// Name of the journal's folder in the ledger's.
pub(crate) const FOLDER: &str = "journal";

/// An open journal.
#[derive(Debug)]
pub(crate) struct Journal {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    segments: Vec<Segment>,
    /// The place after the last event.
    end: Position,
    recorded_at: Option<RecordedAt>,
    writer: Option<Writer>,
    note_fault: Option<NoteFault>,
    /// The last event that is known to be on the disk.
    durable: u64,
    /// How far the journal was checked when it was opened.
    mark: Option<Mark>,
}

impl Journal {
    /// Makes the journal of a new ledger.
    pub(crate) fn create(
        disk: &dyn Disk,
        ledger_folder: &Path,
        ledger: LedgerId,
    ) -> Result<(), OpenError> {
        let folder = ledger_folder.join(FOLDER);
        let write = |path: &Path| {
            let path = path.to_owned();
            move |source| OpenError::Write { path, source }
        };
        disk.create_dir(&folder).map_err(write(&folder))?;
        let names = disk.list(&folder).map_err(write(&folder))?;
        if names.iter().any(|name| !segment::is_draft(name)) {
            return Err(OpenError::AlreadyExists { path: folder });
        }
        disk.sync_dir(ledger_folder).map_err(write(ledger_folder))?;
        match segment::create(disk, &folder, ledger, 1, 1, ledger.genesis()) {
            Ok(_) => Ok(()),
            Err(CreateError::Write { path, source } | CreateError::Sync { path, source }) => {
                Err(OpenError::Write { path, source })
            }
        }
    }

    /// Opens a journal for reading; an append that is being written, or was never finished, is
    /// left out.
    pub(crate) fn open(disk: Arc<dyn Disk>, ledger_folder: &Path) -> Result<Self, OpenError> {
        Self::find(disk, ledger_folder).map(|(journal, ..)| journal)
    }

    /// Opens a journal for writing; the caller holds the ledger's lock.
    ///
    /// Segments that changed since they were last checked are read.
    pub(crate) fn open_for_writing(
        disk: Arc<dyn Disk>,
        ledger_folder: &Path,
        segment_bytes: u64,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, OpenError> {
        let (mut journal, tail, found) = Self::find(disk, ledger_folder)?;
        let last = Sequence::new(journal.end.sequence);
        notices.extend(
            found.fault(last.get()).map(|fault| Notice::AcknowledgementLost { fault, last }),
        );
        let changed = mark::changed(journal.mark.as_ref(), &*journal.disk, &journal.segments)?;
        check_segments(&*journal.disk, &journal.segments, &changed, journal.end)?;
        if let Some(mark) = journal.mark.as_ref().filter(|_| !changed.is_empty()) {
            mark.testimony().check(&journal)?;
        }
        let writer = Writer::open(
            &*journal.disk,
            &journal.folder,
            (&journal.segments, &tail, &found),
            segment_bytes,
            notices,
        )?;
        journal.writer = Some(writer);
        journal.durable = journal.end.sequence;
        // The writer made the note anew, and a notice says so.
        journal.note_fault = None;
        journal.save_mark();
        Ok(journal)
    }

    /// Opens for reading what lies before the damage of a journal, and before the event
    /// `untrusted`; none if there is no segment whose header can be read.
    pub(crate) fn open_sound_part(
        disk: Arc<dyn Disk>,
        ledger_folder: &Path,
        untrusted: Sequence,
    ) -> Result<Option<Self>, ReadError> {
        let folder = ledger_folder.join(FOLDER);
        let (mut segments, _) = segment::list_sound(&*disk, &folder)?;
        if segments.is_empty() {
            return Ok(None);
        }
        let (end, recorded_at) = tail::sound_end(&*disk, &segments, untrusted.get())?;
        segments.truncate(end.segment + 1);
        Ok(Some(Self::of_events(disk, folder, segments, (end, recorded_at))))
    }

    /// Makes a journal of which nothing is known but its events.
    fn of_events(
        disk: Arc<dyn Disk>,
        folder: PathBuf,
        segments: Vec<Segment>,
        (end, recorded_at): (Position, Option<RecordedAt>),
    ) -> Self {
        Self {
            disk,
            folder,
            segments,
            end,
            recorded_at,
            writer: None,
            note_fault: None,
            durable: 0,
            mark: None,
        }
    }

    fn find(disk: Arc<dyn Disk>, ledger_folder: &Path) -> Result<(Self, Tail, Found), OpenError> {
        let folder = ledger_folder.join(FOLDER);
        // Note and mark first: what is written while we look is then after them.
        let mark = Mark::find(&*disk, ledger_folder);
        let found = acknowledgement::find(&*disk, &folder)
            .map_err(|(path, source)| ReadError::Io { path, source })?;
        let segments = match segment::list(&*disk, &folder) {
            Err(ReadError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(OpenError::NotFound { path: folder });
            }
            other => other?,
        };
        if segments.is_empty() {
            return Err(match found {
                Found::Nothing => OpenError::NotFound { path: folder },
                _ => OpenError::Read(tail::no_segment(&folder).into()),
            });
        }
        let tail = tail::find(&*disk, &segments, &found)?;
        let (end, recorded_at) = (tail.position, tail.recorded_at);
        let note_fault = found.fault(end.sequence);
        let durable = if let Found::Note(note) = &found { note.sequence } else { 0 };
        let events = Self::of_events(disk, folder, segments, (end, recorded_at));
        let journal = Self { note_fault, durable, mark, ..events };
        if let Some(mark) = &journal.mark {
            mark.testimony().check_length(&journal)?;
        }
        Ok((journal, tail, found))
    }

    pub(crate) fn ledger(&self) -> LedgerId {
        self.segments[0].header.ledger
    }

    pub(crate) fn head(&self) -> Head {
        Head {
            sequence: Sequence::new(self.end.sequence),
            hash: self.end.hash,
            recorded_at: self.recorded_at,
        }
    }

    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the length of the last segment up to the last event.
    pub(crate) fn end(&self) -> Position {
        self.end
    }

    /// Returns the last event that is known to be on the disk; what comes after it may be what a
    /// crash left, which nothing durable must be made from.
    pub(crate) fn durable(&self) -> u64 {
        self.durable
    }

    /// Returns what was wrong with the note of the last acknowledgement.
    pub(crate) fn note_fault(&self) -> Option<NoteFault> {
        self.note_fault
    }

    /// Saves how the segments look now that everything in them was checked or written here.
    pub(crate) fn save_mark(&mut self) {
        if self.ensure_writable().is_err() {
            return;
        }
        let Ok(mark) = Mark::of(&*self.disk, &self.segments, self.end) else { return };
        if self.mark.as_ref() != Some(&mark) {
            let ledger_folder = self.folder.parent().unwrap_or(Path::new("."));
            mark.save(&*self.disk, ledger_folder);
            self.mark = Some(mark);
        }
    }

    /// Reads from a position on.
    pub(crate) fn cursor(&self, position: Position) -> Cursor<'_> {
        Cursor::new(&*self.disk, &self.segments, self.end.offset, position)
    }

    /// Returns the place before an event; the end if there is no such event yet.
    pub(crate) fn locate(&self, sequence: u64) -> Result<Position, ReadError> {
        if sequence > self.end.sequence {
            return Ok(self.end);
        }
        locate::locate(self, sequence)
    }

    /// Refuses early when nothing can be appended.
    pub(crate) fn ensure_writable(&self) -> Result<(), AppendError> {
        match &self.writer {
            None => Err(AppendError::ReadOnly),
            Some(writer) if writer.is_poisoned() => Err(AppendError::Poisoned),
            Some(_) => Ok(()),
        }
    }

    /// Writes the lines of one append, the last event of which is recorded at a time, and waits until
    /// they are durable; returns the hashes of the events.
    pub(crate) fn append(
        &mut self,
        pieces: Vec<Piece>,
        recorded_at: Option<RecordedAt>,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<HashValue>, AppendError> {
        self.ensure_writable()?;
        let Some(writer) = &mut self.writer else { return Err(AppendError::ReadOnly) };
        let end = (&mut self.segments, &mut self.end);
        let hashes = writer.append(&*self.disk, end, pieces, notices)?;
        self.durable = self.end.sequence;
        self.recorded_at = recorded_at.or(self.recorded_at);
        Ok(hashes)
    }
}
