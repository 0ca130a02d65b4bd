//! Encodings and units of the plain profile, and what the exporter says of itself.

use taizhang_export::profile::Profile;
use taizhang_export::{AmountUnit, Charset, Descriptor, Options};

/// Name of the exporter.
pub(crate) const NAME: &str = "csv";

/// How the files of the plain profile are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Format {
    pub(crate) charset: Charset,
    pub(crate) unit: AmountUnit,
}

impl Format {
    /// Reads options that were checked against [`describe`].
    pub(crate) fn read(options: &Options) -> Self {
        let charset = Charset::asked_for(options).unwrap_or(Charset::Utf8WithBom);
        Self { charset, unit: AmountUnit::read(options) }
    }
}

/// Describes the exporter and its options.
pub(crate) fn describe() -> Descriptor {
    let descriptor = Descriptor::new(NAME, "自评表、支出明细、指标台账和活动台账（CSV）");
    Profile::describe(AmountUnit::describe(Charset::describe(descriptor)))
}
