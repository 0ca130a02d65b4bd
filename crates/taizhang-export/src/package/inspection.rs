//! A package that comes back: every digest computed anew and held against the package's own lists.
//!
//! The manifest vouches for the files, the two lists of sums for the files and the manifest; so who
//! changes a file must change three lists, and the lists do not agree where one is forgotten. Who
//! changes all three is found by the journal's own chain, whose segments are handed on.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{
    EVIDENCE, Entry, JOURNAL, MANIFEST, Made, Manifest, SHA256_LIST, SM3_LIST, VERSION,
    VOUCHER_EVIDENCE, Version,
};
use crate::LedgerHead;
use crate::digest::Digests;

/// Most bytes that are unpacked of one file; of a larger one the digest does not fit.
const LARGEST: u64 = 1_073_741_824;

/// Most entries of a ZIP file that are looked at: a year with a voucher for every event has fewer.
const MOST_ENTRIES: usize = 1_000_000;

/// Ending of the journal's segments.
const SEGMENT: &str = ".jsonl";
/// How an event, which is canonical JSON, begins the digest of a file.
const DIGEST_FIELD: &str = "\"digest\":\"";

/// What an inspection found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Number of files that were looked at.
    pub files: usize,
    /// The ledger's last event as the manifest states it.
    pub head: LedgerHead,
    /// What is not as the lists say, by path.
    pub damages: Vec<Damage>,
    /// The segments of the journal, by their names, in order.
    pub journal: BTreeMap<String, Vec<u8>>,
    /// How the package says that it was made.
    pub made: Option<Made>,
    /// SM3 of each file of which the same ledger gives the same bytes again, by path.
    pub reproducible: BTreeMap<String, String>,
}

/// What stands in a package at some path.
#[derive(Clone, Copy, Debug)]
pub enum Handed<'a> {
    /// A file.
    File(&'a [u8]),
    /// What stands in a file's place and is none, like a link, whose bytes are elsewhere.
    NoFile,
    /// A file that is there and cannot be unpacked.
    Unreadable,
}

/// One thing that is not as the lists say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// A file is another one than the manifest says.
    Changed(String),
    /// A file of the manifest is not there.
    Missing(String),
    /// A file is there that the manifest does not name.
    Extra(String),
    /// A link, or something else that is no file, stands in a file's place.
    NoFile(String),
    /// A file cannot be unpacked.
    Unreadable(String),
    /// Evidence whose digest no event of the journal names.
    Unrecorded(String),
    /// A list of sums says something else of a file, or does not name it.
    List {
        /// Name of the list.
        list: &'static str,
        /// Path of the file.
        path: String,
    },
}

/// A package that cannot be inspected.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// It has no manifest.
    #[error("the package has no {MANIFEST}")]
    NoManifest,
    /// The manifest cannot be read.
    #[error("{MANIFEST} cannot be read")]
    Manifest(#[source] serde_json::Error),
    /// The manifest has another form.
    #[error("{MANIFEST} has the form of version {0}")]
    Version(u32),
    /// It is a ZIP file that cannot be opened.
    #[error("the ZIP file cannot be read")]
    Zip(#[source] ZipError),
    /// It is a ZIP file with more entries than are looked at.
    #[error("the ZIP file has {found} entries, more than {limit}")]
    Entries {
        /// How many it has.
        found: usize,
        /// How many are looked at.
        limit: usize,
    },
}

/// A package while its files are handed over, one after the other in any order.
#[derive(Debug, Default)]
pub struct Inspection {
    seen: BTreeMap<String, Digests>,
    lists: BTreeMap<String, Vec<u8>>,
    journal: BTreeMap<String, Vec<u8>>,
    damages: BTreeSet<Damage>,
}

impl Damage {
    /// Returns the file that it concerns.
    pub fn path(&self) -> &str {
        match self {
            Self::Changed(path)
            | Self::Missing(path)
            | Self::Extra(path)
            | Self::NoFile(path)
            | Self::Unreadable(path)
            | Self::Unrecorded(path)
            | Self::List { path, .. } => path,
        }
    }

    /// Returns the name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Changed(_) => "changed",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::NoFile(_) => "no_file",
            Self::Unreadable(_) => "unreadable",
            Self::Unrecorded(_) => "unrecorded",
            Self::List { .. } => "list",
        }
    }
}

