//! The cases of `fixtures/cases`: what must be found, and what must not.

use crate::published::{audited, cases, clean, loud};

#[test]
fn every_expected_finding_is_found_and_the_rest_is_silent() {
    let mut faults = Vec::new();
    for (path, case) in cases() {
        let findings = audited(&path);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for hint in &case.expected {
            if !findings.iter().any(|finding| hint.fits(finding)) {
                faults.push(format!("{name}: missed {hint:?}"));
            }
        }
        let denied = findings.iter().filter(|finding| case.denies(finding));
        faults.extend(denied.map(|finding| format!("{name}: false alarm: {finding:?}")));
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn reports_without_a_contradiction_give_no_finding_that_asks_for_work() {
    for path in clean() {
        let findings = audited(&path);
        assert_eq!(loud(&findings).count(), 0, "{}: {findings:#?}", path.display());
    }
}

#[test]
fn every_finding_names_its_facts_and_its_remedy() {
    for finding in cases().iter().flat_map(|(path, _)| audited(path)) {
        assert!(!finding.facts.is_empty(), "{finding:?}");
        assert!(!finding.remedy.is_empty(), "{finding:?}");
        assert!(taizhang_audit::rule(&finding.code).is_some(), "{finding:?}");
    }
}
