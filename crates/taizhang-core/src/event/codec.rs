//! Stored names, payload versions, and the way from an old payload to the current one.

use super::Event;

/// The stored name of an event and the version of its payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKind {
    /// Name, like `disbursement_made`.
    pub name: &'static str,
    /// Version of the payload, from 1.
    pub version: u32,
}

/// A stored payload could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// A name that this program does not know.
    #[error("event type {name:?} is unknown")]
    UnknownName {
        /// The stored name.
        name: String,
    },
    /// A payload written by a newer program.
    #[error("event type {name:?} has payload version {version}, newer than {newest}")]
    TooNew {
        /// The stored name.
        name: String,
        /// The stored version.
        version: u32,
        /// The newest version that this program reads.
        newest: u32,
    },
    /// A payload that does not have the shape of its version.
    #[error("payload of {name:?} cannot be read")]
    Payload {
        /// The stored name.
        name: &'static str,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

impl Event {
    /// Reads a stored payload of any released version.
    pub fn decode(name: &str, version: u32, data: &str) -> Result<Self, DecodeError> {
        let newest = Self::kinds().iter().find(|kind| kind.name == name).map(|kind| kind.version);
        match newest {
            None => Err(DecodeError::UnknownName { name: name.to_owned() }),
            Some(newest) if version > newest || version == 0 => {
                Err(DecodeError::TooNew { name: name.to_owned(), version, newest })
            }
            Some(_) => Self::decode_current(name, data),
        }
    }
}
