//! Findings of one file, as they leave the house.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_evaluation::{Finding, Severity};

/// A finding with the file that it was found in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditFinding {
    /// The file, as it was named.
    pub file: String,
    /// Stable rule code, like `SUM`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// Paragraph and heading, or table, row and column.
    pub place: String,
    /// What is wrong, in one Chinese sentence.
    pub message: String,
    /// The facts that disagree.
    pub facts: Vec<String>,
    /// The recomputation; empty when nothing is computed.
    pub formula: String,
    /// What to do about it.
    pub remedy: String,
}

impl AuditFinding {
    /// Joins a finding with its file.
    pub fn new(file: &str, finding: Finding) -> Self {
        let Finding { code, severity, place, message, facts, formula, remedy, .. } = finding;
        Self { file: file.to_owned(), code, severity, place, message, facts, formula, remedy }
    }
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// What must be corrected.
    pub errors: usize,
    /// What must be explained.
    pub warnings: usize,
    /// What is a matter of style.
    pub notes: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a AuditFinding>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => tally.notes += 1,
            }
        }
        tally
    }

    /// Tells whether something must be corrected or explained.
    pub const fn asks_for_work(self) -> bool {
        self.errors > 0 || self.warnings > 0
    }
}
