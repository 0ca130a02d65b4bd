//! What a file is, by its bytes; names of files lie too often.

use super::compound::Compound;

/// Formats of workbooks that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// Formats that are told apart only to say what a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// A binary workbook (xlsb).
    BinaryWorkbook,
    /// A text document (docx, doc, rtf).
    Document,
    /// A packed archive that is no office file.
    Archive,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An old office file without a workbook.
    OldOffice,
}

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Workbook(Format),
    /// XML of Excel 2003, often under the name xls.
    SpreadsheetXml,
    /// A page of HTML, often under the name xls.
    Page,
    Text,
    Foreign(Foreign),
    Protected,
    Damaged,
}

/// Recognises a file.
pub(super) fn of(bytes: &[u8]) -> Content {
    match bytes {
        [b'P', b'K', 3, 4, ..] => archive(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => old_office(bytes),
        [b'%', b'P', b'D', b'F', ..] => Content::Foreign(Foreign::Pdf),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            Content::Foreign(Foreign::Picture)
        }
        [b'{', b'\\', b'r', b't', b'f', ..] => Content::Foreign(Foreign::Document),
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] => {
            Content::Foreign(Foreign::Archive)
        }
        _ => text(bytes),
    }
}

/// Tells pages and XML from lists by how they begin.
fn text(bytes: &[u8]) -> Content {
    let start = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let is_page = ["<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<body"];
    let is_xml = start.starts_with("<?xml") || start.starts_with("<workbook");
    let of_excel = ["excel.sheet", "urn:schemas-microsoft-com:office:spreadsheet"];
    if is_page.iter().any(|tag| start.starts_with(tag)) {
        Content::Page
    } else if is_xml && of_excel.iter().any(|mark| start.contains(mark)) {
        Content::SpreadsheetXml
    } else if is_xml && (start.contains("<html") || start.contains("<table")) {
        Content::Page
    } else {
        Content::Text
    }
}

/// Tells packed files apart by the names in their directory, which are not packed.
fn archive(bytes: &[u8]) -> Content {
    let directory = directory(bytes).unwrap_or(bytes);
    let has = |name: &[u8]| directory.windows(name.len()).any(|window| window == name);
    if has(b"xl/workbook.bin") {
        Content::Foreign(Foreign::BinaryWorkbook)
    } else if has(b"word/document.xml") {
        Content::Foreign(Foreign::Document)
    } else if has(b"xl/workbook") || has(b"[Content_Types].xml") {
        Content::Workbook(Format::Xlsx)
    } else if has(b"content.xml") && has(b"META-INF/manifest.xml") {
        Content::Workbook(Format::Ods)
    } else if directory.len() < bytes.len() {
        Content::Foreign(Foreign::Archive)
    } else {
        Content::Damaged
    }
}

/// Returns the directory of a packed file, which its last bytes point to.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let tail = bytes.len().saturating_sub(0x1_0016);
    let end = bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let end = tail.checked_add(end)?;
    let word = |at: usize| {
        let place = end.checked_add(at)?;
        let bytes: [u8; 4] = bytes.get(place..place.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let start = word(16)?;
    bytes.get(start..start.checked_add(word(12)?)?)
}

fn old_office(bytes: &[u8]) -> Content {
    let Some(compound) = Compound::of(bytes) else { return Content::Damaged };
    if compound.has("EncryptedPackage") {
        Content::Protected
    } else if compound.has("Workbook") || compound.has("Book") {
        Content::Workbook(Format::Xls)
    } else if compound.has("WordDocument") {
        Content::Foreign(Foreign::Document)
    } else {
        Content::Foreign(Foreign::OldOffice)
    }
}
