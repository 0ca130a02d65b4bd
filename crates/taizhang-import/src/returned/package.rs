//! The package: parts that are read, changed or added; all others are copied as they are packed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::error::{MarkError, Missing};
use crate::part::{self, PartError};

/// A package of parts that is being changed.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    changed: BTreeMap<String, String>,
    left_out: BTreeSet<String>,
}

impl<'b> Package<'b> {
    /// Opens a package.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, MarkError> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        Ok(Self { archive, changed: BTreeMap::new(), left_out: BTreeSet::new() })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, part: &str) -> bool {
        self.changed.contains_key(part) || self.archive.index_for_name(part).is_some()
    }

    /// Returns the text of a part, if there is one.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, MarkError> {
        if let Some(text) = self.changed.get(name) {
            return Ok(Some(text.clone()));
        }
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(index)?;
        let stated = file.size();
        // The file was read, so what is too long is a bomb in a part that nobody reads.
        let text = part::text(file, stated).map_err(|error| match error {
            PartError::TooLong => MarkError::LongPart { part: name.to_owned() },
            PartError::Broken(source) => MarkError::Part { part: name.to_owned(), source },
        })?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    /// Returns the text of a part that must be there.
    pub(super) fn need(&mut self, part: &str) -> Result<String, MarkError> {
        self.text(part)?.ok_or_else(|| MarkError::Missing(Missing::Part(part.to_owned())))
    }

    /// Changes or adds a part.
    pub(super) fn put(&mut self, part: &str, text: String) {
        self.changed.insert(part.to_owned(), text);
    }

    /// Leaves out a part.
    pub(super) fn leave_out(&mut self, part: &str) {
        self.left_out.insert(part.to_owned());
    }

    /// Returns the first name of a numbered part that is free, with its number.
    pub(super) fn free(&self, name: impl Fn(u32) -> String) -> (u32, String) {
        let mut numbers = (1..u32::MAX).map(|number| (number, name(number)));
        numbers.find(|(_, name)| !self.has(name)).unwrap_or_else(|| (0, name(0)))
    }

    /// Returns the package.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, MarkError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index)?;
            let name = file.name()?.into_owned();
            match self.changed.remove(&name) {
                _ if self.left_out.contains(&name) => {}
                Some(text) => write(&mut writer, &name, &text)?,
                None => writer.raw_copy_file(file)?,
            }
        }
        for (part, text) in &self.changed {
            write(&mut writer, part, text)?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

fn write(writer: &mut ZipWriter<Cursor<Vec<u8>>>, part: &str, text: &str) -> Result<(), MarkError> {
    writer.start_file(part, SimpleFileOptions::default())?;
    let written = writer.write_all(text.as_bytes());
    written.map_err(|source| MarkError::Part { part: part.to_owned(), source })
}
