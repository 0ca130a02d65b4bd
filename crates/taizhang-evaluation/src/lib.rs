//! Form packs, scoring, checks and the report tree.
//!
//! Everything here is computed from a [`taizhang_core::book::Book`] and a pack; nothing is read
//! from disk and no clock is asked.
//!
//! - [`pack::Pack`]: what a province and year ask for, as data: [`pack::Pack::builtin`],
//!   [`pack::Pack::from_files`].
//! - [`evaluate`]: figures and a pack → a scored [`SelfEvaluation`].
//! - [`check`]: what does not add up → [`Finding`]s.
//! - [`lexicon`]: words and comparisons of words that this and other checks share.
//! - [`monitor`]: the running year against the time that has passed → [`Monitoring`].
//! - [`compose`]: outline, figures, narratives and the scored year → a [`report::Report`];
//!   [`preview_narrative`]: one narrative, before it is recorded.
//! - [`examine`]: what a pack's texts ask for that is not there → [`TextFault`]s.

mod check;
mod compose;
mod evaluate;
mod finding;
mod grounds;
pub mod lexicon;
pub mod measure;
mod monitor;
pub mod pack;
pub mod report;
mod sarif;
mod self_evaluation;

pub use check::{Input, Lost, RULES, Rule, Unprinted, check, levels, rule, unprinted};
/// What kind of mistake a template holds.
pub use minijinja::ErrorKind as TemplateErrorKind;

pub use compose::{
    ComposeError, ReportInputs, TemplatePlace, TextFault, TextFaultKind, Tried, compose, examine,
    examine_files, preview_narrative, sample_year,
};
pub use evaluate::{EvaluationError, evaluate};
pub use finding::{Finding, Severity};
pub use grounds::Grounds;
pub use monitor::{Light, Likelihood, MonitoredIndicator, MonitoredMoney, Monitoring, monitor};
pub use sarif::{SarifResult, SarifRule, sarif};
pub use self_evaluation::{FundRow, GoalRow, IndicatorRow, PackReference, SelfEvaluation};
