//! Finds what does not add up in somebody else's self-evaluation report (自评报告).
//!
//! [`read()`] turns a file into a [`document::Document`], [`audit`] compares what the document says
//! with what follows from what it says. Nothing is known but the document itself: a rule speaks
//! when two printed facts cannot both be true within the precision in which they are printed, and
//! is silent when a reading exists in which they can.

mod audited;
mod case;
pub mod document;
mod extract;
mod read;
mod rule;
mod sarif;

pub use audited::{AuditFinding, Tally};
pub use case::audit;
pub use read::{EXTENSIONS, FOREIGN, ReadError, read};
pub use rule::{RULES, Rule, rule};
pub use sarif::sarif;
