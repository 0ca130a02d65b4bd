//! One ZIP file of many files.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A ZIP file that is being filled: without times, owners or any other trace of the machine, so
/// that the same files give the same bytes.
#[derive(Debug)]
pub struct ZipFile {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for ZipFile {
    fn default() -> Self {
        Self { writer: ZipWriter::new(Cursor::new(Vec::new())) }
    }
}

impl ZipFile {
    /// Adds a file.
    ///
    /// # Errors
    /// The format cannot hold it, or one of that name is there already.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.writer.start_file(path, options)?;
        Ok(self.writer.write_all(bytes)?)
    }

    /// Returns the ZIP file.
    ///
    /// # Errors
    /// The format cannot hold so much.
    pub fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.writer.finish()?.into_inner())
    }
}
