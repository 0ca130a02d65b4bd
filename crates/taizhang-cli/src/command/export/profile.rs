//! Which profile is meant: one of the exporter's, or one that the user wrote.

use std::fs;
use std::io;
use std::path::Path;

use taizhang_ledger::export::{ArtifactName, Descriptor, Profile};

use crate::error::Failure;

/// Chooses the profile `id`. A file `packs/profiles/EXPORTER/ID.toml` in the ledger goes before the
/// exporter's own profile of that id.
pub(super) fn choose(
    id: &str,
    descriptor: &Descriptor,
    ledger_folder: &Path,
) -> Result<Profile, Failure> {
    let is_name = id.parse::<ArtifactName>().is_ok_and(|name| name.parts().count() == 1);
    let definition = if descriptor.takes_own_profiles && is_name {
        let folder = ledger_folder.join("packs").join("profiles").join(&descriptor.name);
        let path = folder.join(format!("{id}.toml"));
        match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::file(&path, "读取", &error)),
        }
    } else {
        None
    };
    Ok(Profile { id: id.to_owned(), definition })
}
