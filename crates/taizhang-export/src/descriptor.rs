//! What an exporter says about itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{InputDescriptor, InputSource};

/// What an exporter is, and what it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Descriptor {
    /// Name on the command line, like `docx`.
    pub name: String,
    /// What it makes, in one Chinese phrase.
    pub summary: String,
    /// Options it takes.
    #[serde(default)]
    pub options: Vec<OptionDescriptor>,
    /// Profiles it has, the default first; empty when there is only one form.
    #[serde(default)]
    pub profiles: Vec<ProfileDescriptor>,
    /// Whether it also takes profiles that the user wrote (`profiles/NAME/ID.toml` in the ledger's
    /// `packs` folder).
    #[serde(default)]
    pub takes_own_profiles: bool,
    /// Inputs it takes besides the context.
    #[serde(default)]
    pub inputs: Vec<InputDescriptor>,
    /// Whether the context shall hold the [`Trail`](crate::Trail): which events each figure rests
    /// on, and each event as a sentence. It makes the context several times as big.
    #[serde(default)]
    pub wants_trail: bool,
}

/// One option of an exporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OptionDescriptor {
    /// Name, like `encoding`.
    pub name: String,
    /// What it does, in one Chinese phrase.
    pub summary: String,
    /// Values it takes, the default first; empty when any text will do.
    #[serde(default)]
    pub values: Vec<String>,
    /// Whether its value is a text or the name of a file.
    #[serde(default)]
    pub takes: OptionTakes,
}

/// What the value of an option is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptionTakes {
    /// A text that the exporter reads.
    #[default]
    Text,
    /// The name of a file, whose bytes the caller hands over in [`Options::files`](crate::Options).
    File,
}

/// One profile of an exporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileDescriptor {
    /// Id, like `plain`.
    pub id: String,
    /// What form it is, in one Chinese phrase.
    pub summary: String,
    /// Whether its columns were compared with the official form.
    pub verified: bool,
}

impl Descriptor {
    /// Describes an exporter that takes nothing but the context.
    pub fn new(name: impl Into<String>, summary: impl Into<String>) -> Self {
        Self { name: name.into(), summary: summary.into(), ..Self::default() }
    }

    /// Adds an option; the first of `values` is the default, none at all means any text.
    #[must_use]
    pub fn option<'a>(
        mut self,
        name: &str,
        summary: impl Into<String>,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.options.push(OptionDescriptor {
            name: name.to_owned(),
            summary: summary.into(),
            values: values.into_iter().map(str::to_owned).collect(),
            takes: OptionTakes::Text,
        });
        self
    }

    /// Adds an option that names a file, like a document whose styles are taken.
    #[must_use]
    pub fn file_option(mut self, name: &str, summary: impl Into<String>) -> Self {
        self.options.push(OptionDescriptor {
            name: name.to_owned(),
            summary: summary.into(),
            values: Vec::new(),
            takes: OptionTakes::File,
        });
        self
    }

    /// Adds an input that may be missing.
    #[must_use]
    pub fn input(mut self, name: &str, summary: impl Into<String>, source: InputSource) -> Self {
        self.inputs.push(InputDescriptor {
            name: name.to_owned(),
            summary: summary.into(),
            source,
            required: false,
        });
        self
    }

    /// Adds a profile; the first one is the default.
    #[must_use]
    pub fn profile(mut self, profile: ProfileDescriptor) -> Self {
        self.profiles.push(profile);
        self
    }

    /// Takes profiles of the user's own.
    #[must_use]
    pub const fn own_profiles(mut self) -> Self {
        self.takes_own_profiles = true;
        self
    }

    /// Asks for the trail.
    #[must_use]
    pub const fn trail(mut self) -> Self {
        self.wants_trail = true;
        self
    }
}
