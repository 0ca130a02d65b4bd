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
    /// Whether its value is a text or the name of a file.
    #[serde(default)]
    pub takes: OptionTakes,
}

/// What the value of an option is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionTakes {
    /// A text that the exporter reads.
    #[default]
    Text,
    /// The name of a file, whose bytes the caller hands over in [`Options::files`].
    File,
}

/// A file that a user names in an option; the caller has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name as the user gave it, for messages only.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Options of one export, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Options {
    /// Values as given; of an option that takes a file, the file's name.
    pub values: BTreeMap<String, String>,
    /// Files named by options that take one. They stay within the process and have no JSON form.
    #[serde(skip)]
    pub files: BTreeMap<String, Attachment>,
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
    /// A file that the user handed over cannot be used.
    #[error("option {option:?}: {file} cannot be used: {fault}")]
    Attachment {
        /// The option.
        option: String,
        /// Name of the file as given.
        file: String,
        /// What is wrong with it.
        fault: FileFault,
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

/// What is wrong with a file that a user handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It was named, but its bytes were not handed over.
    #[error("its bytes were not handed over")]
    Absent,
    /// It is not of the format that it should be.
    #[error("it is not a {format} file")]
    Format {
        /// Format, like `docx`.
        format: &'static str,
    },
    /// It is larger than is read, packed or unpacked.
    #[error("{part} is larger than {limit} bytes")]
    TooLarge {
        /// The file itself or a part of it.
        part: String,
        /// Most bytes that are read.
        limit: u64,
    },
    /// A part of it is not there.
    #[error("it has no {part}")]
    PartMissing {
        /// Name of the part.
        part: String,
    },
    /// A part of it cannot be read.
    #[error("{part} is damaged: {detail}")]
    PartDamaged {
        /// Name of the part.
        part: String,
        /// What is wrong, for those who look into the file.
        detail: String,
    },
    /// A value in it is beyond what can be set.
    #[error("{name} is {value} where {low} to {high} is possible")]
    Range {
        /// Where the value stands, like `w:pgMar/@w:left`.
        name: String,
        /// The value.
        value: i64,
        /// Least possible value.
        low: i64,
        /// Greatest possible value.
        high: i64,
    },
}
