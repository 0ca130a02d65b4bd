//! Which backups were made: `backups.jsonl` in the ledger folder, one line each.
//!
//! The record is a reminder and nothing more: it is not part of a backup, and losing it loses
//! nothing of the ledger.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang_store::RecordedAt;

use crate::Ledger;

const FILE_NAME: &str = "backups.jsonl";

/// One backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRecord {
    /// When.
    pub at: RecordedAt,
    /// The file it was written to.
    pub path: PathBuf,
    /// The last event in it.
    pub sequence: u64,
}

/// The stored form.
#[derive(Serialize, Deserialize)]
struct Line {
    at: String,
    path: PathBuf,
    sequence: u64,
}

impl Ledger {
    /// Returns the last backup that was made from this folder, as far as the record can be read.
    pub fn last_backup(&self) -> Option<BackupRecord> {
        let text = fs::read_to_string(self.root().join(FILE_NAME)).ok()?;
        let line: Line = text.lines().rev().find_map(|line| serde_json::from_str(line).ok())?;
        Some(BackupRecord { at: line.at.parse().ok()?, path: line.path, sequence: line.sequence })
    }

    /// Notes a backup. A ledger on a read-only disk can be backed up too, so the caller may go on
    /// without the note.
    pub(crate) fn note_backup(&self, path: &Path, sequence: u64) -> io::Result<()> {
        let line = Line { at: self.now().to_string(), path: path.to_owned(), sequence };
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        let mut options = OpenOptions::new();
        let mut file = options.append(true).create(true).open(self.root().join(FILE_NAME))?;
        file.write_all(text.as_bytes())
    }
}
