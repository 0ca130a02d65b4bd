//! Reports with what is known of them: `fixtures/cases`, and those that hold no contradiction.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use taizhang_evaluation::{Finding, Severity};

/// What must be found in a report, and what must not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// No error and no warning at all.
    #[serde(default)]
    clean: bool,
    #[serde(default)]
    pub(crate) expected: Vec<Hint>,
    /// Right as well, though the published case does not name it.
    #[serde(default)]
    also: Vec<Hint>,
    #[serde(default)]
    silent: Vec<Hint>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hint {
    code: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    says: String,
    severity: Option<Severity>,
}

impl Hint {
    pub(crate) fn fits(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && finding.place.contains(&self.place)
            && finding.message.contains(&self.says)
            && self.severity.is_none_or(|severity| severity == finding.severity)
    }
}

impl Case {
    /// Tells whether a finding is one that must not be.
    pub(crate) fn denies(&self, finding: &Finding) -> bool {
        let is_loud = finding.severity > Severity::Note;
        let is_expected = self.expected.iter().any(|hint| hint.fits(finding));
        let is_denied = self.silent.iter().any(|hint| hint.fits(finding));
        (is_denied && !is_expected) || (is_loud && (self.clean || !self.confirms(finding)))
    }

    /// Tells whether a finding is right.
    fn confirms(&self, finding: &Finding) -> bool {
        self.expected.iter().chain(&self.also).any(|hint| hint.fits(finding))
    }
}

/// Returns the findings that ask for work.
pub(crate) fn loud(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.severity > Severity::Note)
}

/// Returns the published cases, each report with what is known of it.
pub(crate) fn cases() -> Vec<(PathBuf, Case)> {
    let of = |path: PathBuf| {
        let known = fs::read_to_string(path.with_extension("toml")).ok()?;
        Some((path, toml::from_str(&known).expect("what is known of a case is well formed")))
    };
    files("cases", &["md"]).into_iter().filter_map(of).collect()
}

/// Returns the reports that hold no contradiction.
pub(crate) fn clean() -> Vec<PathBuf> {
    files("clean-reports", &["md", "txt", "csv"])
        .into_iter()
        .filter(|path| !path.ends_with("README.md"))
        .collect()
}

/// Audits a report of the fixtures.
pub(crate) fn audited(path: &Path) -> Vec<Finding> {
    audited_bytes(path, &fs::read(path).expect("the fixture can be read"))
}

/// Audits what a report of the fixtures could be.
pub(crate) fn audited_bytes(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = taizhang_audit::read(&name, bytes).expect("the fixture is well formed");
    taizhang_audit::audit(&document)
}

fn files(folder: &str, ends: &[&str]) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures can be read")
        .map(|entry| entry.expect("the fixtures can be read").path())
        .filter(|path| path.extension().is_some_and(|end| ends.iter().any(|known| end == *known)))
        .collect();
    paths.sort();
    paths
}
