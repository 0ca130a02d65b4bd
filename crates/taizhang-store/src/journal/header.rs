//! The first line of a segment.

use serde::{Deserialize, Serialize};

use crate::damage::DamageKind;
use crate::{FormFault, HashValue, LedgerId};

const FORMAT: u32 = 1;
const HASH: &str = "sm3";

/// The longest header, with its line feed.
pub(crate) const MAX_HEADER_BYTES: usize = 512;

/// What a segment says about itself; the keys are in canonical order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    /// Position of the first event of the segment.
    pub(crate) first: u64,
    format: u32,
    hash: String,
    /// The ledger it belongs to.
    pub(crate) ledger: LedgerId,
    /// Hash of the event before the first.
    pub(crate) previous: HashValue,
    /// Number of the segment, from 1.
    pub(crate) segment: u32,
}

impl Header {
    pub(crate) fn new(ledger: LedgerId, segment: u32, first: u64, previous: HashValue) -> Self {
        Self { first, format: FORMAT, hash: HASH.to_owned(), ledger, previous, segment }
    }

    /// Returns the header's line, with its line feed.
    pub(crate) fn to_line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("text and numbers can be written");
        line.push(b'\n');
        line
    }

    /// Reads the header at the start of `bytes`; returns it with the length of its line.
    pub(crate) fn parse(bytes: &[u8]) -> Result<(Self, u64), DamageKind> {
        let malformed = |reason| DamageKind::Header { reason };
        let searched = &bytes[..bytes.len().min(MAX_HEADER_BYTES)];
        let end = searched.iter().position(|&byte| byte == b'\n');
        let line = &bytes[..end.ok_or(malformed(FormFault::Unended))?];
        let header: Self =
            serde_json::from_slice(line).map_err(|_| malformed(FormFault::NotAHeader))?;
        if header.format != FORMAT || header.hash != HASH {
            return Err(DamageKind::UnknownFormat);
        }
        let canonical = header.to_line();
        if canonical[..canonical.len() - 1] != *line {
            return Err(malformed(FormFault::NotCanonical));
        }
        Ok((header, canonical.len() as u64))
    }
}
