//! Digests of files.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// Both digests of a file, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digests {
    pub(crate) sm3: String,
    pub(crate) sha256: String,
}

impl Digests {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { sm3: sm3(bytes), sha256: hexadecimal(&Sha256::digest(bytes)) }
    }
}

/// SM3 digest (GB/T 32905-2016) in hexadecimal.
pub(crate) fn sm3(bytes: &[u8]) -> String {
    hexadecimal(&Sm3::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).filter_map(digit).collect()
}

fn digit(nibble: u8) -> Option<char> {
    char::from_digit(u32::from(nibble), 16)
}
