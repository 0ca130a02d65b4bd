//! Bytes that a face hands to an exporter because its descriptor asks for them.
//!
//! A file that the user names is no input but an option that takes a file; one of an input's name
//! takes that input's place.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ArtifactName, Descriptor, ExportError};

/// Where the files of an input come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InputSource {
    /// The journal's segments byte for byte, like `000001.jsonl`.
    Journal,
    /// Every evidence file of the year under its digest; `ExportContext::evidence` says which
    /// event each belongs to.
    Evidence,
    /// What belongs to the ledger besides, by its path in the ledger's folder: `taizhang.toml`, own packs and
    /// profiles, mappings of imports, and the evidence of other years.
    Settings,
    /// What another exporter, like `csv`, makes of the same context under its defaults.
    Exporter(String),
    /// What an office program makes of that exporter's documents, as PDF. The one source whose
    /// bytes may differ from one run to the next, and that not every machine has; so there must be
    /// an export without it.
    Pdf(String),
}

/// An input that an exporter takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputDescriptor {
    /// Name, like `journal`.
    pub name: String,
    /// What it is for, in one Chinese phrase.
    pub summary: String,
    /// Where it comes from.
    pub source: InputSource,
    /// Whether there is no export without it.
    #[serde(default)]
    pub required: bool,
}

/// One file of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Its name; safe to use as, or within, the name of an artifact.
    pub name: ArtifactName,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The inputs of one export by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs(BTreeMap<String, Vec<InputFile>>);

impl Inputs {
    /// Adds files to the input `name`.
    pub fn add(&mut self, name: impl Into<String>, files: impl IntoIterator<Item = InputFile>) {
        self.0.entry(name.into()).or_default().extend(files);
    }

    /// Returns the files of an input; none if it was not given.
    pub fn files(&self, name: &str) -> &[InputFile] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns all inputs by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[InputFile])> {
        self.0.iter().map(|(name, files)| (name.as_str(), files.as_slice()))
    }

    /// Refuses an input that `descriptor` does not take, and one that it needs and did not get.
    pub fn check(&self, descriptor: &Descriptor) -> Result<(), ExportError> {
        let known = || descriptor.inputs.iter().map(|input| input.name.clone()).collect();
        for name in self.0.keys() {
            if !descriptor.inputs.iter().any(|input| input.name == *name) {
                return Err(ExportError::UnknownInput { name: name.clone(), known: known() });
            }
        }
        for input in descriptor.inputs.iter().filter(|input| input.required) {
            if self.files(&input.name).is_empty() {
                return Err(ExportError::MissingInput {
                    name: input.name.clone(),
                    summary: input.summary.clone(),
                });
            }
        }
        Ok(())
    }
}
