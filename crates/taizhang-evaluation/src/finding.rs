//! What a check has to say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One finding: two facts that disagree, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

impl Finding {
    /// Starts a finding; facts, formula, events and remedy are added by chaining.
    pub fn new(
        code: &str,
        severity: Severity,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            place: place.into(),
            message: message.into(),
            facts: Vec::new(),
            formula: String::new(),
            events: Vec::new(),
            remedy: String::new(),
            waived: None,
        }
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// Adds several facts.
    #[must_use]
    pub fn facts(mut self, facts: impl IntoIterator<Item = String>) -> Self {
        self.facts.extend(facts);
        self
    }

    /// States the recomputation.
    #[must_use]
    pub fn formula(mut self, formula: impl Into<String>) -> Self {
        self.formula = formula.into();
        self
    }

    /// Names events behind the facts; each is listed once, in ledger order.
    #[must_use]
    pub fn behind(mut self, events: impl IntoIterator<Item = u64>) -> Self {
        self.events.extend(events);
        self.events.sort_unstable();
        self.events.dedup();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// How bad a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
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
