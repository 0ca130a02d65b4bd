//! SM3 digests (GB/T 32905-2016) and the chain that binds every event to the one before it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

/// Number of hexadecimal characters of a printed digest.
pub(crate) const HEX_LEN: usize = 64;

/// An SM3 digest: 32 bytes, printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HashValue([u8; 32]);

/// Text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an SM3 digest of 64 lower-case hexadecimal digits")]
pub struct HashValueError {
    /// What was given.
    pub text: String,
}

impl HashValue {
    /// Returns the SM3 digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sm3::digest(bytes).into())
    }

    /// Returns the hash that follows this one in the chain: SM3(this ‖ `bytes`).
    #[must_use]
    pub fn chain(&self, bytes: &[u8]) -> Self {
        let mut state = Sm3::new();
        state.update(self.0);
        state.update(bytes);
        Self(state.finalize().into())
    }

    /// Wraps the 32 bytes of a digest.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn from_hex(hex: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        let (pairs, rest) = hex.as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Some(Self(bytes))
    }

    pub(crate) fn to_hex(self) -> [u8; HEX_LEN] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; HEX_LEN];
        for (pair, byte) in hex.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        hex
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// A digest in the making, for content that is read piece by piece.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digesting(Sm3);

impl Digesting {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> HashValue {
        HashValue(self.0.finalize().into())
    }
}

impl fmt::Display for HashValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.to_hex()).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for HashValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HashValue({self})")
    }
}

impl FromStr for HashValue {
    type Err = HashValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_hex(text.as_bytes()).ok_or_else(|| HashValueError { text: text.to_owned() })
    }
}

impl TryFrom<String> for HashValue {
    type Error = HashValueError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HashValue> for String {
    fn from(hash: HashValue) -> Self {
        hash.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two examples printed in GB/T 32905-2016, annex A.
    #[test]
    fn digests_match_the_standard() {
        assert_eq!(
            HashValue::of(b"abc").to_string(),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
        assert_eq!(
            HashValue::of(&b"abcd".repeat(16)).to_string(),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    #[test]
    fn text_is_read_back_and_anything_else_is_refused() {
        let hash = HashValue::of(b"abc");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for text in ["", "66c7", &"g".repeat(64), &"A".repeat(64), &"0".repeat(65)] {
            assert!(text.parse::<HashValue>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_chained_hash_covers_the_one_before() {
        let first = HashValue::of(b"first");
        let both = [first.as_bytes().as_slice(), b"second"].concat();
        assert_eq!(first.chain(b"second"), HashValue::of(&both));
    }
}
