//! A part of a package, unpacked into a text whole: never a piece of it.

use std::io::{self, Read};

/// Bytes of the longest part that is taken into the memory. A file of a hundred times less may unpack to more.
pub(crate) const LONGEST: u64 = 1 << 30;

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

#[cfg(test)]
mod tests {
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
}
