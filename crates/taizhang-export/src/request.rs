//! One export as it is asked for.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Descriptor, ExportContext, ExportError, InputFile, Inputs};

/// Everything an exporter may use: the context, and what the user chose.
#[derive(Clone, Debug)]
pub struct ExportRequest<'a> {
    /// The finished year.
    pub context: &'a ExportContext,
    /// Options by name.
    pub options: Options,
    /// The profile chosen; none means the default.
    pub profile: Option<Profile>,
    /// Inputs by name.
    pub inputs: Inputs,
}

/// A profile as it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Its id.
    pub id: String,
    /// Its text where the user wrote it; none for a profile that the exporter has itself.
    #[serde(default)]
    pub definition: Option<String>,
}

impl<'a> ExportRequest<'a> {
    /// Asks for `context` under all defaults.
    pub fn new(context: &'a ExportContext) -> Self {
        Self { context, options: Options::default(), profile: None, inputs: Inputs::default() }
    }

    /// Sets options as the user gave them.
    #[must_use]
    pub fn with(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Sets options given as pairs.
    #[must_use]
    pub fn with_options<'p>(mut self, pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.options.values.extend(pairs);
        self
    }

    /// Chooses a profile that the exporter has itself.
    #[must_use]
    pub fn with_profile(mut self, id: impl Into<String>) -> Self {
        self.profile = Some(Profile { id: id.into(), definition: None });
        self
    }

    /// Adds a file to an input.
    #[must_use]
    pub fn with_input(mut self, name: &str, file: InputFile) -> Self {
        self.inputs.add(name, [file]);
        self
    }

    /// Refuses what `descriptor` does not list; every exporter begins with this.
    pub fn check(&self, descriptor: &Descriptor) -> Result<(), ExportError> {
        self.options.check(descriptor)?;
        self.inputs.check(descriptor)?;
        let Some(profile) = &self.profile else { return Ok(()) };
        let is_known = match profile.definition {
            Some(_) => descriptor.takes_own_profiles,
            None => descriptor.profiles.iter().any(|known| known.id == profile.id),
        };
        if is_known {
            return Ok(());
        }
        Err(ExportError::UnknownProfile {
            id: profile.id.clone(),
            known: descriptor.profiles.iter().map(|known| known.id.clone()).collect(),
        })
    }
}

/// Options of one export, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Options {
    /// Values as given; of an option that takes a file, the file's name.
    pub values: BTreeMap<String, String>,
    /// Files named by options that take one. They have no place in the JSON form of options.
    #[serde(skip)]
    pub files: BTreeMap<String, Attachment>,
}

/// A file that a user names in an option; the caller has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as the user gave it, for messages only.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl FromIterator<(String, String)> for Options {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(values: I) -> Self {
        Self { values: values.into_iter().collect(), files: BTreeMap::new() }
    }
}

impl Options {
    /// Checks names and values against `descriptor`.
    pub fn check(&self, descriptor: &Descriptor) -> Result<(), ExportError> {
        for (name, value) in &self.values {
            let known = descriptor.options.iter().find(|option| option.name == *name);
            let Some(option) = known else {
                return Err(ExportError::UnknownOption {
                    name: name.clone(),
                    known: descriptor.options.iter().map(|option| option.name.clone()).collect(),
                });
            };
            if !option.values.is_empty() && !option.values.contains(value) {
                return Err(ExportError::OptionValue {
                    name: name.clone(),
                    value: value.clone(),
                    allowed: option.values.clone(),
                });
            }
        }
        Ok(())
    }

    /// Returns the given value of an option, or `default`.
    pub fn get<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        self.values.get(name).map_or(default, String::as_str)
    }
}