impl Inspection {
    /// Takes what stands at a path below the package's folder, with `/` between its parts.
    pub fn take(&mut self, path: &str, handed: Handed<'_>) {
        match handed {
            Handed::File(bytes) => self.file(path, bytes),
            Handed::NoFile => {
                self.damages.insert(Damage::NoFile(path.to_owned()));
            }
            Handed::Unreadable => {
                self.damages.insert(Damage::Unreadable(path.to_owned()));
            }
        }
    }

    fn file(&mut self, path: &str, bytes: &[u8]) {
        if [MANIFEST, SHA256_LIST, SM3_LIST].contains(&path) {
            self.lists.insert(path.to_owned(), bytes.to_vec());
        }
        if let Some((JOURNAL, name)) = path.split_once('/')
            && name.ends_with(SEGMENT)
        {
            self.journal.insert(name.to_owned(), bytes.to_vec());
        }
        self.seen.insert(path.to_owned(), Digests::of(bytes));
    }

    /// Compares what was seen with what the lists say.
    pub fn finish(mut self) -> Result<Inspected, InspectError> {
        let manifest = self.lists.get(MANIFEST).ok_or(InspectError::NoManifest)?;
        let Version { version } =
            serde_json::from_slice(manifest).map_err(InspectError::Manifest)?;
        if version != VERSION {
            return Err(InspectError::Version(version));
        }
        let manifest: Manifest =
            serde_json::from_slice(manifest).map_err(InspectError::Manifest)?;
        let mut damages = self.against(&manifest);
        damages.extend(self.list(SHA256_LIST, &manifest, |digests| &digests.sha256));
        damages.extend(self.list(SM3_LIST, &manifest, |digests| &digests.sm3));
        damages.extend(self.unrecorded());
        // What is there and no readable file was told already.
        damages.retain(|damage| !self.is_told(damage.path()));
        damages.extend(std::mem::take(&mut self.damages));
        damages.sort();
        damages.dedup();
        let again = manifest.files.into_iter().filter(|entry| entry.reproducible);
        let reproducible = again.map(|entry| (entry.path, entry.sm3)).collect();
        let (head, made) = (manifest.ledger_head, manifest.made);
        let (files, journal) = (self.seen.len(), self.journal);
        Ok(Inspected { files, head, damages, journal, made, reproducible })
    }

    /// Finds evidence that no event names; where there is no journal, nothing can be said.
    fn unrecorded(&self) -> Vec<Damage> {
        if self.journal.is_empty() {
            return Vec::new();
        }
        let texts: Vec<_> = self.journal.values().map(|b| String::from_utf8_lossy(b)).collect();
        let named = texts.iter().flat_map(|text| text.split(DIGEST_FIELD).skip(1));
        let named: BTreeSet<&str> = named.filter_map(|rest| rest.split('"').next()).collect();
        let evidence = self.seen.iter().filter(|(path, _)| is_evidence(path));
        let strange = evidence.filter(|(_, digests)| !named.contains(digests.sm3.as_str()));
        strange.map(|(path, _)| Damage::Unrecorded(path.clone())).collect()
    }

    fn is_told(&self, path: &str) -> bool {
        self.damages.iter().any(|damage| damage.path() == path)
    }

