//! What can go wrong with a program that others wrote.

use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use taizhang_export::{ArtifactName, ArtifactNameError};

/// A plug-in did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum PluginError {
    /// It could not be started or talked to.
    #[error("it cannot be run")]
    Start(#[source] io::Error),
    /// It was still busy when its time was over; it has been ended.
    #[error("it took longer than {} seconds", .0.as_secs())]
    Time(Duration),
    /// It wrote more than is taken; it has been ended.
    #[error("it wrote more than {0} bytes")]
    Output(u64),
    /// It made more files than are taken.
    #[error("it made {0} files")]
    Files(usize),
    /// It ended with a failure.
    #[error("it failed: {0}")]
    Exit(ExitStatus),
    /// It says itself that it cannot.
    #[error("it refuses: {0}")]
    Refused(String),
    /// What it wrote is not the JSON of the protocol.
    #[error("what it wrote is not the JSON of the protocol")]
    Json(#[source] serde_json::Error),
    /// The year has no JSON form.
    #[error("the year cannot be put into JSON")]
    Question(#[source] serde_json::Error),
    /// It speaks another version.
    #[error("it speaks version {spoken} of the protocol, not {known}")]
    Version {
        /// Its version.
        spoken: u32,
        /// Ours.
        known: u32,
    },
    /// It describes itself under another name.
    #[error("it calls itself {0:?}")]
    OtherName(String),
    /// The content of a file is not Base64.
    #[error("the content of {artifact:?} is not Base64: {detail}")]
    Content {
        /// The file.
        artifact: String,
        /// What is wrong.
        detail: String,
    },
    /// Two files of which one would take the other's place.
    #[error("{0} is made twice, or is both a file and a folder")]
    SameName(ArtifactName),
    /// A file's name could leave the output folder.
    #[error(transparent)]
    Name(#[from] ArtifactNameError),
}
