//! The files of a package that is a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use taizhang_ledger::export::package::{Handed, MANIFEST};

use crate::error::{Failure, Problem};

/// Hands every file below the package's folder over; a link, which stands for bytes elsewhere, and
/// whatever else is no file is not read.
pub(super) fn hand_over(
    given: &Path,
    take: &mut dyn FnMut(&str, Handed<'_>),
) -> Result<(), Failure> {
    let root = root(given)?;
    for (path, is_file) in entries(&root)? {
        let name = name(&root, &path);
        if is_file {
            let bytes = fs::read(&path).map_err(|source| Failure::input(&path, &source))?;
            take(&name, Handed::File(&bytes));
        } else {
            take(&name, Handed::NoFile);
        }
    }
    Ok(())
}

/// Returns the folder that holds the manifest: the one given, or the only package in it.
fn root(given: &Path) -> Result<PathBuf, Failure> {
    let failed = |source: io::Error| Failure::input(given, &source);
    if given.join(MANIFEST).is_file() {
        return Ok(given.to_owned());
    }
    let mut packages = Vec::new();
    for entry in fs::read_dir(given).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.join(MANIFEST).is_file() {
            packages.push(path);
        }
    }
    match packages.as_slice() {
        [package] => Ok(package.clone()),
        [] => Ok(given.to_owned()),
        several => {
            let several = several.iter().map(|path| path.display().to_string());
            let problem = Problem::new(
                format!("{} 里不止一个档案包", given.display()),
                format!("有：{}", several.collect::<Vec<_>>().join("、")),
                "指明其中一个文件夹",
            );
            Err(Failure::refused(vec![problem]))
        }
    }
}

/// Returns what is below `folder` and no folder, in order, and whether it is a file.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let failed = |source: io::Error| Failure::input(&folder, &source);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                open.push(entry.path());
            } else {
                found.push((entry.path(), kind.is_file()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the path below the package as the manifest writes it.
fn name(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file);
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
