//! A plug-in as an exporter.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use taizhang_export::{
    Artifact, Descriptor, ExportError, ExportRequest, Exporter, check_artifacts,
};

use crate::process::{Limits, MOST_FILES, run};
use crate::protocol::{Answer, Description, NamedBytes, PROTOCOL_VERSION, Question};
use crate::{Found, PluginError};

/// Argument that asks a plug-in what it is.
const DESCRIBE: &str = "--describe";

/// A plug-in that has said what it is.
#[derive(Debug)]
pub struct Plugin {
    program: PathBuf,
    descriptor: Descriptor,
    limits: Limits,
    messages: Mutex<String>,
}

impl Plugin {
    /// Runs `found` for its description; returns what it wrote on standard error, too.
    pub fn ask(found: &Found, limits: Limits) -> (Result<Self, PluginError>, String) {
        let ran = run(&found.program, &[DESCRIBE], Vec::new(), limits);
        let plugin = ran.output.and_then(|output| {
            let descriptor = described(&found.name, &output)?;
            let (program, messages) = (found.program.clone(), Mutex::default());
            Ok(Self { program, descriptor, limits, messages })
        });
        (plugin, ran.messages)
    }

    /// Returns what the plug-in has written on standard error since it was asked last.
    pub fn take_messages(&self) -> String {
        std::mem::take(&mut *self.messages.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks a question, of whatever form, and reads the answer.
    pub(crate) fn answer(&self, question: &impl Serialize) -> Result<Vec<Artifact>, PluginError> {
        let question = serde_json::to_vec(question).map_err(PluginError::Question)?;
        let ran = run(&self.program, &[] as &[&str], question, self.limits);
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push_str(&ran.messages);
        drop(messages);
        let answer: Answer = serde_json::from_slice(&ran.output?).map_err(PluginError::Json)?;
        check_version(answer.protocol)?;
        if let Some(words) = answer.error {
            return Err(PluginError::Refused(words));
        }
        if answer.artifacts.len() > MOST_FILES {
            return Err(PluginError::Files(answer.artifacts.len()));
        }
        let artifacts = answer.artifacts.into_iter().map(NamedBytes::artifact);
        let artifacts: Vec<Artifact> = artifacts.collect::<Result<_, _>>()?;
        match check_artifacts(&artifacts) {
            Err(ExportError::SameName(name)) => Err(PluginError::SameName(name)),
            _ => Ok(artifacts),
        }
    }
}

impl Exporter for Plugin {
    fn descriptor(&self) -> Descriptor {
        self.descriptor.clone()
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor)?;
        let exporter = self.descriptor.name.clone();
        self.answer(&Question::of(request)).map_err(|error| match error {
            PluginError::Refused(words) => ExportError::Refused { exporter, words },
            error => ExportError::Plugin { exporter, source: Box::new(error) },
        })
    }
}

fn described(name: &str, output: &[u8]) -> Result<Descriptor, PluginError> {
    // Of another version nothing but the number is understood.
    let spoken: Description = serde_json::from_slice(output).map_err(PluginError::Json)?;
    check_version(spoken.protocol)?;
    let descriptor: Descriptor = serde_json::from_slice(output).map_err(PluginError::Json)?;
    if descriptor.name == name {
        Ok(descriptor)
    } else {
        Err(PluginError::OtherName(descriptor.name))
    }
}

const fn check_version(spoken: u32) -> Result<(), PluginError> {
    if spoken == PROTOCOL_VERSION {
        Ok(())
    } else {
        Err(PluginError::Version { spoken, known: PROTOCOL_VERSION })
    }
}
