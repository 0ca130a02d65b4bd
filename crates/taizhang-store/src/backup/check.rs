//! Checking a backup from its own bytes alone.

use std::path::Path;

use taizhang_core::ids::Sequence;

use super::archive::{self, Fault, Member};
use super::{BackupError, BackupFlaw, FORMAT, MANIFEST, Manifest, is_inside};
use crate::disk::{Disk, DiskFile, read_full};
use crate::hash::Digesting;
use crate::journal::cursor::check_line;
use crate::journal::header::{Header, MAX_HEADER_BYTES};
use crate::journal::lines::{Lines, Piece};
use crate::{Damage, DamageKind, FormFault, HashValue, journal};

/// Reads a whole backup: its manifest, the digest of every file, and the chain of events.
pub fn verify_backup(path: &Path, disk: &dyn Disk) -> Result<Manifest, BackupError> {
    open(path, disk).map(|(_, _, manifest)| manifest)
}

/// An archive's file, its members without the manifest, and the manifest.
pub(super) type Checked = (Box<dyn DiskFile>, Vec<Member>, Manifest);

pub(super) fn open(path: &Path, disk: &dyn Disk) -> Result<Checked, BackupError> {
    let failed = |source| BackupError::Io { path: path.to_owned(), source };
    let refused = |reason| BackupError::NotABackup { path: path.to_owned(), reason };
    let file = disk.open(path).map_err(failed)?;
    let listed = archive::list(&*file).map_err(failed)?;
    let mut members = listed.map_err(|fault| {
        refused(match fault {
            Fault::Truncated => BackupFlaw::Truncated,
            _ => BackupFlaw::NotAnArchive,
        })
    })?;
    let last = members.pop().filter(|member| member.name == MANIFEST && member.size < 1 << 30);
    let last = last.ok_or_else(|| refused(BackupFlaw::NoManifest))?;
    let mut text = vec![0; usize::try_from(last.size).unwrap_or(0)];
    read_full(&*file, &mut text, last.offset).map_err(failed)?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| refused(BackupFlaw::Manifest))?;
    if manifest.format != FORMAT {
        return Err(refused(BackupFlaw::Format));
    }
    if members.len() != manifest.files.len() {
        return Err(refused(BackupFlaw::Files));
    }
    for (member, named) in members.iter().zip(&manifest.files) {
        if (&member.name, member.size) != (&named.name, named.size) || !is_inside(&member.name) {
            return Err(refused(BackupFlaw::Files));
        }
        if digest_of(&*file, member).map_err(failed)? != named.digest {
            return Err(BackupError::Digest { name: member.name.clone() });
        }
    }
    check_chain(path, disk, &members, &manifest)?;
    Ok((file, members, manifest))
}

fn digest_of(file: &dyn DiskFile, member: &Member) -> std::io::Result<HashValue> {
    let mut digest = Digesting::default();
    let mut buffer = vec![0; 1 << 20];
    let mut done = 0;
    while done < member.size {
        let left = usize::try_from(member.size - done).unwrap_or(usize::MAX);
        let wanted = left.min(buffer.len());
        let count = read_full(file, &mut buffer[..wanted], member.offset + done)?;
        if count == 0 {
            break;
        }
        digest.update(&buffer[..count]);
        done += count as u64;
    }
    Ok(digest.finish())
}

/// Checks that the segments of the journal are one chain that ends where the manifest says.
fn check_chain(
    path: &Path,
    disk: &dyn Disk,
    members: &[Member],
    manifest: &Manifest,
) -> Result<(), BackupError> {
    let refused = |reason| BackupError::NotABackup { path: path.to_owned(), reason };
    let mut end = (0, manifest.ledger.genesis());
    let mut number = 0;
    for member in members {
        let Some(name) = member.name.strip_prefix(journal::FOLDER) else { continue };
        number += 1;
        if name != format!("/{number:06}.jsonl") {
            return Err(refused(BackupFlaw::Gaps));
        }
        end = check_segment(path, disk, member, (number, manifest), end)?;
    }
    if number == 0 || end != (manifest.sequence, manifest.head) {
        return Err(refused(BackupFlaw::End));
    }
    Ok(())
}

fn check_segment(
    path: &Path,
    disk: &dyn Disk,
    member: &Member,
    (number, manifest): (u32, &Manifest),
    (mut sequence, mut hash): (u64, HashValue),
) -> Result<(u64, HashValue), BackupError> {
    let failed = |source| BackupError::Io { path: path.to_owned(), source };
    let damage = |sequence: u64, offset, kind| Damage {
        sequence: Sequence::new(sequence + 1),
        segment: path.join(&member.name),
        offset,
        kind,
    };
    let file = disk.open(path).map_err(failed)?;
    let mut bytes = [0; MAX_HEADER_BYTES];
    let filled = read_full(&*file, &mut bytes, member.offset).map_err(failed)?;
    let (header, body) =
        Header::parse(&bytes[..filled]).map_err(|kind| damage(sequence, 0, kind))?;
    if header != Header::new(manifest.ledger, number, sequence + 1, hash) {
        let reason = FormFault::NotContinued;
        return Err(damage(sequence, 0, DamageKind::Header { reason }).into());
    }
    let mut lines = Lines::new(file, member.offset + body, member.offset + member.size);
    loop {
        match lines.next().map_err(failed)? {
            Piece::End => return Ok((sequence, hash)),
            Piece::Unended { offset, .. } => {
                let kind = DamageKind::Malformed { reason: FormFault::Unended };
                return Err(damage(sequence, offset - member.offset, kind).into());
            }
            Piece::Line { offset, bytes } => {
                let line = check_line(bytes, offset, sequence, hash)
                    .map_err(|kind| damage(sequence, offset - member.offset, kind))?;
                (sequence, hash) = (line.envelope.sequence, line.hash);
            }
        }
    }
}
