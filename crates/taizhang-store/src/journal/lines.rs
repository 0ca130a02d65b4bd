//! Lines of a file, read in large pieces from front to back.

use std::io;

use crate::disk::{DiskFile, read_full};
use crate::envelope::MAX_LINE_BYTES;

const PIECE: usize = 256 << 10;

/// Reads the lines between two offsets of a file.
#[derive(Debug)]
pub(crate) struct Lines {
    file: Box<dyn DiskFile>,
    buffer: Vec<u8>,
    /// The bytes of the buffer that are read from the file but not given out.
    pending: std::ops::Range<usize>,
    /// Offset in the file of the first pending byte.
    offset: u64,
    end: u64,
}

/// What follows in a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A line, without its line feed.
    Line { offset: u64, bytes: &'a [u8] },
    /// Bytes before the end that no line feed ends, or the start of a line that is too long.
    Unended { offset: u64, bytes: &'a [u8] },
    /// Nothing.
    End,
}

impl Lines {
    pub(crate) fn new(file: Box<dyn DiskFile>, offset: u64, end: u64) -> Self {
        Self { file, buffer: Vec::new(), pending: 0..0, offset, end }
    }

    /// Returns the offset at which reading stops.
    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    /// Returns the next line.
    pub(crate) fn next(&mut self) -> io::Result<Piece<'_>> {
        let mut searched = 0;
        let ended = loop {
            let pending = &self.buffer[self.pending.clone()];
            if let Some(at) = memchr::memchr(b'\n', &pending[searched..]) {
                break Some(searched + at);
            }
            searched = pending.len();
            if searched > MAX_LINE_BYTES || !self.fill()? {
                break None;
            }
        };
        let offset = self.offset;
        let start = self.pending.start;
        if let Some(length) = ended {
            self.pending.start += length + 1;
            self.offset += length as u64 + 1;
            return Ok(Piece::Line { offset, bytes: &self.buffer[start..start + length] });
        }
        let bytes = &self.buffer[self.pending.clone()];
        Ok(if bytes.is_empty() { Piece::End } else { Piece::Unended { offset, bytes } })
    }

    /// Reads more of the file; tells whether there was more.
    fn fill(&mut self) -> io::Result<bool> {
        let read_to = self.offset + self.pending.len() as u64;
        let left = usize::try_from(self.end.saturating_sub(read_to)).unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(false);
        }
        self.buffer.copy_within(self.pending.clone(), 0);
        self.pending = 0..self.pending.len();
        let wanted = left.min(PIECE);
        if self.buffer.len() < self.pending.end + wanted {
            self.buffer.resize(self.pending.end + wanted, 0);
        }
        let target = &mut self.buffer[self.pending.end..self.pending.end + wanted];
        let count = read_full(&*self.file, target, read_to)?;
        self.pending.end += count;
        if count < wanted {
            self.end = read_to + count as u64;
        }
        Ok(count > 0)
    }
}
