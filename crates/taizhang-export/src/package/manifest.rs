//! The lists of digests by which anybody can check a package.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::Digests;
use crate::{ExportContext, LedgerHead};

/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Name of the list for `sha256sum --check`.
pub const SHA256_LIST: &str = "SHA256SUMS";
/// Name of the same list with SM3.
pub const SM3_LIST: &str = "SM3SUMS";

/// Folder of a package with the segments of the ledger's journal, byte for byte.
pub const JOURNAL: &str = "流水";
/// Folder of a package with the evidence that belongs to no voucher.
pub const EVIDENCE: &str = "佐证";
/// Folder beside a voucher with its evidence.
pub const VOUCHER_EVIDENCE: &str = "电子原始凭证";

/// Folder of a package with what a ledger is made of besides journal and evidence, by its path in the
/// ledger's folder.
pub const RESTORE: &str = "还原";

/// Version of the manifest's form.
pub(super) const VERSION: u32 = 1;

/// A file as the lists name it.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Path below the package's folder, with `/` between its parts.
    pub path: &'a str,
    /// What it is, in words.
    pub note: &'a str,
    /// Whether the same ledger gives the same bytes again.
    pub is_reproducible: bool,
    /// Size in bytes.
    pub bytes: usize,
    /// Its digests.
    pub digests: &'a Digests,
}

/// How a package was made: who has the same can make it anew and compare the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Version of this program.
    pub program: String,
    /// The year, in digits.
    pub year: String,
    /// Last business date that the figures include.
    pub as_of: String,
    /// Date of signature.
    pub signed: String,
    /// Options as they were given.
    pub options: BTreeMap<String, String>,
}

impl Made {
    /// Version of this program.
    pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");
}

/// The manifest as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: String,
    version: u32,
    unit: Unit,
    year: String,
    as_of: String,
    /// How many errors were open when it was made; with any it is a draft.
    #[serde(default)]
    open_errors: usize,
    pub(super) ledger_head: LedgerHead,
    /// How it was made; absent in packages of old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) made: Option<Made>,
    pub(super) files: Vec<Entry>,
    missing: Vec<String>,
}

/// Of a manifest of another version nothing but the number is understood.
#[derive(Debug, Deserialize)]
pub(super) struct Version {
    pub(super) version: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Unit {
    code: String,
    name: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) path: String,
    note: String,
    pub(super) reproducible: bool,
    bytes: usize,
    pub(super) sm3: String,
    pub(super) sha256: String,
}

impl Entry {
    fn of(file: Listed<'_>) -> Self {
        Self {
            path: file.path.to_owned(),
            note: file.note.to_owned(),
            reproducible: file.is_reproducible,
            bytes: file.bytes,
            sm3: file.digests.sm3.clone(),
            sha256: file.digests.sha256.clone(),
        }
    }
}

/// Prints the manifest of a package called `format`, made under `options`; `missing` says in words what it
/// lacks.
///
/// # Errors
/// A number has no JSON form.
pub fn manifest<'a>(
    format: &str,
    context: &ExportContext,
    options: BTreeMap<String, String>,
    files: impl Iterator<Item = Listed<'a>>,
    missing: &[String],
) -> Result<Vec<u8>, serde_json::Error> {
    let manifest = Manifest {
        format: format.to_owned(),
        version: VERSION,
        unit: Unit { code: context.unit.code.to_string(), name: context.unit.name.clone() },
        year: context.year.to_string(),
        as_of: context.as_of.to_string(),
        open_errors: context.open_errors(),
        ledger_head: context.head.clone(),
        made: Some(Made {
            program: Made::PROGRAM.to_owned(),
            year: context.year.to_string(),
            as_of: context.as_of.to_string(),
            signed: context.report.signature.date.to_string(),
            options,
        }),
        files: files.map(Entry::of).collect(),
        missing: missing.to_vec(),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Prints a list of sums, as `sha256sum --check` reads it.
pub fn sums<'a>(files: impl Iterator<Item = Listed<'a>>, digest: fn(&Digests) -> &str) -> Vec<u8> {
    let line = |file: Listed<'a>| format!("{}  {}\n", digest(file.digests), file.path);
    files.map(line).collect::<String>().into_bytes()
}
