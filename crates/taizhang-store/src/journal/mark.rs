//! How far the journal was checked, and how its files looked then.
//!
//! Hashing a journal takes seconds when it is large. A segment whose file has the length and the
//! times it had when it was found sound is not read again when the ledger is opened for writing;
//! any other is. The mark follows from the journal: without it, everything is read once.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::cursor::Position;
use super::segment::Segment;
use crate::disk::{Disk, Stamp, read_all};
use crate::sealed::{seal, unseal};
use crate::witness::{Testimony, Witness};
use crate::{HashValue, ReadError, checkpoint};

/// Name among the checkpoints, whose own names have no full stop.
const FILE_NAME: &str = "journal.mark";
const DRAFT: &str = "journal.mark.tmp";

/// The journal as it was when it was found sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mark {
    /// Hash of the last event.
    hash: HashValue,
    /// How each segment looked.
    segments: Vec<Stamp>,
    /// Position of the last event.
    sequence: u64,
}

impl Mark {
    /// Describes segments that are known to be sound up to `end`.
    pub(crate) fn of(
        disk: &dyn Disk,
        segments: &[Segment],
        end: Position,
    ) -> Result<Self, ReadError> {
        let stamps = stamps(disk, segments)?;
        Ok(Self { hash: end.hash, segments: stamps, sequence: end.sequence })
    }

    /// Returns the mark of a ledger, if there is one that can be read.
    pub(crate) fn find(disk: &dyn Disk, ledger_folder: &Path) -> Option<Self> {
        let file = disk.open(&ledger_folder.join(checkpoint::FOLDER).join(FILE_NAME)).ok()?;
        unseal(&read_all(&*file).ok()?)
    }

    /// Saves the mark. A failure costs the next opening some time, so it is not reported.
    pub(crate) fn save(&self, disk: &dyn Disk, ledger_folder: &Path) {
        let folder = ledger_folder.join(checkpoint::FOLDER);
        let draft = folder.join(DRAFT);
        let text = seal(self) + "\n";
        let write = || {
            disk.create_dir(&folder)?;
            disk.create(&draft)?.write_at(text.as_bytes(), 0)?;
            disk.rename(&draft, &folder.join(FILE_NAME))
        };
        let _: io::Result<()> = write();
    }

    /// Removes the mark, so that the next opening reads everything.
    pub(crate) fn remove(disk: &dyn Disk, ledger_folder: &Path) -> io::Result<()> {
        match disk.remove(&ledger_folder.join(checkpoint::FOLDER).join(FILE_NAME)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    pub(crate) fn testimony(&self) -> Testimony {
        Testimony { witness: Witness::Mark, sequence: self.sequence, hash: self.hash }
    }
}

/// Returns the numbers of the segments that do not look as they did when they were checked.
pub(crate) fn changed(
    mark: Option<&Mark>,
    disk: &dyn Disk,
    segments: &[Segment],
) -> Result<Vec<usize>, ReadError> {
    let known = mark.map_or(&[][..], |mark| &mark.segments);
    let now = stamps(disk, segments)?;
    let differs =
        |(index, stamp): (usize, &Stamp)| (known.get(index) != Some(stamp)).then_some(index);
    Ok(now.iter().enumerate().filter_map(differs).collect())
}

fn stamps(disk: &dyn Disk, segments: &[Segment]) -> Result<Vec<Stamp>, ReadError> {
    let stamp = |segment: &Segment| {
        segment.open(disk)?.stamp().map_err(|source| segment.unreadable(source))
    };
    segments.iter().map(stamp).collect()
}
