//! Where plug-ins are: on `PATH`, and in the ledger's own folder.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of every plug-in begins.
pub const PREFIX: &str = "taizhang-export-";
/// Endings of programs; an executable file without one is a program on Unix.
const ENDINGS: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };

/// Where a plug-in was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On `PATH`: somebody installed it on this machine.
    Path,
    /// In the ledger's `exporters` folder: it may have come with the ledger.
    Ledger,
}

/// A plug-in that exists; nothing of it has been run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its name without the prefix.
    pub name: String,
    /// Where it was found.
    pub place: Place,
    /// The program.
    pub program: PathBuf,
}

/// Finds the plug-in `name`: on `PATH`, then in `ledger_folder`. One that is installed goes before
/// one that came with a ledger.
pub fn find(name: &str, path: Option<&OsStr>, ledger_folder: Option<&Path>) -> Option<Found> {
    if !is_name(name) {
        return None;
    }
    folders(path, ledger_folder).into_iter().find_map(|(place, folder)| {
        let program = ENDINGS
            .iter()
            .map(|ending| folder.join(format!("{PREFIX}{name}{ending}")))
            .find(|program| is_program(program))?;
        Some(Found { name: name.to_owned(), place, program })
    })
}

/// Finds any program by its name on `PATH`.
pub fn on_path(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    let mut programs = folders(path, None).into_iter().flat_map(|(_, folder)| {
        ENDINGS.iter().map(move |ending| folder.join(format!("{name}{ending}")))
    });
    programs.find(|program| is_program(program))
}

/// Lists all plug-ins by name; of one name, the one that [`find`] finds.
pub fn list(path: Option<&OsStr>, ledger_folder: Option<&Path>) -> Vec<Found> {
    let mut names = BTreeSet::new();
    for (_, folder) in folders(path, ledger_folder) {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let file = PathBuf::from(entry.file_name());
            let stem = if cfg!(windows) { file.file_stem() } else { file.file_name() };
            let name = stem.and_then(OsStr::to_str).and_then(|stem| stem.strip_prefix(PREFIX));
            names.extend(name.map(str::to_owned));
        }
    }
    names.iter().filter_map(|name| find(name, path, ledger_folder)).collect()
}

fn folders(path: Option<&OsStr>, ledger_folder: Option<&Path>) -> Vec<(Place, PathBuf)> {
    // A relative folder on `PATH` would mean another place in every folder.
    let on_path = path.into_iter().flat_map(env::split_paths).filter(|folder| folder.is_absolute());
    let of_ledger = ledger_folder.map(|folder| (Place::Ledger, folder.to_owned()));
    on_path.map(|folder| (Place::Path, folder)).chain(of_ledger).collect()
}

/// Tells whether text can name a plug-in: lower-case letters, digits and hyphens.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn is_program(path: &Path) -> bool {
    let Ok(metadata) = fs::metadata(path) else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    metadata.is_file() && may_run
}
