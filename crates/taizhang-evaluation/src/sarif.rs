//! Findings as SARIF 2.1.0, for tools that show them; the ledger's own checks and the audit of
//! others' reports write through here.

use serde_json::{Value, json};

use crate::finding::Severity;

/// A rule as SARIF describes it.
#[derive(Clone, Copy, Debug)]
pub struct SarifRule<'a> {
    /// Stable code.
    pub code: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// What it looks for and why.
    pub explanation: &'a str,
    /// How bad its findings can be.
    pub severity: Severity,
}

/// A finding as SARIF holds it.
#[derive(Clone, Copy, Debug)]
pub struct SarifResult<'a> {
    /// Code of the rule.
    pub code: &'a str,
    /// How bad it is.
    pub severity: Severity,
    /// The file; none for a ledger.
    pub file: Option<&'a str>,
    /// The place in the file or ledger.
    pub place: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// The recomputation; may be empty.
    pub formula: &'a str,
    /// The facts that disagree.
    pub facts: &'a [String],
    /// Sequences of the events behind the facts.
    pub events: &'a [u64],
    /// What to do about it.
    pub remedy: &'a str,
    /// Why it was accepted, if it was.
    pub waived: Option<&'a str>,
}

/// Renders the findings of one tool as a SARIF 2.1.0 log.
pub fn sarif<'a>(
    tool: &str,
    rules: impl IntoIterator<Item = SarifRule<'a>>,
    results: impl IntoIterator<Item = SarifResult<'a>>,
) -> Value {
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.explanation },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = results.into_iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": tool,
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    })
}

fn result(found: SarifResult<'_>) -> Value {
    let text = if found.formula.is_empty() {
        found.message.to_owned()
    } else {
        format!("{}（{}）", found.message, found.formula)
    };
    let mut location = json!({ "logicalLocations": [{ "fullyQualifiedName": found.place }] });
    if let Some(file) = found.file {
        location["physicalLocation"] = json!({ "artifactLocation": { "uri": uri(file) } });
    }
    let suppressions: Vec<Value> = found
        .waived
        .into_iter()
        .map(|reason| json!({ "kind": "external", "justification": reason }))
        .collect();
    json!({
        "ruleId": found.code,
        "level": level(found.severity),
        "message": { "text": text },
        "locations": [location],
        "suppressions": suppressions,
        "properties": { "facts": found.facts, "events": found.events, "remedy": found.remedy },
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
