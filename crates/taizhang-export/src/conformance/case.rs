//! What an exporter is asked for.

use crate::{
    ArtifactName, Descriptor, ExportContext, ExportRequest, InputFile, InputSource, sample,
};

/// A name that nothing lists.
const UNLISTED: &str = "no-such-thing";
/// What every sample evidence holds; its SM3 digest is the one that the sample year states.
const EVIDENCE: &[u8] = b"abc";

/// A request that must be answered with files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    /// The full year under all defaults.
    Full,
    /// A year of one line and one payment.
    Minimal,
    /// A year in which nothing happened.
    Empty,
    /// A full year whose words would leave the folder, were they names.
    OddNames,
    /// A full year with thousands of rows.
    Large,
    /// The full year with one option set.
    Option {
        /// The option.
        name: String,
        /// Its value.
        value: String,
    },
    /// The full year under a profile.
    Profile(String),
}

/// Something asked for that no description lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An option.
    Option,
    /// A value of the option named.
    Value(String),
    /// A profile.
    Profile,
    /// An input.
    Input,
}

impl Case {
    /// Returns the year; with its trail only for an exporter that wants it.
    pub fn context(&self, descriptor: &Descriptor) -> ExportContext {
        let mut context = match self {
            Self::Full | Self::Option { .. } | Self::Profile(_) => sample::full_year(),
            Self::Minimal => sample::minimal_year(),
            Self::Empty => sample::empty_year(),
            Self::OddNames => sample::year_with_odd_names(),
            Self::Large => sample::large_year(),
        };
        if !descriptor.wants_trail {
            context.trail = None;
        }
        context
    }

    /// Asks for `context`, with every input that `descriptor` lists.
    pub fn request<'a>(
        &self,
        descriptor: &Descriptor,
        context: &'a ExportContext,
    ) -> ExportRequest<'a> {
        let mut request = ExportRequest::new(context);
        for input in &descriptor.inputs {
            let files = match &input.source {
                InputSource::Journal => vec![file("000001.jsonl", b"{}\n")],
                InputSource::Settings => vec![file("taizhang.toml", b"format = 1\n")],
                InputSource::Evidence => {
                    context.evidence.iter().map(|proof| file(&proof.digest, EVIDENCE)).collect()
                }
                InputSource::Exporter(name) => vec![file(&format!("{name}.bin"), b"sample")],
                InputSource::Pdf(name) => vec![file(&format!("{name}.pdf"), b"%PDF-1.7")],
            };
            request.inputs.add(&input.name, files);
        }
        match self {
            Self::Option { name, value } => request.with_options([(name.as_str(), value.as_str())]),
            Self::Profile(id) => request.with_profile(id),
            _ => request,
        }
    }
}

impl Choice {
    pub(super) fn request<'a>(
        &self,
        descriptor: &Descriptor,
        context: &'a ExportContext,
    ) -> ExportRequest<'a> {
        let request = Case::Full.request(descriptor, context);
        match self {
            Self::Option => request.with_options([(UNLISTED, "1")]),
            Self::Value(option) => request.with_options([(option.as_str(), UNLISTED)]),
            Self::Profile => request.with_profile(UNLISTED),
            Self::Input => request.with_input(UNLISTED, file("x", b"")),
        }
    }
}

fn file(name: &str, bytes: &[u8]) -> InputFile {
    InputFile { name: name_of(name), bytes: bytes.to_vec() }
}

/// A digest or a fixed word is a name already; anything else is made one.
fn name_of(words: &str) -> ArtifactName {
    let name = words.parse().or_else(|_| ArtifactName::part(words).parse());
    name.expect("a part of a name is a name")
}
