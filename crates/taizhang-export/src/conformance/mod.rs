//! Whether an exporter keeps to the contract: the same examination for one that is linked and one
//! that is a program of its own.
//!
//! Behind the feature `sample`, since it is the sample years that are exported.

mod case;
mod fault;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

pub use case::{Case, Choice};
pub use fault::{Described, Fault};

use crate::{
    Artifact, Descriptor, ExportError, ExportRequest, Exporter, OptionTakes, check_artifacts,
};

/// What is examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// It says what it is, and nothing twice.
    Description,
    /// It exports a year with everything that a year can hold.
    FullYear,
    /// The same request gives the same bytes.
    SameBytes,
    /// It exports a year with one line and one payment.
    MinimalYear,
    /// It exports a year in which nothing happened, or says why not.
    EmptyYear,
    /// It takes every value and profile that it lists.
    Listed,
    /// It refuses what it does not list.
    Unlisted,
    /// Names that would leave the folder do not become names of files.
    OddNames,
    /// It exports a year many times as large, within its limits.
    LargeYear,
    /// A program does not answer a question of another version of the protocol.
    OtherProtocol,
    /// A program ignores fields that it does not know.
    NewFields,
    /// What a program writes on standard error is text for people.
    Messages,
}

/// What a check found.
#[derive(Debug)]
pub struct Verdict {
    /// The check.
    pub check: Check,
    /// What is wrong; nothing where the exporter passed.
    pub faults: Vec<Fault>,
}

/// Runs every check that holds for all exporters.
pub fn examine(exporter: &dyn Exporter) -> Vec<Verdict> {
    let descriptor = exporter.descriptor();
    let exam = Exam { exporter, descriptor: &descriptor };
    let verdict = |check, faults| Verdict { check, faults };
    vec![
        verdict(Check::Description, exam.description()),
        verdict(Check::FullYear, exam.makes_files(Case::Full)),
        verdict(Check::SameBytes, exam.same_bytes()),
        verdict(Check::MinimalYear, exam.makes_files(Case::Minimal)),
        verdict(Check::EmptyYear, exam.empty()),
        verdict(Check::Listed, exam.listed()),
        verdict(Check::Unlisted, exam.unlisted()),
        verdict(Check::OddNames, exam.makes_files(Case::OddNames)),
        verdict(Check::LargeYear, exam.makes_files(Case::Large)),
    ]
}

struct Exam<'a> {
    exporter: &'a dyn Exporter,
    descriptor: &'a Descriptor,
}

impl Exam<'_> {
    fn export(&self, case: &Case) -> Result<Vec<Artifact>, ExportError> {
        let context = case.context(self.descriptor);
        let request = case.request(self.descriptor, &context);
        let artifacts = self.exporter.export(&request)?;
        check_artifacts(&artifacts)?;
        Ok(artifacts)
    }

    fn description(&self) -> Vec<Fault> {
        let Descriptor { name, summary, options, profiles, inputs, .. } = self.descriptor;
        let mut faults = Vec::new();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(is_plain) {
            faults.push(Fault::Name(name.clone()));
        }
        let options = options.iter().map(|o| (Described::Option, &o.name, &o.summary));
        let profiles = profiles.iter().map(|p| (Described::Profile, &p.id, &p.summary));
        let inputs = inputs.iter().map(|i| (Described::Input, &i.name, &i.summary));
        let parts = options.chain(profiles).chain(inputs);
        let mut seen = BTreeSet::new();
        for (what, name, summary) in parts.chain([(Described::Exporter, name, summary)]) {
            if summary.trim().is_empty() {
                faults.push(Fault::NoSummary { what, name: name.clone() });
            }
            if !seen.insert((what, name)) {
                faults.push(Fault::Twice { what, name: name.clone() });
            }
        }
        faults
    }

    /// Expects at least one file.
    fn makes_files(&self, case: Case) -> Vec<Fault> {
        match self.export(&case) {
            Ok(artifacts) if artifacts.is_empty() => vec![Fault::NoFiles(case)],
            Ok(_) => Vec::new(),
            Err(error) => vec![Fault::Fails { case, error }],
        }
    }

    /// An exporter that refuses an empty year in words has done its work.
    fn empty(&self) -> Vec<Fault> {
        match self.export(&Case::Empty) {
            Ok(_) | Err(ExportError::Refused { .. }) => Vec::new(),
            Err(error) => vec![Fault::Fails { case: Case::Empty, error }],
        }
    }

    fn same_bytes(&self) -> Vec<Fault> {
        // Where it fails at all, the full year has said so.
        let (Ok(once), Ok(again)) = (self.export(&Case::Full), self.export(&Case::Full)) else {
            return Vec::new();
        };
        let differing = |a: &[Artifact], b: &[Artifact]| -> BTreeSet<String> {
            let lacking = a.iter().filter(|artifact| !b.contains(artifact));
            lacking.map(|artifact| artifact.name.to_string()).collect()
        };
        let names = &differing(&once, &again) | &differing(&again, &once);
        names.into_iter().map(|artifact| Fault::Differs { artifact }).collect()
    }

    fn listed(&self) -> Vec<Fault> {
        let mut cases = Vec::new();
        for option in self.descriptor.options.iter().filter(|o| o.takes == OptionTakes::Text) {
            cases.extend(
                option
                    .values
                    .iter()
                    .map(|value| Case::Option { name: option.name.clone(), value: value.clone() }),
            );
        }
        cases.extend(self.descriptor.profiles.iter().map(|p| Case::Profile(p.id.clone())));
        let is_fault = |fault: &Fault| {
            // Some encoding or form may not hold what the sample year says; that is no fault.
            !matches!(
                fault,
                Fault::Fails { error: ExportError::Unencodable { .. } | ExportError::Cells(_), .. }
            )
        };
        cases.into_iter().flat_map(|case| self.makes_files(case)).filter(is_fault).collect()
    }

    fn unlisted(&self) -> Vec<Fault> {
        let context = Case::Full.context(self.descriptor);
        let closed = self.descriptor.options.iter().filter(|option| !option.values.is_empty());
        let values = closed.map(|option| Choice::Value(option.name.clone()));
        let choices = [Choice::Option, Choice::Profile, Choice::Input].into_iter().chain(values);
        let taken = choices.filter(|choice| {
            let request: ExportRequest<'_> = choice.request(self.descriptor, &context);
            self.exporter.export(&request).is_ok()
        });
        taken.map(Fault::Takes).collect()
    }
}
