//! `docs/glossary.md` joins the words of the office with those of the code, so it names only what there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::harness::root;

/// Collects every word of the sources below a folder.
fn words_below(folder: &Path, words: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            words_below(&path, words);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("sources can be read");
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            words.extend(text.split(|c| !is_part(c)).map(str::to_owned));
        }
    }
}

/// Returns what stands between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_identifier_of_the_glossary_is_in_the_sources() {
    let mut words = BTreeSet::new();
    for folder in ["crates", "exporters"] {
        words_below(&root().join(folder), &mut words);
    }
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).expect("it is there");
    let cells = glossary.lines().filter_map(|line| line.strip_prefix('|')?.split('|').nth(1));
    let identifiers: Vec<&str> = cells.flat_map(quoted).collect();
    assert!(identifiers.len() > 100, "the table was not found: {identifiers:?}");
    let is_absent = |identifier: &str| {
        let parts = identifier.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        parts.filter(|part| !part.is_empty()).any(|part| !words.contains(part))
    };
    let unknown: Vec<&str> = identifiers.iter().copied().filter(|name| is_absent(name)).collect();
    assert_eq!(unknown, Vec::<&str>::new(), "docs/glossary.md names what is not there");
}
