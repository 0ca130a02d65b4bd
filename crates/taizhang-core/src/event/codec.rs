//! Stored names, payload versions, and the way from an old payload to the current one.

use serde_json::Value;

use super::{Event, Payload, upcast};

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
    /// A payload of an old version that cannot be brought to the next one.
    #[error("payload of {name:?} in version {version} cannot be brought to the next version")]
    Old {
        /// The stored name.
        name: String,
        /// The version it got stuck at.
        version: u32,
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
            Some(newest) if version < newest => {
                let current = raise(name, version, newest, data)?;
                Self::decode_current(name, &current)
            }
            Some(_) => Self::decode_current(name, data),
        }
    }
}

/// Takes an old payload through every version up to `newest`.
fn raise(name: &str, version: u32, newest: u32, data: &str) -> Result<String, DecodeError> {
    let cannot = |version| DecodeError::Old { name: name.to_owned(), version };
    let mut payload: Value = serde_json::from_str(data).map_err(|_| cannot(version))?;
    for version in version..newest {
        payload = upcast::step(name, version, payload).ok_or_else(|| cannot(version))?;
    }
    Ok(payload.to_string())
}

/// Stores an event within another as its name, payload version and payload.
pub(super) mod embedded {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    use super::{Event, Payload};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Embedded<N, D> {
        #[serde(rename = "type")]
        name: N,
        version: u32,
        data: D,
    }

    pub(in crate::event) fn serialize<S: Serializer>(
        event: &Event,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let kind = event.kind();
        Embedded { name: kind.name, version: kind.version, data: Payload(event) }
            .serialize(serializer)
    }

    pub(in crate::event) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Box<Event>, D::Error> {
        let stored = Embedded::<String, Value>::deserialize(deserializer)?;
        Event::decode(&stored.name, stored.version, &stored.data.to_string())
            .map(Box::new)
            .map_err(D::Error::custom)
    }
}
