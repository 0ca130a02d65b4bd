//! Encodings and units, as options and as bytes.

use encoding_rs::{Encoding, GB18030, UTF_8};
use serde::Deserialize;
use taizhang_export::{AmountUnit, Descriptor, Options};

/// Name of the exporter.
pub(crate) const NAME: &str = "csv";

/// Byte order mark of UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How the files are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Format {
    pub(crate) charset: Charset,
    pub(crate) unit: AmountUnit,
}

/// Encoding of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum Charset {
    #[serde(rename = "utf-8-bom")]
    Utf8WithBom,
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "gb18030")]
    Gb18030,
}

impl Format {
    /// Reads options that were checked against [`describe`].
    pub(crate) fn read(options: &Options) -> Self {
        let charset = options.get(Charset::OPTION, Charset::Utf8WithBom.option_value());
        let charset = Charset::ALL.into_iter().find(|known| known.option_value() == charset);
        Self { charset: charset.unwrap_or(Charset::Utf8WithBom), unit: AmountUnit::read(options) }
    }
}

/// Describes the exporter and its options.
pub(crate) fn describe() -> Descriptor {
    let descriptor = Descriptor::new(NAME, "自评表、支出明细、指标台账和活动台账（CSV）").option(
        Charset::OPTION,
        "文件编码",
        Charset::ALL.map(Charset::option_value),
    );
    let mut descriptor = AmountUnit::describe(descriptor).own_profiles();
    descriptor.profiles = crate::profile::describe();
    descriptor
}

impl Charset {
    const OPTION: &str = "encoding";
    const ALL: [Self; 3] = [Self::Utf8WithBom, Self::Utf8, Self::Gb18030];

    const fn option_value(self) -> &'static str {
        match self {
            Self::Utf8WithBom => "utf-8-bom",
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
        }
    }

    /// Returns the name that the clerk knows.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Utf8WithBom => "UTF-8（带 BOM）",
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }

    const fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8WithBom | Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
        }
    }

    /// Returns the encoding that the options ask for, if they do.
    pub(crate) fn asked_for(options: &Options) -> Option<Self> {
        let asked = options.values.get(Self::OPTION)?;
        Self::ALL.into_iter().find(|known| known.option_value() == asked)
    }

    /// Counts the bytes of text.
    pub(crate) fn length(self, text: &str) -> usize {
        self.encoding().encode(text).0.len()
    }

    /// Returns the first character that would be lost or come back as another one.
    pub(crate) fn first_lost(self, text: &str) -> Option<char> {
        if survives(self.encoding(), text) {
            return None;
        }
        text.chars().find(|c| !survives(self.encoding(), c.encode_utf8(&mut [0; 4])))
    }

    /// Encodes text whose every character is known to survive.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        let (bytes, _, _) = self.encoding().encode(text);
        match self {
            Self::Utf8WithBom => [BOM, &bytes].concat(),
            Self::Utf8 | Self::Gb18030 => bytes.into_owned(),
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
