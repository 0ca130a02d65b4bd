//! Where the files of a package belong in the ledger that is made of it.

use super::inspection::is_evidence;
use super::{JOURNAL, RESTORE};
use crate::ArtifactName;
use crate::digest::sm3;

/// Folders of a ledger that a package's settings may lead into, and the one file.
const FOLDERS: [&str; 3] = ["packs", "import", "evidence"];
const SETTINGS: &str = "taizhang.toml";

/// Returns the path in the ledger's folder, with slashes, of a package's file; nothing for what follows from
/// the journal, like report and returns, and for names that would lead elsewhere.
///
/// ```
/// use taizhang_export::package::ledger_place;
/// assert_eq!(ledger_place("流水/000001.jsonl", b"").as_deref(), Some("journal/000001.jsonl"));
/// assert_eq!(ledger_place("报表/支出明细.csv", b""), None);
/// assert_eq!(ledger_place("还原/../taizhang.toml", b""), None);
/// ```
pub fn ledger_place(path: &str, bytes: &[u8]) -> Option<String> {
    path.parse::<ArtifactName>().ok()?;
    if is_evidence(path) {
        return Some(format!("evidence/{}", sm3(bytes)));
    }
    match path.split_once('/')? {
        (JOURNAL, name) if !name.contains('/') => Some(format!("journal/{name}")),
        (RESTORE, SETTINGS) => Some(SETTINGS.to_owned()),
        (RESTORE, place) => {
            let (folder, _) = place.split_once('/')?;
            FOLDERS.contains(&folder).then(|| place.to_owned())
        }
        _ => None,
    }
}
