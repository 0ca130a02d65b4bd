//! Form packs, scoring, checks and the report tree.
//!
//! Everything here is computed from a [`taizhang_core::book::Book`] and a pack; nothing is read
//! from disk and no clock is asked.

mod finding;
pub mod report;
mod self_evaluation;

pub use finding::{Finding, Severity};
pub use self_evaluation::{FundRow, IndicatorRow, PackReference, SelfEvaluation};
