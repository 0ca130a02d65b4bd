//! Encodings of tabular files: how wide a text is in one, what it cannot hold, and its bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use serde::Deserialize;

use crate::{Descriptor, Options};

/// Byte order mark of UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The minus sign of formulas.
const MINUS: char = '\u{2212}';

/// Encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Charset {
    /// UTF-8 behind a byte order mark, by which spreadsheets know it.
    #[serde(rename = "utf-8-bom")]
    Utf8WithBom,
    /// UTF-8 alone.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which has every character of Unicode but some private ones.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// GBK, whose characters have one or two bytes; it lacks the rare ones.
    #[serde(rename = "gbk")]
    Gbk,
}

impl Charset {
    const OPTION: &str = "encoding";
    const ALL: [Self; 4] = [Self::Utf8WithBom, Self::Utf8, Self::Gb18030, Self::Gbk];

    const fn option_value(self) -> &'static str {
        match self {
            Self::Utf8WithBom => "utf-8-bom",
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
            Self::Gbk => "gbk",
        }
    }

    /// Adds the option `encoding` to an exporter's descriptor.
    pub fn describe(descriptor: Descriptor) -> Descriptor {
        descriptor.option(Self::OPTION, "文件编码", Self::ALL.map(Self::option_value))
    }

    /// Returns the encoding that checked options ask for, if they do.
    pub fn asked_for(options: &Options) -> Option<Self> {
        let asked = options.values.get(Self::OPTION)?;
        Self::ALL.into_iter().find(|known| known.option_value() == asked)
    }

    /// Finds the encoding that is called `name`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|charset| charset.name() == name)
    }

    /// Returns the option that asks for it, and its value.
    pub(crate) const fn as_option(self) -> (&'static str, &'static str) {
        (Self::OPTION, self.option_value())
    }

    /// Returns the name that the clerk knows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8WithBom => "UTF-8（带 BOM）",
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Gbk => "GBK",
        }
    }

    const fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8WithBom | Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Gbk => GBK,
        }
    }

    /// Counts the bytes of text.
    pub fn length(self, text: &str) -> usize {
        self.encoding().encode(text).0.len()
    }

    /// Returns every character that would be lost or come back as another one, once.
    pub fn lost(self, text: &str) -> Vec<char> {
        if survives(self.encoding(), text) {
            return Vec::new();
        }
        let mut lost: Vec<char> = Vec::new();
        for character in text.chars() {
            let is_kept = survives(self.encoding(), character.encode_utf8(&mut [0; 4]));
            if !is_kept && !lost.contains(&character) {
                lost.push(character);
            }
        }
        lost
    }

    /// Writes the minus sign (U+2212), which stands in this program's own formulas, by the
    /// full-width one where the encoding lacks it; every other character stays.
    pub fn fitted(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Gbk if text.contains(MINUS) => Cow::Owned(text.replace(MINUS, "－")),
            _ => Cow::Borrowed(text),
        }
    }

    /// Encodes text whose every character is known to survive.
    pub fn encode(self, text: &str) -> Vec<u8> {
        let (bytes, _, _) = self.encoding().encode(text);
        match self {
            Self::Utf8WithBom => [BOM, &bytes].concat(),
            Self::Utf8 | Self::Gb18030 | Self::Gbk => bytes.into_owned(),
        }
    }
}

/// Tells whether `text` reads back as it was.
///
/// An encoder's own report is not enough: GB 18030-2022 moved some characters out of the private
/// use area, so their old code points encode without complaint and decode as the new ones.
fn survives(encoding: &'static Encoding, text: &str) -> bool {
    let (bytes, _, had_unmappable) = encoding.encode(text);
    if had_unmappable {
        return false;
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes)
        .is_some_and(|read_back| read_back == text)
}
