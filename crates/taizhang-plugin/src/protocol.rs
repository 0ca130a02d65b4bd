//! What passes between this program and a plug-in, as JSON.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_export::{Artifact, ExportContext, ExportRequest, InputFile, Options, Profile};

use crate::PluginError;

/// Version of the protocol. Fields may be added to [`Question`] without a new version; a plug-in
/// ignores what it does not know.
pub const PROTOCOL_VERSION: u32 = 1;

/// What a plug-in reads on standard input.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Question<'a> {
    /// [`PROTOCOL_VERSION`].
    pub protocol: u32,
    /// The finished year; it has a version of its own.
    pub context: &'a ExportContext,
    /// Options by name, checked against the description.
    pub options: &'a Options,
    /// Profile chosen, or null for the default.
    pub profile: Option<&'a Profile>,
    /// Files that options name, by option.
    pub files: BTreeMap<&'a str, NamedBytes>,
    /// Inputs that the description asks for, by name.
    pub inputs: BTreeMap<&'a str, Vec<NamedBytes>>,
}

/// What a plug-in prints when it is run with `--describe`: the version of the protocol that it
/// speaks, beside the fields of a [`Descriptor`](taizhang_export::Descriptor).
#[derive(Debug, Deserialize)]
pub struct Description {
    /// Version of the protocol.
    pub protocol: u32,
}

/// What a plug-in prints on standard output.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Version of the protocol that it speaks.
    pub protocol: u32,
    /// The files; none where there is an error.
    #[serde(default)]
    pub artifacts: Vec<NamedBytes>,
    /// Why there are none, in words for the user.
    #[serde(default)]
    pub error: Option<String>,
}

/// A file in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedBytes {
    /// Name; of an artifact, its path in the output folder with `/` between its parts.
    pub name: String,
    /// Content in Base64 (RFC 4648 §4, with padding).
    pub content: String,
}

impl<'a> Question<'a> {
    /// Puts a request into the form of the protocol.
    pub fn of(request: &'a ExportRequest<'_>) -> Self {
        let files = request.options.files.iter().map(|(option, file)| {
            (option.as_str(), NamedBytes::of(file.name.clone(), &file.bytes))
        });
        let inputs = request.inputs.iter().map(|(name, files)| {
            let named = |file: &InputFile| NamedBytes::of(file.name.to_string(), &file.bytes);
            (name, files.iter().map(named).collect())
        });
        Self {
            protocol: PROTOCOL_VERSION,
            context: request.context,
            options: &request.options,
            profile: request.profile.as_ref(),
            files: files.collect(),
            inputs: inputs.collect(),
        }
    }
}

impl NamedBytes {
    fn of(name: String, bytes: &[u8]) -> Self {
        Self { name, content: STANDARD.encode(bytes) }
    }

    /// Returns the file as an artifact.
    pub fn artifact(self) -> Result<Artifact, PluginError> {
        let bytes = STANDARD.decode(&self.content).map_err(|source| PluginError::Content {
            artifact: self.name.clone(),
            detail: source.to_string(),
        })?;
        Ok(Artifact { name: self.name.parse()?, bytes })
    }
}
