//! Findings as SARIF 2.1.0, for tools that show them beside the text.

use serde_json::{Value, json};
use taizhang_evaluation::Severity;

use crate::audited::AuditFinding;
use crate::rule::RULES;

/// Renders findings as a SARIF 2.1.0 log.
pub fn sarif(findings: &[AuditFinding]) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.explanation },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = findings.iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "taizhang audit",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    })
}

fn result(finding: &AuditFinding) -> Value {
    let text = if finding.formula.is_empty() {
        finding.message.clone()
    } else {
        format!("{}（{}）", finding.message, finding.formula)
    };
    json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri(&finding.file) } },
            "logicalLocations": [{ "fullyQualifiedName": finding.place }],
        }],
        "properties": { "facts": finding.facts, "remedy": finding.remedy },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Writes a path as a relative URI; everything outside of the plain set is escaped.
fn uri(path: &str) -> String {
    let escaped = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    path.replace('\\', "/").bytes().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_escaped() {
        assert_eq!(uri("报告/a b.docx"), "%E6%8A%A5%E5%91%8A/a%20b.docx");
    }
}
