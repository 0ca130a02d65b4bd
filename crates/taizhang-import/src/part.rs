//! Parts of a package, unpacked whole: never a piece of one.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipReadOptions;

/// Bytes of the longest part that is taken into the memory. A file of a hundred times less may unpack to more.
pub(crate) const LONGEST: u64 = 1 << 30;

/// How many bytes one byte of a part can unpack to at most, a property of deflate (zlib's technical notes).
const HIGHEST_RATIO: u64 = 1032;

/// Why a part is no text that can be taken.
#[derive(Debug)]
pub(crate) enum PartError {
    /// It is longer than [`LONGEST`].
    TooLong,
    /// It cannot be unpacked, or is not UTF-8.
    Broken(io::Error),
}

/// Reads a part that says of itself how long it is; both may be wrong.
pub(crate) fn text(part: impl Read, stated: u64) -> Result<String, PartError> {
    text_within(part, stated, LONGEST)
}

fn text_within(part: impl Read, stated: u64, longest: u64) -> Result<String, PartError> {
    if stated > longest {
        return Err(PartError::TooLong);
    }
    let mut text = Vec::new();
    let read = part.take(longest.saturating_add(1)).read_to_end(&mut text);
    let length = read.map_err(PartError::Broken)?;
    if u64::try_from(length).is_ok_and(|length| length > longest) {
        return Err(PartError::TooLong);
    }
    let text = String::from_utf8(text);
    text.map_err(|error| PartError::Broken(io::Error::new(io::ErrorKind::InvalidData, error)))
}

/// Names a part that is longer than [`LONGEST`], or longer than it states where it may be that long: not all
/// readers of packages stop where a part should end. What cannot be opened is no matter of length.
pub(crate) fn too_long(package: &[u8]) -> Option<String> {
    too_long_for(package, LONGEST)
}

fn too_long_for(package: &[u8], longest: u64) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(package)).ok()?;
    (0..archive.len()).find_map(|index| {
        let options = ZipReadOptions::new().ignore_crc32(true);
        let part = archive.by_index_with_options(index, options).ok()?;
        let name = part.name().ok()?.into_owned();
        let may_lie = part.compressed_size() > longest / HIGHEST_RATIO;
        (part.size() > longest || may_lie && goes_on(part.size(), part)).then_some(name)
    })
}

/// Tells whether a part goes on behind the bytes that it states.
fn goes_on(stated: u64, mut part: impl Read) -> bool {
    let unpacked = io::copy(&mut part.by_ref().take(stated), &mut io::sink());
    unpacked.is_ok_and(|unpacked| unpacked == stated) && !matches!(part.read(&mut [0]), Ok(0))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_part_is_read_whole_or_not_at_all() {
        let read = |part: &str, stated: u64| match text_within(part.as_bytes(), stated, 7) {
            Ok(text) => text,
            Err(PartError::TooLong) => "too long".to_owned(),
            Err(PartError::Broken(error)) => error.to_string(),
        };
        assert_eq!(read("1234567", 7), "1234567");
        assert_eq!(read("12345678", 7), "too long", "whatever it states");
        assert_eq!(read("1234567", 8), "too long", "it need not be unpacked");
        assert_eq!(read("1", 7), "1");
        // A character that the limit would cut is no damage.
        assert_eq!(read("123456年", 7), "too long");
    }

    /// A package of two parts, the second of 9,000 blanks, whose directory states `stated` bytes for it.
    fn package(stated: u32) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, length) in [("a.xml", 7), ("b.xml", 9_000)] {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("in memory");
            writer.write_all(&vec![b' '; length]).expect("in memory");
        }
        let mut bytes = writer.finish().expect("in memory").into_inner();
        let entry = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").expect("an entry");
        bytes[entry + 24..entry + 28].copy_from_slice(&stated.to_le_bytes());
        bytes
    }

    #[test]
    fn a_part_that_unpacks_to_more_is_named_whatever_it_states() {
        let named = |stated, longest| too_long_for(&package(stated), longest);
        assert_eq!(named(9_000, 9_000), None);
        assert_eq!(named(9_000, 8_999), Some("b.xml".to_owned()));
        assert_eq!(named(9_001, 9_000), Some("b.xml".to_owned()), "it need not be unpacked");
        assert_eq!(named(7, 8_999), Some("b.xml".to_owned()), "it says that it is small");
        assert_eq!(too_long_for(b"no package", 1), None);
    }
}
