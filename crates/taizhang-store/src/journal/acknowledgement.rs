//! The note of the last acknowledged append.
//!
//! A write that a crash cut short and the damage of an acknowledged event look alike at the end
//! of a file. This note tells them apart: it is overwritten after an append is durable and before
//! the append is acknowledged. It is not synced, so after a power cut it may be older than the
//! journal, never newer; and it may be lost, which costs a longer scan and this distinction.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::HashValue;
use crate::NoteFault;
use crate::disk::{Disk, DiskFile, read_all};
use crate::sealed::{seal, unseal};

const FILE_NAME: &str = "acknowledged";

/// The note has one size for ever, so that overwriting it needs no space and no new length.
const SIZE: usize = 512;

/// The end of the journal after an acknowledged append.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acknowledged {
    /// Hash of the last event.
    pub(crate) hash: HashValue,
    /// Length of the segment.
    pub(crate) length: u64,
    /// Offset of the last event's line in the segment.
    pub(crate) line: u64,
    /// Hash of the event before it.
    pub(crate) previous: HashValue,
    /// Number of the segment.
    pub(crate) segment: u32,
    /// Position of the last event.
    pub(crate) sequence: u64,
}

impl Acknowledged {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = seal(self).into_bytes();
        bytes.resize(SIZE - 1, b' ');
        bytes.push(b'\n');
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        unseal(bytes)
    }
}

/// What was found in the place of the note.
#[derive(Debug)]
pub(crate) enum Found {
    /// There is no note.
    Nothing,
    /// There is a file that is no note.
    Unreadable,
    /// The note.
    Note(Acknowledged),
}

impl Found {
    /// Says what is wrong with the note of a journal that ends with this event.
    pub(crate) fn fault(&self, last: u64) -> Option<NoteFault> {
        match self {
            Self::Unreadable => Some(NoteFault::Unreadable),
            Self::Nothing => (last > 0).then_some(NoteFault::Missing),
            Self::Note(_) => None,
        }
    }
}

/// Reads the note in a journal's folder.
pub(crate) fn find(disk: &dyn Disk, journal: &Path) -> Result<Found, (PathBuf, io::Error)> {
    let path = journal.join(FILE_NAME);
    let file = match disk.open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err((path, error)),
    };
    let bytes = read_all(&*file).map_err(|error| (path, error))?;
    Ok(Acknowledged::parse(&bytes).map_or(Found::Unreadable, Found::Note))
}

/// The note of an open journal.
#[derive(Debug)]
pub(crate) struct Note {
    file: Box<dyn DiskFile>,
}

impl Note {
    /// Opens the note, or makes one.
    pub(crate) fn open(disk: &dyn Disk, journal: &Path) -> Result<Self, (PathBuf, io::Error)> {
        let path = journal.join(FILE_NAME);
        let opened = disk.edit(&path).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => disk.create(&path),
            _ => Err(error),
        });
        opened.map(|file| Self { file }).map_err(|error| (path, error))
    }

    /// Overwrites the note.
    pub(crate) fn write(&self, acknowledged: &Acknowledged) -> io::Result<()> {
        self.file.write_at(&acknowledged.to_bytes(), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_back_and_any_flipped_bit_makes_it_unreadable() {
        let note = Acknowledged {
            hash: HashValue::of(b"a"),
            length: 1234,
            line: 1000,
            previous: HashValue::of(b"b"),
            segment: 2,
            sequence: 77,
        };
        let bytes = note.to_bytes();
        assert_eq!(bytes.len(), SIZE);
        assert_eq!(Acknowledged::parse(&bytes), Some(note));
        let content = bytes.iter().rposition(|byte| !byte.is_ascii_whitespace()).unwrap();
        for at in 0..=content {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Acknowledged::parse(&damaged), None, "byte {at}");
        }
    }
}
