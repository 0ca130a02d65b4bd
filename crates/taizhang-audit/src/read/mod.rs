//! Files → [`Document`].

mod delimited;
mod encoding;
mod error;
mod text;
mod word;
mod workbook;
mod wrapped;

pub use error::ReadError;

use crate::document::Document;

/// The most bytes that a file, or the text inside of it, may have.
const MOST_BYTES: usize = 64 << 20;

/// The ends of the names of the files that can be read.
pub const EXTENSIONS: [&str; 8] = ["docx", "txt", "md", "xlsx", "xlsm", "xls", "ods", "csv"];

/// The ends of the names of reports that another program has to save as one of ours first.
pub const FOREIGN: [&str; 5] = ["doc", "wps", "et", "pdf", "rtf"];

/// Begins the containers of old Office files, and those of new ones with a password.
const OLD_CONTAINER: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads a file; its kind is told by the end of `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { limit: "64 MB" });
    }
    let extension = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let is_archive = ["docx", "xlsx", "xlsm", "ods"].contains(&extension.as_str());
    if is_archive && bytes.starts_with(OLD_CONTAINER) {
        return Err(ReadError::Wrapped);
    }
    let document = match extension.as_str() {
        "doc" => return Err(foreign("旧版Word文件（doc）", "docx")),
        "wps" => return Err(foreign("WPS文字文件（wps）", "docx")),
        "rtf" => return Err(foreign("RTF文件", "docx")),
        "et" => return Err(foreign("WPS表格文件（et）", "xlsx")),
        "pdf" => return Err(foreign("PDF文件", "docx")),
        "docx" => word::read(bytes)?,
        "txt" => text::plain(&encoding::decode(bytes)?),
        "md" => text::markdown(&encoding::decode(bytes)?),
        "csv" => delimited::read(&encoding::decode(bytes)?)?,
        "xlsx" | "xlsm" | "xls" | "ods" => workbook::read(&extension, bytes)?,
        _ => return Err(ReadError::UnknownKind { extension }),
    };
    if document.blocks.is_empty() {
        return Err(ReadError::Blank);
    }
    Ok(document)
}

const fn foreign(kind: &'static str, as_what: &'static str) -> ReadError {
    ReadError::Foreign { kind, as_what }
}
