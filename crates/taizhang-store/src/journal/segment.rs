//! The segments of a journal: which there are, and how they are made.

use std::io;
use std::path::{Path, PathBuf};

use taizhang_core::ids::Sequence;

use super::header::{Header, MAX_HEADER_BYTES};
use crate::disk::{Disk, DiskFile, read_full};
use crate::{Damage, DamageKind, FormFault, HashValue, LedgerId, ReadError};

const EXTENSION: &str = ".jsonl";
const DRAFT: &str = "next.tmp";

/// One file of the journal.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) path: PathBuf,
    pub(crate) header: Header,
    /// Offset of the first event.
    pub(crate) body: u64,
}

impl Segment {
    /// Reports damage of this segment.
    pub(crate) fn damage(&self, sequence: u64, offset: u64, kind: DamageKind) -> Damage {
        Damage { sequence: Sequence::new(sequence), segment: self.path.clone(), offset, kind }
    }

    /// Reports a failure to read this segment.
    pub(crate) fn unreadable(&self, source: io::Error) -> ReadError {
        ReadError::Io { path: self.path.clone(), source }
    }

    pub(crate) fn open(&self, disk: &dyn Disk) -> Result<Box<dyn DiskFile>, ReadError> {
        disk.open(&self.path).map_err(|source| self.unreadable(source))
    }
}

pub(crate) fn path_of(journal: &Path, number: u32) -> PathBuf {
    journal.join(format!("{number:06}{EXTENSION}"))
}

/// Tells whether a file of the journal's folder is a segment that was never finished.
pub(crate) fn is_draft(name: &str) -> bool {
    name == DRAFT
}

/// Returns the number in a segment's file name.
fn number_of(name: &str) -> Option<u32> {
    let digits = name.strip_suffix(EXTENSION)?;
    let number = digits.parse().ok()?;
    (name == format!("{number:06}{EXTENSION}")).then_some(number)
}

/// Reads the headers of all segments, in order. Their numbers must have no gap.
pub(crate) fn list(disk: &dyn Disk, journal: &Path) -> Result<Vec<Segment>, ReadError> {
    match list_sound(disk, journal)? {
        (segments, None) => Ok(segments),
        (_, Some(damage)) => Err(damage.into()),
    }
}

/// Reads the headers of the segments before the first that is missing or damaged, which is told.
pub(crate) fn list_sound(
    disk: &dyn Disk,
    journal: &Path,
) -> Result<(Vec<Segment>, Option<Damage>), ReadError> {
    let names =
        disk.list(journal).map_err(|source| ReadError::Io { path: journal.to_owned(), source })?;
    let mut numbers: Vec<u32> = names.iter().filter_map(|name| number_of(name)).collect();
    numbers.sort_unstable();
    let mut segments: Vec<Segment> = Vec::with_capacity(numbers.len());
    for (index, number) in (1..).zip(numbers) {
        let path = path_of(journal, index);
        let first = segments.last().map_or(1, |segment| segment.header.first);
        let sequence = Sequence::new(first);
        let damaged = |segment, kind| Some(Damage { sequence, segment, offset: 0, kind });
        if number != index {
            return Ok((segments, damaged(path, DamageKind::MissingSegment)));
        }
        let (header, body) = match read_header(disk, &path)? {
            Ok(read) => read,
            Err(kind) => return Ok((segments, damaged(path, kind))),
        };
        if let Some(reason) = misfit(&header, index, segments.last()) {
            return Ok((segments, damaged(path, DamageKind::Header { reason })));
        }
        segments.push(Segment { path, header, body });
    }
    Ok((segments, None))
}

fn read_header(
    disk: &dyn Disk,
    path: &Path,
) -> Result<Result<(Header, u64), DamageKind>, ReadError> {
    let unreadable = |source| ReadError::Io { path: path.to_owned(), source };
    let file = disk.open(path).map_err(unreadable)?;
    let mut bytes = [0; MAX_HEADER_BYTES];
    let filled = read_full(&*file, &mut bytes, 0).map_err(unreadable)?;
    Ok(Header::parse(&bytes[..filled]))
}

fn misfit(header: &Header, number: u32, before: Option<&Segment>) -> Option<FormFault> {
    if header.segment != number {
        return Some(FormFault::OtherNumber);
    }
    match before {
        None if header.first != 1 => Some(FormFault::FirstNotOne),
        None if header.previous != header.ledger.genesis() => Some(FormFault::OtherGenesis),
        Some(before) if header.ledger != before.header.ledger => Some(FormFault::OtherLedger),
        Some(before) if header.first <= before.header.first => Some(FormFault::BeforeSegment),
        _ => None,
    }
}

/// Makes a segment that holds only its header, durably.
///
/// The file gets its name when its header is on the disk, so a segment always has a header.
pub(crate) fn create(
    disk: &dyn Disk,
    journal: &Path,
    ledger: LedgerId,
    number: u32,
    first: u64,
    previous: HashValue,
) -> Result<(Segment, Box<dyn DiskFile>), CreateError> {
    let header = Header::new(ledger, number, first, previous);
    let line = header.to_line();
    let (path, draft) = (path_of(journal, number), journal.join(DRAFT));
    let write = |source| CreateError::Write { path: path.clone(), source };
    let file = disk.create(&draft).map_err(write)?;
    file.write_at(&line, 0).map_err(write)?;
    file.sync().map_err(write)?;
    disk.rename(&draft, &path).map_err(write)?;
    disk.sync_dir(journal)
        .map_err(|source| CreateError::Sync { path: journal.to_owned(), source })?;
    Ok((Segment { path, header, body: line.len() as u64 }, file))
}

/// A segment could not be made.
#[derive(Debug)]
pub(crate) enum CreateError {
    /// It is not there.
    Write { path: PathBuf, source: io::Error },
    /// It is there, but its name may not be durable.
    Sync { path: PathBuf, source: io::Error },
}
