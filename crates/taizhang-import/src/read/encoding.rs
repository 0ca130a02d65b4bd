//! Which encoding a text has: byte order mark, then strict UTF-8, then GB18030.

use std::borrow::Cow;
use std::str::FromStr;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ReadError;

/// Encodings of text files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
}

impl Encoding {
    /// Returns the name that is shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    const fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    /// Detects: the byte order mark, else UTF-8 if every byte fits, else GB18030. GB18030 is never
    /// tried first, since it reads most UTF-8 as other characters.
    fn detect(bytes: &[u8]) -> Self {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8,
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Utf8,
            _ => Self::Gb18030,
        }
    }
}

impl FromStr for Encoding {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_ascii_lowercase().replace(['-', '_', ' '], "").as_str() {
            "utf8" | "utf8bom" => Ok(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" | "cp936" => Ok(Self::Gb18030),
            "utf16le" | "utf16" => Ok(Self::Utf16Le),
            "utf16be" => Ok(Self::Utf16Be),
            _ => Err(()),
        }
    }
}

/// Decodes a text whole; a byte that does not fit is an error, never a replacement character.
pub(super) fn decode<'b>(
    file: &str,
    bytes: &'b [u8],
    asked: Option<Encoding>,
) -> Result<(Cow<'b, str>, Encoding), ReadError> {
    let encoding = asked.unwrap_or_else(|| Encoding::detect(bytes));
    let decoder = encoding.decoder();
    let body = match encoding {
        Encoding::Utf8 => bytes.strip_prefix(&[0xef, 0xbb, 0xbf]),
        Encoding::Utf16Le => bytes.strip_prefix(&[0xff, 0xfe]),
        Encoding::Utf16Be => bytes.strip_prefix(&[0xfe, 0xff]),
        Encoding::Gb18030 => None,
    };
    let body = body.unwrap_or(bytes);
    let text = decoder.decode_without_bom_handling_and_without_replacement(body);
    if let Some(text) = text.filter(|text| !text.contains('\0')) {
        return Ok((text, encoding));
    }
    let file = file.to_owned();
    if asked.is_none() && is_binary(bytes) {
        return Err(ReadError::Binary { file });
    }
    let at = first_fault(decoder.new_decoder_without_bom_handling(), body);
    Err(ReadError::Encoding { file, encoding: encoding.name(), at })
}

/// Of so many bytes of a text none is a control character.
const BYTES_WITHOUT_CONTROLS: usize = 50;

/// Tells bytes that are no text in any encoding: control characters, which texts of one byte or of several
/// for a character do not have, and which are no halves of characters of UTF-16 either.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0e..=0x19 | 0x1c..=0x1f);
    let controls = bytes.iter().filter(is_control).count();
    let is_utf16 = [UTF_16LE, UTF_16BE].into_iter().any(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        text.is_some_and(|text| !text.contains(|c: char| c.is_control() && !c.is_whitespace()))
    });
    controls > bytes.len() / BYTES_WITHOUT_CONTROLS && !is_utf16
}

/// Returns the place where decoding stops, or where a NUL tells a binary file.
fn first_fault(mut decoder: encoding_rs::Decoder, bytes: &[u8]) -> usize {
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (_, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    text.find('\0').map_or(read, |at| at.min(read))
}
