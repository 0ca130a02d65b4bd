//! The chain of a journal that lies outside of a ledger's folder, like in a package.

use std::path::{Path, PathBuf};

use taizhang_core::ids::Sequence;

use crate::journal::cursor::check_line;
use crate::journal::header::Header;
use crate::{Damage, DamageKind, FormFault, HashValue, LedgerId};

/// A journal whose chain was followed from its first byte to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The ledger it belongs to.
    pub ledger: LedgerId,
    /// Position of the last event, which is also their number.
    pub sequence: Sequence,
    /// Hash of the last event, or the ledger's genesis where there is none.
    pub hash: HashValue,
}

/// Follows the chain through segments of a journal, all of them and in order; `None` where there
/// are none. Nothing vouches for the end: who compares it knows whether events are missing there.
///
/// # Errors
/// The first byte that does not follow from those before it.
pub fn verify_chain<'a>(
    segments: impl IntoIterator<Item = (PathBuf, &'a [u8])>,
) -> Result<Option<Chain>, Damage> {
    let mut chain = None;
    for ((path, bytes), number) in segments.into_iter().zip(1..) {
        chain = Some(follow(&path, bytes, number, chain)?);
    }
    Ok(chain)
}

/// Follows one segment, which is the `number`th, after `before`.
fn follow(path: &Path, bytes: &[u8], number: u32, before: Option<Chain>) -> Result<Chain, Damage> {
    let done = before.map_or(0, |chain| chain.sequence.get());
    let damage = |sequence: u64, offset, kind| Damage {
        sequence: Sequence::new(sequence + 1),
        segment: path.to_owned(),
        offset,
        kind,
    };
    let (header, body) = Header::parse(bytes).map_err(|kind| damage(done, 0, kind))?;
    let ledger = before.map_or(header.ledger, |chain| chain.ledger);
    let mut hash = before.map_or_else(|| ledger.genesis(), |chain| chain.hash);
    if header != Header::new(ledger, number, done + 1, hash) {
        let reason = FormFault::NotContinued;
        return Err(damage(done, 0, DamageKind::Header { reason }));
    }
    let (mut sequence, mut offset) = (done, body);
    let mut rest = bytes.get(usize::try_from(body).unwrap_or(usize::MAX)..).unwrap_or_default();
    while !rest.is_empty() {
        let Some(end) = memchr::memchr(b'\n', rest) else {
            let kind = DamageKind::Malformed { reason: FormFault::Unended };
            return Err(damage(sequence, offset, kind));
        };
        let line = check_line(&rest[..end], offset, sequence, hash)
            .map_err(|kind| damage(sequence, offset, kind))?;
        (sequence, hash) = (line.envelope.sequence, line.hash);
        offset += end as u64 + 1;
        rest = &rest[end + 1..];
    }
    Ok(Chain { ledger, sequence: Sequence::new(sequence), hash })
}
