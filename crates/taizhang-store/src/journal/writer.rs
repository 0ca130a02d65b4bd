//! Writing at the end of the journal.

use std::path::{Path, PathBuf};

use super::acknowledgement::{Acknowledged, Found, Note};
use super::cursor::Position;
use super::pieces::{NotKept, Piece, chain_and_keep};
use super::segment::{self, CreateError, Segment};
use super::tail::Tail;
use crate::disk::{Disk, DiskFile, read_full};
use crate::{AppendError, HashValue, Notice, OpenError};

/// The end of the journal, open for writing.
#[derive(Debug)]
pub(crate) struct Writer {
    folder: PathBuf,
    file: Box<dyn DiskFile>,
    note: Note,
    segment_bytes: u64,
    poisoned: bool,
}

impl Writer {
    /// Opens the end of the journal and puts it in order.
    pub(crate) fn open(
        disk: &dyn Disk,
        folder: &Path,
        (segments, tail, found): (&[Segment], &Tail, &Found),
        segment_bytes: u64,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, OpenError> {
        let segment = &segments[tail.position.segment];
        let failed = |source| OpenError::Write { path: segment.path.clone(), source };
        let file = disk.edit(&segment.path).map_err(failed)?;
        if tail.torn_bytes > 0 {
            file.truncate(tail.position.offset).map_err(failed)?;
            file.sync().map_err(failed)?;
            let (segment, offset) = (segment.path.clone(), tail.position.offset);
            let bytes = tail.torn_bytes;
            notices.push(if let Found::Note(_) = found {
                Notice::TornAppendRemoved { segment, offset, bytes }
            } else {
                Notice::UnnotedTailRemoved { segment, offset, bytes }
            });
        }
        if tail.in_doubt() {
            rewrite(disk, segments, tail)?;
            for folder in [Some(folder), folder.parent()].into_iter().flatten() {
                let failed = |source| OpenError::Write { path: folder.to_owned(), source };
                disk.sync_dir(folder).map_err(failed)?;
            }
        }
        let note =
            Note::open(disk, folder).map_err(|(path, source)| OpenError::Write { path, source })?;
        let writer = Self { folder: folder.to_owned(), file, note, segment_bytes, poisoned: false };
        if let Some(last) = tail.last.filter(|_| tail.in_doubt()) {
            let acknowledged = Acknowledged {
                hash: tail.position.hash,
                length: last.after,
                line: last.offset,
                previous: last.previous,
                segment: segments[last.segment].header.segment,
                sequence: tail.position.sequence,
            };
            writer.acknowledge(&acknowledged, notices);
        }
        Ok(writer)
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Writes the lines of `pieces` at the end, and moves the end; returns the hashes of the events.
    ///
    /// A new segment becomes the end before anything is written to it, so that an append that fails
    /// leaves it as the place of the next one.
    pub(crate) fn append(
        &mut self,
        disk: &dyn Disk,
        (segments, end): (&mut Vec<Segment>, &mut Position),
        pieces: Vec<Piece>,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<HashValue>, AppendError> {
        let last = &segments[end.segment];
        let bytes: u64 = pieces.iter().map(|piece| piece.len() as u64).sum();
        if end.offset + bytes > self.segment_bytes && end.offset > last.body {
            let number = last.header.segment + 1;
            let (ledger, first) = (last.header.ledger, end.sequence + 1);
            let made = segment::create(disk, &self.folder, ledger, number, first, end.hash);
            let (segment, file) = made.map_err(|error| self.not_created(error))?;
            end.segment += 1;
            end.offset = segment.body;
            segments.push(segment);
            self.file = file;
        }
        let segment = &segments[end.segment];
        let last_bytes = pieces.last().map_or(0, |piece| piece.len() - piece.last_line()) as u64;
        let before = end.hash;
        let hashes = self.write(segment, end.offset, before, pieces)?;
        end.offset += bytes;
        end.sequence += hashes.len() as u64;
        end.hash = hashes.last().copied().unwrap_or(before);
        let acknowledged = Acknowledged {
            hash: end.hash,
            length: end.offset,
            line: end.offset - last_bytes,
            previous: hashes.iter().rev().nth(1).copied().unwrap_or(before),
            segment: segment.header.segment,
            sequence: end.sequence,
        };
        self.acknowledge(&acknowledged, notices);
        Ok(hashes)
    }

    fn not_created(&mut self, error: CreateError) -> AppendError {
        match error {
            CreateError::Write { path, source } => AppendError::Write { path, source },
            CreateError::Sync { path, source } => {
                self.poisoned = true;
                AppendError::Sync { path, source }
            }
        }
    }

    fn write(
        &mut self,
        segment: &Segment,
        offset: u64,
        before: HashValue,
        pieces: Vec<Piece>,
    ) -> Result<Vec<HashValue>, AppendError> {
        let path = || segment.path.clone();
        match chain_and_keep(&*self.file, offset, before, pieces) {
            Ok(hashes) => Ok(hashes),
            Err(NotKept::Unwritten(source)) => {
                self.poisoned = self.file.truncate(offset).is_err();
                Err(AppendError::Write { path: path(), source })
            }
            Err(NotKept::Unsynced(source)) => {
                // The system may have dropped the bytes and may say nothing the next time: a second
                // sync proves nothing. Without the bytes, the next opening cannot take them for kept.
                self.poisoned = true;
                let _ = self.file.truncate(offset);
                Err(AppendError::Sync { path: path(), source })
            }
        }
    }

    fn acknowledge(&self, acknowledged: &Acknowledged, notices: &mut Vec<Notice>) {
        if let Err(error) = self.note.write(acknowledged) {
            notices.push(Notice::AcknowledgementNotWritten { kind: error.kind() });
        }
    }
}

/// Writes complete appends that were not noted as acknowledged once more, and syncs them.
///
/// They may have been left by a sync that failed: the system then shows bytes that it no longer
/// means to write. Writing the same bytes in the same place makes it try, and harms nothing. The
/// folders are synced for the same reason: the name of a segment may be in doubt.
fn rewrite(disk: &dyn Disk, segments: &[Segment], tail: &Tail) -> Result<(), OpenError> {
    let (from, to) = (tail.scanned_from, tail.position);
    let mut buffer = vec![0; 1 << 20];
    for (index, segment) in segments.iter().enumerate().take(to.segment + 1).skip(from.segment) {
        let failed = |source| OpenError::Write { path: segment.path.clone(), source };
        let file = disk.edit(&segment.path).map_err(failed)?;
        let mut offset = if index == from.segment { from.offset } else { 0 };
        let end = if index == to.segment { to.offset } else { file.size().map_err(failed)? };
        while offset < end {
            let wanted = usize::try_from(end - offset).unwrap_or(usize::MAX).min(buffer.len());
            let count = read_full(&*file, &mut buffer[..wanted], offset).map_err(failed)?;
            if count == 0 {
                break;
            }
            file.write_at(&buffer[..count], offset).map_err(failed)?;
            offset += count as u64;
        }
        file.sync().map_err(failed)?;
    }
    Ok(())
}
