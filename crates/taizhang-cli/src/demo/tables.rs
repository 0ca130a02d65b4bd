//! The sample year's tables as files to import, one for each day or month.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How much of a date names a day.
pub(super) const DAY: usize = 10;

/// How much of a date names a month.
pub(super) const MONTH: usize = 7;

/// The whole of a value.
pub(super) const ALL: usize = usize::MAX;

/// Files by path, not written yet.
pub(super) struct Tables {
    folder: PathBuf,
    /// Path and content.
    pub(super) files: Vec<(PathBuf, String)>,
}

impl Tables {
    /// They go into the output folder of the ledger in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.join("out").join("导入表"), files: Vec::new() }
    }

    /// Adds a file and returns its path for a command line.
    pub(super) fn add(&mut self, name: &str, text: String) -> String {
        let path = self.folder.join(name);
        let shown = path.to_string_lossy().into_owned();
        self.files.push((path, text));
        shown
    }
}

/// Divides a table by the beginnings of one column; each part has the header.
pub(super) fn parts(
    text: &str,
    column: &str,
    characters: usize,
) -> Result<Vec<(String, String)>, csv::Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    let place = headers.iter().position(|header| header == column);
    let mut parts: BTreeMap<String, csv::Writer<Vec<u8>>> = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let value = place.and_then(|at| record.get(at)).unwrap_or_default();
        let key: String = value.chars().take(characters).collect();
        let part = match parts.entry(key) {
            std::collections::btree_map::Entry::Occupied(part) => part.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.write_record(&headers)?;
                place.insert(writer)
            }
        };
        part.write_record(&record)?;
    }
    parts.into_iter().map(|(key, part)| Ok((key, text_of(part)?))).collect()
}

fn text_of(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Puts parts of one table together again; nothing if there are none.
pub(super) fn joined<'p>(parts: impl Iterator<Item = &'p String>) -> Option<String> {
    let mut whole: Option<String> = None;
    for part in parts {
        match &mut whole {
            None => whole = Some(part.clone()),
            Some(whole) => {
                whole.push_str(part.split_once('\n').map(|(_, rows)| rows).unwrap_or_default());
            }
        }
    }
    whole
}