    fn against(&self, manifest: &Manifest) -> Vec<Damage> {
        let mut damages = Vec::new();
        for Entry { path, sm3, sha256, .. } in &manifest.files {
            match self.seen.get(path) {
                None => damages.push(Damage::Missing(path.clone())),
                Some(seen) if seen.sm3 != *sm3 || seen.sha256 != *sha256 => {
                    damages.push(Damage::Changed(path.clone()));
                }
                Some(_) => {}
            }
        }
        let is_known = |path: &String| {
            self.lists.contains_key(path) || manifest.files.iter().any(|entry| entry.path == *path)
        };
        damages.extend(self.seen.keys().filter(|path| !is_known(path)).cloned().map(Damage::Extra));
        damages
    }

    /// Compares one list of sums with the files that the manifest names, and with the manifest.
    fn list(
        &self,
        list: &'static str,
        manifest: &Manifest,
        digest: fn(&Digests) -> &str,
    ) -> Vec<Damage> {
        let Some(bytes) = self.lists.get(list) else {
            return vec![Damage::Missing(list.to_owned())];
        };
        let text = String::from_utf8_lossy(bytes);
        let lines: BTreeMap<&str, &str> = text
            .lines()
            .filter_map(|line| line.split_once("  ").map(|(sum, path)| (path, sum)))
            .collect();
        let named = manifest.files.iter().map(|entry| entry.path.as_str()).chain([MANIFEST]);
        let differing = named.filter(|path| {
            let seen = self.seen.get(*path);
            // A file that is not there was told already.
            seen.is_some_and(|seen| lines.get(path).copied() != Some(digest(seen)))
        });
        differing.map(|path| Damage::List { list, path: path.to_owned() }).collect()
    }
}

/// Inspects a package that is one ZIP file.
pub fn inspect_zip(bytes: &[u8]) -> Result<Inspected, InspectError> {
    let mut inspection = Inspection::default();
    unpack(bytes, &mut |path, handed| inspection.take(path, handed))?;
    inspection.finish()
}

/// Hands over everything in a package that is one ZIP file.
///
/// # Errors
/// It is no ZIP file, or has too many entries.
pub fn unpack(bytes: &[u8], take: &mut dyn FnMut(&str, Handed<'_>)) -> Result<(), InspectError> {
    unpack_within(bytes, MOST_ENTRIES, take)
}

fn unpack_within(
    bytes: &[u8],
    limit: usize,
    take: &mut dyn FnMut(&str, Handed<'_>),
) -> Result<(), InspectError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(InspectError::Zip)?;
    if archive.len() > limit {
        return Err(InspectError::Entries { found: archive.len(), limit });
    }
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(InspectError::Zip)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(InspectError::Zip)?.into_owned();
        // All files stand in one folder, which is named after unit and year.
        let path = name.split_once('/').map_or(name.as_str(), |(_, below)| below);
        if file.is_symlink() {
            take(path, Handed::NoFile);
            continue;
        }
        let mut content = Vec::new();
        match file.by_ref().take(LARGEST).read_to_end(&mut content) {
            Ok(_) => take(path, Handed::File(&content)),
            Err(_) => take(path, Handed::Unreadable),
        }
    }
    Ok(())
}

/// Tells whether a file of a package is evidence, beside a voucher or by itself.
pub(super) fn is_evidence(path: &str) -> bool {
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    folders.first() == Some(&EVIDENCE) || folders.last() == Some(&VOUCHER_EVIDENCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::ZipFile;

    #[test]
    fn more_entries_than_are_looked_at_are_refused() {
        let mut file = ZipFile::default();
        for name in ["包/a", "包/b", "包/c"] {
            file.add(name, b"x").expect("memory takes a file");
        }
        let bytes = file.finish().expect("memory takes a file");
        let within = |limit| {
            let mut seen = 0;
            unpack_within(&bytes, limit, &mut |_, _| seen += 1).map(|()| seen)
        };
        assert!(matches!(within(3), Ok(3)));
        assert!(matches!(within(2), Err(InspectError::Entries { found: 3, limit: 2 })));
    }
}
