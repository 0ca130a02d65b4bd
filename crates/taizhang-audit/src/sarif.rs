//! Findings of others' reports as SARIF 2.1.0.

use serde_json::Value;
use taizhang_evaluation::{SarifResult, SarifRule};

use crate::audited::AuditFinding;
use crate::rule::RULES;

/// Renders findings as a SARIF 2.1.0 log.
pub fn sarif(findings: &[AuditFinding]) -> Value {
    let rules = RULES.iter().map(|rule| SarifRule {
        code: rule.code,
        title: rule.title,
        explanation: rule.explanation,
        severity: rule.severity,
    });
    let results = findings.iter().map(|found| SarifResult {
        code: &found.code,
        severity: found.severity,
        file: Some(&found.file),
        place: &found.place,
        message: &found.message,
        formula: &found.formula,
        facts: &found.facts,
        events: &[],
        remedy: &found.remedy,
        waived: None,
    });
    taizhang_evaluation::sarif("taizhang audit", rules, results)
}
