//! Why a use case failed.

use std::io;
use std::path::PathBuf;

use taizhang_core::book::Refusal;
use taizhang_core::event::DecodeError;
use taizhang_core::figure::FigureError;
use taizhang_core::ids::{BatchId, Sequence, UnitCode};
use taizhang_core::money::MoneyError;
use taizhang_core::{FiscalYear, ids::EventId};
use taizhang_evaluation::pack::PackError;
use taizhang_evaluation::{ComposeError, EvaluationError};
use taizhang_store::{
    AppendError, BackupError, CanonicalJsonError, Damage, EventTypeError, EvidenceError, OpenError,
    ReadError, RestoreError,
};

/// A use case failed; nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The settings could not be read or written.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The log could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The log could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The log did not take the events.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A stored payload could not be read.
    #[error("event {sequence} cannot be understood")]
    Decode {
        /// The event's place.
        sequence: Sequence,
        /// Why.
        #[source]
        source: DecodeError,
    },
    /// A payload could not be written.
    #[error("an event cannot be put into its stored form")]
    Encode(#[from] EncodeError),
    /// A rule refused the command.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A total left the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A figure could not be computed.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// The form pack could not be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A form pack in a folder could not be used.
    #[error("the pack in {folder} cannot be used")]
    OwnPack {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: PackError,
    },
    /// A pack is found by its folder, which has another name than the pack's id.
    #[error("the pack in {folder} has the id {id:?}")]
    PackFolder {
        /// The folder.
        folder: PathBuf,
        /// The id in its form.
        id: String,
    },
    /// An id that would lead out of the packs folder.
    #[error("{0:?} is not the id of a pack")]
    PackName(String),
    /// The year could not be scored.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// The report could not be composed.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// The idempotency key belongs to another command, which recorded the event at this place.
    #[error("the command id led to event {0}, which another command asked for")]
    CommandReused(Sequence),
    /// No import has this batch id.
    #[error("no import {0}")]
    NoSuchBatch(String),
    /// Several imports have a batch id that begins or ends so.
    #[error("{} imports are called {text}", found.len())]
    SeveralBatches {
        /// What was asked for.
        text: String,
        /// Their ids.
        found: Vec<BatchId>,
    },
    /// All that an import entered has been taken back.
    #[error("import {0} is undone already")]
    BatchUndone(BatchId),
    /// An event of an import that cannot be taken back.
    #[error("event {sequence} of the import cannot be taken back")]
    Undo {
        /// The event's place.
        sequence: Sequence,
        /// Why.
        #[source]
        source: Box<Refusal>,
    },
    /// Between the preview and the posting the ledger or the file changed, so that rows would lead to
    /// something else than was shown.
    #[error("the ledger or the file has changed since the preview")]
    PreviewOutdated,
    /// A mapping profile could not be used.
    #[error("{path} is no mapping profile")]
    Profile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: taizhang_import::profile::ProfileError,
    },
    /// A mapping profile could not be read or written.
    #[error("cannot read or write {path}")]
    ProfileFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No event has this place or id.
    #[error("event {0} does not exist")]
    NoSuchEvent(String),
    /// The event belongs to another year.
    #[error("event {sequence} belongs to {year}")]
    OtherYear {
        /// The event's place.
        sequence: Sequence,
        /// The year it belongs to.
        year: FiscalYear,
    },
    /// The year before is not closed yet.
    #[error("{0} is not closed; close it before the next year is opened")]
    PreviousYearOpen(FiscalYear),
    /// The ledger that balances are to be carried over from does not hold the year before.
    #[error("the ledger has no year {0}")]
    NoPreviousYear(FiscalYear),
    /// A year cannot be closed while the one before is open: its carry-over is not known.
    #[error("{before} is not closed; close it before {year}")]
    ClosedBefore {
        /// The year to be closed.
        year: FiscalYear,
        /// The year before.
        before: FiscalYear,
    },
    /// There is a ledger in the folder already.
    #[error("{0} holds a ledger")]
    LedgerThere(PathBuf),
    /// The ledger folder exists and is not empty.
    #[error("{0} is not empty")]
    FolderNotEmpty(PathBuf),
    /// A file that was to become evidence could not be read.
    #[error("cannot read {path}")]
    EvidenceSource {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file of the ledger that an export takes along could not be read.
    #[error("cannot read {path}")]
    ExportInput {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Evidence could not be stored.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The backup could not be made, or is not sound.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A ledger could not be restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// An archive package lacks what a ledger is made of.
    #[error("the package has no {0}")]
    PackageIncomplete(String),
    /// Evidence is empty.
    #[error("evidence file {0} is empty")]
    EmptyEvidence(PathBuf),
    /// Evidence for an event that does not exist.
    #[error("event {0} does not exist")]
    UnknownEvent(EventId),
}

impl LedgerError {
    /// Returns the damage of the journal that a ledger does not open for, or is not read further for.
    pub const fn damage(&self) -> Option<&Damage> {
        match self {
            Self::Open(OpenError::Read(ReadError::Damage(damage)))
            | Self::Read(ReadError::Damage(damage)) => Some(damage),
            _ => None,
        }
    }
}

/// A payload could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// It has no canonical JSON.
    #[error("payload has no canonical form")]
    Canonical(#[from] CanonicalJsonError),
    /// Its name is not one the store takes.
    #[error("event name is not valid")]
    Name(#[from] EventTypeError),
}

/// `taizhang.toml` could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The folder holds no ledger.
    #[error("{folder} holds no ledger")]
    NotALedger {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder holds a journal, and its settings were lost.
    #[error("{folder} holds a journal without settings")]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// The settings name a unit that the journal does not know.
    #[error("{path} names unit {unit}, the journal is that of {recorded}")]
    OtherUnit {
        /// The file.
        path: PathBuf,
        /// The unit of the settings.
        unit: UnitCode,
        /// The unit of the journal.
        recorded: UnitCode,
    },
    /// The file could not be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file could not be written.
    #[error("cannot write {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is not valid.
    #[error("{path} is not valid")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: toml::de::Error,
    },
    /// The settings have no TOML form.
    #[error("settings for {path} have no TOML form")]
    Render {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: toml::ser::Error,
    },
    /// The file was written by a newer program.
    #[error("{path} has form {format}, which this program does not know")]
    Format {
        /// The file.
        path: PathBuf,
        /// Its version.
        format: u32,
    },
}
