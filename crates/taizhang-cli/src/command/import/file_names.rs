//! What files are called that are read together: by their own names, with as much of their folders as tells
//! files of one name apart. A file that is named twice has its number.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Names each file as none of the others is named.
pub(super) fn names(files: &[PathBuf]) -> Vec<String> {
    let paths: Vec<Vec<String>> = files.iter().map(|file| parts(file)).collect();
    let mut names = BTreeSet::new();
    let mut name = |path: &Vec<String>| {
        let of_others = || paths.iter().filter(|other| *other != path);
        let is_own =
            |parts: &usize| of_others().all(|other| end(other, *parts) != end(path, *parts));
        let parts = (1..path.len()).find(is_own).unwrap_or(path.len());
        let own = end(path, parts).join("/");
        let numbered = (2_usize..).map(|number| with_number(&own, number));
        let free = std::iter::once(own.clone()).chain(numbered).find(|name| !names.contains(name));
        let free = free.unwrap_or_else(|| own.clone());
        names.insert(free.clone());
        free
    };
    paths.iter().map(&mut name).collect()
}

/// Returns the folders of a file and its own name.
fn parts(file: &Path) -> Vec<String> {
    let folder = file.parent().map(|folder| fs::canonicalize(folder).unwrap_or(folder.to_owned()));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folders = folder.iter().flat_map(|folder| folder.components());
    let folders = folders.filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    folders.chain([name]).collect()
}

/// The last parts of a path; all of one that has fewer.
fn end(path: &[String], parts: usize) -> &[String] {
    path.get(path.len().saturating_sub(parts)..).unwrap_or_default()
}

/// Puts a number before the ending, by which formats are told.
fn with_number(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}#{number}.{ending}"),
        None => format!("{name}#{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], expected: &[&str]) {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        assert_eq!(names(&files), expected);
    }

    #[test]
    fn as_much_of_the_folders_as_tells_files_apart() {
        check(&[], &[]);
        check(&["/无/甲.csv", "/无/乙.csv"], &["甲.csv", "乙.csv"]);
        check(&["/无/1月/甲.csv", "/无/2月/甲.csv"], &["1月/甲.csv", "2月/甲.csv"]);
        check(
            &["/无/1月/县/甲.csv", "/无/2月/县/甲.csv", "/无/乙.csv"],
            &["1月/县/甲.csv", "2月/县/甲.csv", "乙.csv"],
        );
        check(&["/甲.csv", "/1月/甲.csv"], &["甲.csv", "1月/甲.csv"]);
        check(
            &["/无/甲.csv", "/无/甲.csv", "/无/甲#2.csv", "/无/甲"],
            &["甲.csv", "甲#2.csv", "甲#2#2.csv", "甲"],
        );
    }
}
