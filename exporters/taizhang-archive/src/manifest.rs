//! The lists of digests by which anybody can check the package.

use serde::Serialize;
use taizhang_export::{ExportContext, ExportError, LedgerHead};

use crate::exporter::NAME;
use crate::layout::{Contents, Group, Piece};

/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Names of the lists of sums.
pub(crate) const SHA256_LIST: &str = "SHA256SUMS";
pub(crate) const SM3_LIST: &str = "SM3SUMS";

/// Version of the manifest's form.
pub(crate) const VERSION: u32 = 1;

/// The manifest.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    format: &'static str,
    version: u32,
    unit: Unit<'a>,
    year: String,
    as_of: String,
    ledger_head: &'a LedgerHead,
    files: Vec<Entry<'a>>,
    missing: &'a [String],
}

#[derive(Debug, Serialize)]
struct Unit<'a> {
    code: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    path: &'a str,
    note: &'a str,
    /// Whether the same ledger gives the same bytes again.
    reproducible: bool,
    bytes: usize,
    sm3: &'a str,
    sha256: &'a str,
}

impl<'a> Entry<'a> {
    fn of(piece: &'a Piece) -> Self {
        Self {
            path: &piece.path,
            note: &piece.note,
            reproducible: piece.is_reproducible,
            bytes: piece.bytes.len(),
            sm3: &piece.digests.sm3,
            sha256: &piece.digests.sha256,
        }
    }
}

/// Adds the manifest and both lists of sums, which cover everything before them.
pub(crate) fn seal(contents: &mut Contents, context: &ExportContext) -> Result<(), ExportError> {
    let manifest = manifest(contents, context)?;
    let note = "全部文件的大小、SM3 和 SHA-256";
    contents.pieces.push(Piece::new(MANIFEST.to_owned(), Group::Package, note, manifest));
    let sums = |digest: fn(&Piece) -> &str| {
        let line = |piece: &Piece| format!("{}  {}\n", digest(piece), piece.path);
        contents.pieces.iter().map(line).collect::<Vec<_>>().concat().into_bytes()
    };
    let sha256 = sums(|piece| &piece.digests.sha256);
    let sm3 = sums(|piece| &piece.digests.sm3);
    let lists = [(SHA256_LIST, sha256), (SM3_LIST, sm3)];
    contents.pieces.extend(
        lists.map(|(name, bytes)| Piece::new(name.to_owned(), Group::Package, "摘要清单", bytes)),
    );
    Ok(())
}

fn manifest(contents: &Contents, context: &ExportContext) -> Result<Vec<u8>, ExportError> {
    let manifest = Manifest {
        format: "taizhang-archive",
        version: VERSION,
        unit: Unit { code: context.unit.code.as_str(), name: &context.unit.name },
        year: context.year.to_string(),
        as_of: context.as_of.to_string(),
        ledger_head: &context.head,
        files: contents.pieces.iter().map(Entry::of).collect(),
        missing: &contents.missing,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(|source| ExportError::Format {
        exporter: NAME,
        artifact: MANIFEST.to_owned(),
        source: source.into(),
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
