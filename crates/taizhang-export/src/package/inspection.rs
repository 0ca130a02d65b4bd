//! A package that comes back: every digest computed anew and held against the package's own lists.
//!
//! The manifest vouches for the files, the two lists of sums for the files and the manifest; so who
//! changes a file must change three lists, and the lists do not agree where one is forgotten.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{Entry, MANIFEST, Manifest, SHA256_LIST, SM3_LIST, VERSION, Version};
use crate::LedgerHead;
use crate::digest::Digests;

/// Most bytes that are unpacked of one file; of a larger one the digest does not fit.
const LARGEST: u64 = 1_073_741_824;

/// What an inspection found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Number of files that were looked at.
    pub files: usize,
    /// The ledger's last event as the manifest states it.
    pub head: LedgerHead,
    /// What is not as the lists say, by path.
    pub damages: Vec<Damage>,
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
}

/// A package while its files are handed over, one after the other in any order.
#[derive(Debug, Default)]
pub struct Inspection {
    seen: BTreeMap<String, Digests>,
    lists: BTreeMap<String, Vec<u8>>,
}

impl Damage {
    /// Returns the file that it concerns.
    pub fn path(&self) -> &str {
        match self {
            Self::Changed(path)
            | Self::Missing(path)
            | Self::Extra(path)
            | Self::List { path, .. } => path,
        }
    }

    /// Returns the name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Changed(_) => "changed",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::List { .. } => "list",
        }
    }
}

impl Inspection {
    /// Takes a file by its path below the package's folder, with `/` between its parts.
    pub fn file(&mut self, path: &str, bytes: &[u8]) {
        if [MANIFEST, SHA256_LIST, SM3_LIST].contains(&path) {
            self.lists.insert(path.to_owned(), bytes.to_vec());
        }
        self.seen.insert(path.to_owned(), Digests::of(bytes));
    }

    /// Compares what was seen with what the lists say.
    pub fn finish(self) -> Result<Inspected, InspectError> {
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
        damages.sort();
        damages.dedup();
        Ok(Inspected { files: self.seen.len(), head: manifest.ledger_head, damages })
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
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(InspectError::Zip)?;
    let mut inspection = Inspection::default();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(InspectError::Zip)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(InspectError::Zip)?.into_owned();
        // All files stand in one folder, which is named after unit and year.
        let path = name.split_once('/').map_or(name.as_str(), |(_, below)| below);
        let mut content = Vec::new();
        file.by_ref()
            .take(LARGEST)
            .read_to_end(&mut content)
            .map_err(|error| InspectError::Zip(ZipError::Io(error)))?;
        inspection.file(path, &content);
    }
    inspection.finish()
}
