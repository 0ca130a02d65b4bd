//! What a check has to say.

use serde::{Deserialize, Serialize};

/// One finding: two facts that disagree, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable rule code, like `DOCNO`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about, like a figure key or a line id.
    pub place: String,
    /// What is wrong, in one Chinese sentence.
    pub message: String,
    /// The facts that disagree.
    pub facts: Vec<String>,
    /// The recomputation in words; empty when nothing is computed.
    pub formula: String,
    /// Sequences of the events behind the facts.
    pub events: Vec<u64>,
    /// What to do about it.
    pub remedy: String,
    /// Why it was accepted, if it was.
    pub waived: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something to know.
    Note,
    /// Something to explain.
    Warning,
    /// Something that must not leave the house.
    Error,
}

impl Severity {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "说明",
            Self::Warning => "提醒",
            Self::Error => "错误",
        }
    }
}
