//! Backups are tar files in the POSIX ustar form, which every system can open.

use std::io;

use crate::disk::{DiskFile, read_full};
use crate::hash::Digesting;

const BLOCK: usize = 512;
const PIECE: usize = 1 << 20;

/// Largest size that eleven octal digits express.
const MAX_SIZE: u64 = (1 << 33) - 1;

/// Why bytes are not an archive, or cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NameTooLong,
    MemberTooLarge,
    Header,
    Truncated,
}

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Offset of the content in the archive.
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

/// Writes an archive from front to back.
#[derive(Debug)]
pub(crate) struct Writer {
    file: Box<dyn DiskFile>,
    offset: u64,
}

impl Writer {
    pub(crate) fn new(file: Box<dyn DiskFile>) -> Self {
        Self { file, offset: 0 }
    }

    /// Adds the first `size` bytes of a file; returns their digest.
    pub(crate) fn copy(
        &mut self,
        name: &str,
        from: &dyn DiskFile,
        size: u64,
    ) -> io::Result<Result<Digesting, Fault>> {
        let header = match header(name, size) {
            Ok(header) => header,
            Err(fault) => return Ok(Err(fault)),
        };
        self.write(&header)?;
        let mut digest = Digesting::default();
        let mut buffer = vec![0; PIECE];
        let mut copied = 0;
        while copied < size {
            let wanted = usize::try_from(size - copied).unwrap_or(PIECE).min(PIECE);
            let count = read_full(from, &mut buffer[..wanted], copied)?;
            if count < wanted {
                return Ok(Err(Fault::Truncated));
            }
            digest.update(&buffer[..count]);
            self.write(&buffer[..count])?;
            copied += count as u64;
        }
        self.pad()?;
        Ok(Ok(digest))
    }

    /// Adds bytes.
    pub(crate) fn add(&mut self, name: &str, content: &[u8]) -> io::Result<Result<(), Fault>> {
        match header(name, content.len() as u64) {
            Err(fault) => Ok(Err(fault)),
            Ok(header) => {
                self.write(&header)?;
                self.write(content)?;
                self.pad().map(Ok)
            }
        }
    }

    /// Ends the archive and waits until it is on the disk.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.write(&[0; 2 * BLOCK])?;
        self.file.sync()
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_at(bytes, self.offset)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }

    fn pad(&mut self) -> io::Result<()> {
        let over = usize::try_from(self.offset % BLOCK as u64).unwrap_or(0);
        if over == 0 { Ok(()) } else { self.write(&[0; BLOCK][over..]) }
    }
}

fn header(name: &str, size: u64) -> Result<[u8; BLOCK], Fault> {
    let (prefix, name) = split_name(name).ok_or(Fault::NameTooLong)?;
    if size > MAX_SIZE {
        return Err(Fault::MemberTooLarge);
    }
    let mut block = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, b"0000644\x000000000\x000000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        0");
    put(257, b"ustar\x0000");
    put(345, prefix.as_bytes());
    let sum = checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

/// Splits a long name at a slash, as the form wants it.
fn split_name(name: &str) -> Option<(&str, &str)> {
    if name.len() <= 100 {
        return Some(("", name));
    }
    let slashes = name.match_indices('/').map(|(at, _)| at);
    let at = slashes.into_iter().find(|&at| at <= 155 && name.len() - at - 1 <= 100)?;
    Some((&name[..at], &name[at + 1..]))
}

fn checksum(block: &[u8; BLOCK]) -> u32 {
    let field = 148..156;
    let bytes = block.iter().enumerate();
    bytes.map(|(at, &byte)| if field.contains(&at) { 32 } else { u32::from(byte) }).sum()
}

/// Lists the files of an archive.
pub(crate) fn list(file: &dyn DiskFile) -> io::Result<Result<Vec<Member>, Fault>> {
    let length = file.size()?;
    let mut members = Vec::new();
    let mut offset = 0;
    loop {
        let mut block = [0; BLOCK];
        if read_full(file, &mut block, offset)? < BLOCK {
            return Ok(Err(Fault::Truncated));
        }
        if block == [0; BLOCK] {
            return Ok(Ok(members));
        }
        let Some((name, size)) = parse_header(&block) else { return Ok(Err(Fault::Header)) };
        offset += BLOCK as u64;
        if size > length.saturating_sub(offset) {
            return Ok(Err(Fault::Truncated));
        }
        members.push(Member { name, offset, size });
        offset += size.div_ceil(BLOCK as u64) * BLOCK as u64;
    }
}

fn parse_header(block: &[u8; BLOCK]) -> Option<(String, u64)> {
    let text = |field: &[u8]| {
        let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
        std::str::from_utf8(&field[..end]).ok().map(|text| text.trim().to_owned())
    };
    let octal = |field: &[u8]| u64::from_str_radix(&text(field)?, 8).ok();
    let sum = octal(&block[148..156])?;
    if sum != u64::from(checksum(block)) || block[156] != b'0' || &block[257..263] != b"ustar\0" {
        return None;
    }
    let (prefix, name) = (text(&block[345..500])?, text(&block[..100])?);
    let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
    Some((name, octal(&block[124..136])?))
}
