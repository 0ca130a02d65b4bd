//! `taizhang.toml`: which unit, which year, which form pack.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use taizhang_core::FiscalYear;
use taizhang_core::ids::UnitCode;

use crate::ConfigError;

/// What a journal begins with.
const FIRST_SEGMENT: &str = "journal/000001.jsonl";

/// Settings of one ledger folder. Facts about the unit are events, not settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Version of this file's form.
    pub format: u32,
    /// The unit whose ledger this is.
    pub unit: UnitCode,
    /// The year that commands mean when they name none.
    pub year: FiscalYear,
    /// The form pack that scores the year.
    pub pack: String,
}

impl Config {
    /// Version of the form that this program writes.
    pub const FORMAT: u32 = 1;

    /// Name of the file in the ledger folder.
    pub const FILE_NAME: &'static str = "taizhang.toml";

    /// Tells whether `folder` holds a ledger: its settings, or a journal whose settings were lost.
    pub fn is_ledger(folder: &Path) -> bool {
        Self::path(folder).is_file() || folder.join(FIRST_SEGMENT).is_file()
    }

    /// Reads the settings of the ledger in `folder`.
    pub fn read(folder: &Path) -> Result<Self, ConfigError> {
        let path = Self::path(folder);
        let text = fs::read_to_string(&path).map_err(|source| {
            if source.kind() == std::io::ErrorKind::NotFound {
                let folder = folder.to_owned();
                if Self::is_ledger(&folder) {
                    ConfigError::Missing { folder }
                } else {
                    ConfigError::NotALedger { folder }
                }
            } else {
                ConfigError::Read { path: path.clone(), source }
            }
        })?;
        let config: Self = toml::from_str(&text)
            .map_err(|source| ConfigError::Parse { path: path.clone(), source })?;
        if config.format == Self::FORMAT {
            Ok(config)
        } else {
            Err(ConfigError::Format { path, format: config.format })
        }
    }

    /// Writes the settings of the ledger in `folder`, whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), ConfigError> {
        let path = Self::path(folder);
        let text = toml::to_string(self)
            .map_err(|source| ConfigError::Render { path: path.clone(), source })?;
        let draft = path.with_extension("toml.new");
        fs::write(&draft, text)
            .and_then(|()| fs::rename(&draft, &path))
            .map_err(|source| ConfigError::Write { path, source })
    }

    fn path(folder: &Path) -> PathBuf {
        folder.join(Self::FILE_NAME)
    }
}
