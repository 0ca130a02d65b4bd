//! The parts of a user's Word file, read within limits.

use std::io::{Cursor, Read};

use taizhang_export::{FileFault, is_protected_document};
use zip::ZipArchive;
use zip::result::ZipError;

use super::markup::{Element, read};

/// Most bytes that are read of one part, unpacked. A style sheet has about a tenth of this.
const LIMIT: u64 = 16 * 1_048_576;

/// A Word file whose main part has been found.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Name of the main part, mostly `word/document.xml`.
    pub(super) document_part: String,
}

impl<'a> Package<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileFault> {
        let no_docx = || FileFault::Format { format: "docx" };
        if is_protected_document(bytes) {
            return Err(FileFault::Protected);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_docx())?;
        let mut package = Self { archive, document_part: String::new() };
        let roots = package.relationships("", "_rels/.rels")?.ok_or_else(no_docx)?;
        package.document_part = target(&roots, "officeDocument").ok_or_else(no_docx)?;
        Ok(package)
    }

    /// Returns the main part.
    pub(super) fn document(&mut self) -> Result<String, FileFault> {
        let part = self.document_part.clone();
        self.text(&part)?.ok_or(FileFault::PartMissing { part })
    }

    /// Returns the style sheet with its name, if the file has one.
    pub(super) fn styles(&mut self) -> Result<Option<(String, Element)>, FileFault> {
        self.related("styles")
    }

    /// Returns the theme, if the file has one.
    pub(super) fn theme(&mut self) -> Result<Option<Element>, FileFault> {
        Ok(self.related("theme")?.map(|(_, theme)| theme))
    }

    fn related(&mut self, kind: &str) -> Result<Option<(String, Element)>, FileFault> {
        let document = self.document_part.clone();
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", &document));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(relationships) = self.relationships(folder, name.trim_start_matches('/'))? else {
            return Ok(None);
        };
        let Some(part) = target(&relationships, kind) else { return Ok(None) };
        let text = self.text(&part)?.ok_or(FileFault::PartMissing { part: part.clone() })?;
        let root = read(&text).map_err(|error| damaged(&part, &error))?;
        Ok(Some((part, root)))
    }

    /// Returns kind and target of each relationship that a part of `folder` has.
    fn relationships(
        &mut self,
        folder: &str,
        part: &str,
    ) -> Result<Option<Vec<(String, String)>>, FileFault> {
        let Some(text) = self.text(part)? else { return Ok(None) };
        let root = read(&text).map_err(|error| damaged(part, &error))?;
        let list = root.elements().filter(|element| element.name == "Relationship");
        let found = list.filter_map(|element| {
            let (kind, target) = (element.attribute("Type")?, element.attribute("Target")?);
            let (_, kind) = kind.rsplit_once('/')?;
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            Some((kind.to_owned(), path))
        });
        Ok(Some(found.collect()))
    }

    fn text(&mut self, part: &str) -> Result<Option<String>, FileFault> {
        let file = match self.archive.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(part, &error)),
        };
        let mut bytes = Vec::new();
        let read = file.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes);
        let length = read.map_err(|error| damaged(part, &error))?;
        if u64::try_from(length).is_ok_and(|length| length > LIMIT) {
            return Err(FileFault::TooLarge { part: part.to_owned(), limit: LIMIT });
        }
        let text = String::from_utf8(bytes).map_err(|error| damaged(part, &error))?;
        Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
    }
}

fn target(relationships: &[(String, String)], kind: &str) -> Option<String> {
    let found = relationships.iter().find(|(known, _)| known == kind);
    found.map(|(_, target)| target.clone())
}

/// Says that a part cannot be read.
pub(super) fn damaged(part: &str, detail: &dyn std::fmt::Display) -> FileFault {
    FileFault::PartDamaged { part: part.to_owned(), detail: detail.to_string() }
}
