//! Where returned rows may be written: never over what was imported, over another returned file of this
//! run, or over a file that is there, which somebody may be correcting.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Failure, Problem};

/// Returns why the files must not be written to their targets; a file that is there with the same bytes
/// is no reason.
pub(super) fn check<'f>(
    written: &[(PathBuf, Vec<u8>)],
    files: impl Iterator<Item = &'f PathBuf>,
) -> Result<(), Failure> {
    let originals: BTreeSet<PathBuf> =
        files.filter_map(|file| fs::canonicalize(file).ok()).collect();
    let is_original =
        |target: &PathBuf| fs::canonicalize(target).is_ok_and(|target| originals.contains(&target));
    let mut targets = BTreeSet::new();
    let mut problems = Vec::new();
    for (target, bytes) in written {
        // Some systems take names that differ in case for one.
        if !targets.insert(target.to_string_lossy().to_lowercase()) {
            problems.push(written_twice(target));
        } else if is_original(target) {
            problems.push(original(target));
        } else if !is_free(target, bytes)? {
            problems.push(taken(target));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::refused(problems)) }
}

/// Tells whether writing takes nothing away: nothing is there, or the same.
fn is_free(target: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        // A file that stands where a folder is meant is told when it is written.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(true),
        Err(error) => Err(Failure::file(target, "读取", &error)),
        Ok(found) if !found.is_file() => Ok(false),
        Ok(_) => match fs::read(target) {
            Ok(known) => Ok(known == bytes),
            Err(error) => Err(Failure::file(target, "读取", &error)),
        },
    }
}

fn written_twice(target: &Path) -> Problem {
    Problem::new(
        format!("两个文件的行都要退回到 {}", target.display()),
        "后写的会盖住先写的",
        "把这两个文件分开导入，各写一个 --refused",
    )
}

fn original(target: &Path) -> Problem {
    Problem::new(
        format!("{} 是要导入的原文件", target.display()),
        "退回的文件会把它盖住",
        "--refused 换一个文件名，或写另一个文件夹",
    )
}

fn taken(target: &Path) -> Problem {
    Problem::new(
        format!("{} 已经存在，内容不同，不会被覆盖", target.display()),
        "也许是上次退回、有人正在改的文件",
        "--refused 换一个文件名，或写另一个文件夹；不要了的先移走",
    )
}
