//! The door through which a year leaves: a context and options in, named bytes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ExportContext;

/// Something that turns a year into files.
pub trait Exporter: Sync {
    /// Says what it is and which options it takes.
    fn descriptor(&self) -> Descriptor;

    /// Makes the files; writes none of them.
    fn export(
        &self,
        context: &ExportContext,
        options: &Options,
    ) -> Result<Vec<Artifact>, ExportError>;
}

/// What an exporter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Descriptor {
    /// Name on the command line, like `docx`.
    pub name: String,
    /// What it makes, in one Chinese phrase.
    pub summary: String,
    /// Options it takes.
    pub options: Vec<OptionDescriptor>,
}

/// One option of an exporter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionDescriptor {
    /// Name, like `encoding`.
    pub name: String,
    /// What it does, in one Chinese phrase.
    pub summary: String,
    /// Values it takes, the default first; empty when any text will do.
    pub values: Vec<String>,
}

/// Options of one export, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Options(pub BTreeMap<String, String>);

impl Options {
    /// Checks names and values against `descriptor`.
    pub fn check(&self, descriptor: &Descriptor) -> Result<(), ExportError> {
        for (name, value) in &self.0 {
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
        self.0.get(name).map_or(default, String::as_str)
    }
}

/// A file that an exporter made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// File name without folders.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// An option that the exporter does not take.
    #[error("option {name:?} is unknown")]
    UnknownOption {
        /// The option.
        name: String,
        /// What it does take.
        known: Vec<String>,
    },
    /// A value that the option does not take.
    #[error("option {name:?} does not take {value:?}")]
    OptionValue {
        /// The option.
        name: String,
        /// What was given.
        value: String,
        /// What it does take.
        allowed: Vec<String>,
    },
    /// A character that the output's encoding cannot hold.
    #[error("{file} row {row}, column {column:?}: {encoding} cannot hold {character:?}")]
    Unencodable {
        /// Output file.
        file: String,
        /// Row, counted from 1 with the header.
        row: usize,
        /// Column name.
        column: String,
        /// Name of the encoding.
        encoding: String,
        /// The character.
        character: char,
    },
    /// The format's own machinery failed.
    #[error("{exporter} could not make {artifact}")]
    Format {
        /// Exporter's name.
        exporter: &'static str,
        /// What was being made.
        artifact: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
