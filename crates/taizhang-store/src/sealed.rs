//! Small texts that are not believed unless they carry their own digest.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::HashValue;

/// Returns the digest of a value's JSON, a space, and the JSON.
pub(crate) fn seal<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).expect("text and numbers can be written");
    format!("{} {json}", HashValue::of(json.as_bytes()))
}

/// Reads a value whose JSON has the digest before it; white space at the end does not count.
pub(crate) fn unseal<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (digest, json) = std::str::from_utf8(bytes).ok()?.split_once(' ')?;
    let json = json.trim_end();
    let intact = digest.parse() == Ok(HashValue::of(json.as_bytes()));
    serde_json::from_str(json).ok().filter(|_| intact)
}
