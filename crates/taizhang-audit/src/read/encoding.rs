//! Bytes → text: byte order mark, UTF-8, then GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::ReadError;

pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    for encoding in marked.into_iter().chain([UTF_8, GB18030]) {
        let (text, _, is_broken) = encoding.decode(bytes);
        // A text file has no NUL; UTF-16 without a mark and binary files do.
        if !is_broken && !text.contains('\0') {
            return Ok(text.into_owned());
        }
    }
    Err(ReadError::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_utf8_and_gb18030_are_told_apart() {
        let words = "执行率";
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend(words.as_bytes());
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(words.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let (national, _, _) = GB18030.encode(words);
        for bytes in [marked.as_slice(), words.as_bytes(), &utf16, &national] {
            assert_eq!(decode(bytes).unwrap(), words);
        }
        assert!(matches!(decode(b"\xff\xff\xff\xff"), Err(ReadError::Encoding)));
    }
}
