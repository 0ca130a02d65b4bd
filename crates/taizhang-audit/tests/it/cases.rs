//! The cases of `fixtures/cases`: what must be found, and what must not.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use taizhang_evaluation::{Finding, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// No error and no warning at all.
    #[serde(default)]
    clean: bool,
    #[serde(default)]
    expected: Vec<Hint>,
    /// Right as well, though the published case does not name it.
    #[serde(default)]
    also: Vec<Hint>,
    #[serde(default)]
    silent: Vec<Hint>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hint {
    code: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    says: String,
    severity: Option<Severity>,
}

impl Hint {
    fn fits(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && finding.place.contains(&self.place)
            && finding.message.contains(&self.says)
            && self.severity.is_none_or(|severity| severity == finding.severity)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases")
}

fn reports() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the fixture can be read")
        .map(|entry| entry.expect("the fixture can be read").path().with_extension("md"))
        .filter(|path| path.with_extension("toml").exists())
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

fn audited(path: &Path) -> Vec<Finding> {
    let document =
        taizhang_audit::read("报告.md", &fs::read(path).expect("the fixture can be read"))
            .expect("the fixture can be read");
    taizhang_audit::audit(&document)
}

fn case(path: &Path) -> Case {
    toml::from_str(
        &fs::read_to_string(path.with_extension("toml")).expect("the fixture can be read"),
    )
    .expect("the fixture can be read")
}

#[test]
fn every_expected_finding_is_found_and_the_rest_is_silent() {
    let mut faults = Vec::new();
    for path in reports() {
        let (case, findings) = (case(&path), audited(&path));
        let name =
            path.file_stem().expect("the fixture can be read").to_string_lossy().into_owned();
        for hint in &case.expected {
            if !findings.iter().any(|finding| hint.fits(finding)) {
                faults.push(format!("{name}: missed {hint:?}"));
            }
        }
        for finding in &findings {
            let is_said = |hints: &[Hint]| hints.iter().any(|hint| hint.fits(finding));
            let is_loud = finding.severity > Severity::Note;
            if is_said(&case.silent) && !is_said(&case.expected) {
                faults.push(format!("{name}: must be silent: {finding:?}"));
            } else if is_loud && !is_said(&case.expected) && !is_said(&case.also) {
                faults.push(format!("{name}: false alarm: {finding:?}"));
            }
            if case.clean && is_loud {
                faults.push(format!("{name}: is clean: {finding:?}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_finding_names_its_facts_and_its_remedy() {
    for finding in reports().iter().flat_map(|path| audited(path)) {
        assert!(!finding.facts.is_empty(), "{finding:?}");
        assert!(!finding.remedy.is_empty(), "{finding:?}");
        assert!(taizhang_audit::rule(&finding.code).is_some(), "{finding:?}");
    }
}
