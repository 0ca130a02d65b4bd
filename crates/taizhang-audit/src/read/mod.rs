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

/// Reads a file; its kind is told by the end of `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { limit: "64 MB" });
    }
    let extension = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    let document = match extension.as_str() {
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
