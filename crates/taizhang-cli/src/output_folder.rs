//! Exported files in their folder: all of them or none, and never over somebody else's change.
//!
//! What was written last is kept in [`RECORD`] as digests. A file that is there and is neither what
//! was written last nor what is about to be written was changed by somebody, and stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang_ledger::export::{Artifact, ArtifactName};
use taizhang_ledger::store::HashValue;

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::output::{beside, draft, draft_of};

/// Name of the record in the output folder; no artifact can have it.
const RECORD: &str = ".taizhang-out.json";
/// Ending of a file that is being replaced.
const REPLACED: &str = ".replaced";

/// What was written into a folder, by name.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Record {
    files: BTreeMap<ArtifactName, String>,
}

/// Writes `artifacts` into `folder`; with `force` over changed files too. Returns the paths.
pub(crate) fn write_all(
    folder: &Path,
    artifacts: &[Artifact],
    force: bool,
) -> Result<Vec<PathBuf>, Failure> {
    let mut record = read_record(folder);
    check(folder, artifacts, &record, force)?;
    let paths: Vec<PathBuf> =
        artifacts.iter().map(|artifact| folder.join(artifact.name.as_str())).collect();
    let drafted = artifacts.iter().zip(&paths).try_for_each(|(artifact, path)| {
        draft(path, &artifact.bytes).map_err(|source| Failure::file(path, "写入", &source))
    });
    let placed = drafted.and_then(|()| place(&paths));
    for path in &paths {
        fs::remove_file(draft_of(path)).ok();
    }
    placed?;
    for artifact in artifacts {
        record.files.insert(artifact.name.clone(), HashValue::of(&artifact.bytes).to_string());
    }
    let path = folder.join(RECORD);
    let text = serde_json::to_vec_pretty(&record).map_err(|error| Failure::json(&error))?;
    draft(&path, &text)
        .and_then(|()| fs::rename(draft_of(&path), &path))
        .map_err(|source| Failure::file(&path, "写入", &source))?;
    Ok(paths)
}

/// Returns the paths that [`write_all`] would write to, or why it would not; writes nothing.
pub(crate) fn check_all(
    folder: &Path,
    artifacts: &[Artifact],
    force: bool,
) -> Result<Vec<PathBuf>, Failure> {
    check(folder, artifacts, &read_record(folder), force)?;
    let paths = artifacts.iter().map(|artifact| folder.join(artifact.name.as_str()));
    let folders: BTreeSet<PathBuf> = paths.filter_map(|path| standing(path.parent()?)).collect();
    for folder in folders {
        writable(&folder).map_err(|source| Failure::file(&folder, "写入", &source))?;
    }
    Ok(artifacts.iter().map(|artifact| folder.join(artifact.name.as_str())).collect())
}

/// Returns the folder that is there: `folder` itself, or the next one above it.
fn standing(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.exists()).map(Path::to_owned)
}

/// Asks the system whether files can be made in a folder; nothing is written to find out.
#[cfg(unix)]
fn writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    if !folder.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Tells whether there is a folder; whether files can be made in it, only writing one would show.
#[cfg(not(unix))]
fn writable(folder: &Path) -> io::Result<()> {
    if folder.is_dir() { Ok(()) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// A record that cannot be read vouches for nothing.
fn read_record(folder: &Path) -> Record {
    let text = fs::read(folder.join(RECORD)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn check(
    folder: &Path,
    artifacts: &[Artifact],
    record: &Record,
    force: bool,
) -> Result<(), Failure> {
    let mut problems = Vec::new();
    for artifact in artifacts {
        let path = folder.join(artifact.name.as_str());
        if let Some(link) = link_above(folder, &artifact.name) {
            problems.push(Problem::new(
                format!("{} 不能写入", path.display()),
                format!("{} 是链接，文件会写到输出文件夹之外", link.display()),
                "移走这个链接，或用 -o 换一个文件夹",
            ));
        } else if path.is_dir() {
            problems.push(Problem::new(
                format!("{} 不能写入", path.display()),
                "这里有一个同名的文件夹",
                "移走它，或用 -o 换一个文件夹",
            ));
        } else if !force && is_changed(&path, artifact, record)? {
            problems.push(Problem::new(
                format!("{} 不会被覆盖", path.display()),
                "它不是本程序上次写的样子，可能有人改过",
                "先另存改动，再加 --force 覆盖；或用 -o 写到别的文件夹",
            ));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::all(ExitCode::Refused, problems)) }
}

fn is_changed(path: &Path, artifact: &Artifact, record: &Record) -> Result<bool, Failure> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::file(path, "读取", &error)),
        Ok(bytes) if bytes == artifact.bytes => Ok(false),
        Ok(bytes) => {
            let written = record.files.get(&artifact.name);
            Ok(written != Some(&HashValue::of(&bytes).to_string()))
        }
    }
}

/// Returns the first folder of `name` inside of `folder` that is a link.
fn link_above(folder: &Path, name: &ArtifactName) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    let count = name.parts().count().saturating_sub(1);
    name.parts().take(count).find_map(|part| {
        path.push(part);
        fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()).then(|| path.clone())
    })
}

/// Gives all drafts their names; on a failure, gives back what they had replaced.
fn place(paths: &[PathBuf]) -> Result<(), Failure> {
    let mut placed: Vec<(&Path, bool)> = Vec::new();
    let mut failed = None;
    for path in paths {
        let replaces = path.exists();
        let result = if replaces { fs::rename(path, beside(path, REPLACED)) } else { Ok(()) };
        let result = result.and_then(|()| {
            let named = fs::rename(draft_of(path), path);
            if named.is_err() && replaces {
                fs::rename(beside(path, REPLACED), path).ok();
            }
            named
        });
        if let Err(source) = result {
            failed = Some(Failure::file(path, "写入", &source));
            break;
        }
        placed.push((path, replaces));
    }
    for (path, replaces) in placed {
        let replaced = beside(path, REPLACED);
        match (&failed, replaces) {
            (Some(_), true) => fs::rename(replaced, path).ok(),
            (Some(_), false) => fs::remove_file(path).ok(),
            (None, true) => fs::remove_file(replaced).ok(),
            (None, false) => None,
        };
    }
    failed.map_or(Ok(()), Err)
}
