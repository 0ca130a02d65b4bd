//! Digests of files, by which a receiver finds that something was changed on the way.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// Both digests of a file, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// SM3 (GB/T 32905-2016).
    pub sm3: String,
    /// SHA-256.
    pub sha256: String,
}

impl Digests {
    /// Computes both.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sm3: sm3(bytes), sha256: sha256(bytes) }
    }
}

/// SM3 digest (GB/T 32905-2016) in hexadecimal.
pub fn sm3(bytes: &[u8]) -> String {
    hexadecimal(&Sm3::digest(bytes))
}

/// SHA-256 digest in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).filter_map(digit).collect()
}

fn digit(nibble: u8) -> Option<char> {
    char::from_digit(u32::from(nibble), 16)
}
