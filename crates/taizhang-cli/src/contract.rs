//! What each verb promises to scripts: how it can end, and the form of its `--json` result.
//!
//! The table is the one source of the exit codes and schemas in the guides, and the end-to-end
//! tests show each of its entries.

mod form;
mod verbs;

use crate::ExitCode;

pub use form::{FORMS, Form};
pub use verbs::CONTRACTS;

use ExitCode::{Damaged, Findings, Refused, Success, Unavailable, Usage};

/// What a verb promises. Every verb can also end with [`ExitCode::Bug`].
#[derive(Debug)]
pub struct Contract {
    /// The words that lead to it, like `packs show`; empty for the bare program.
    pub verb: &'static str,
    /// How it can end, in ascending order.
    pub codes: &'static [ExitCode],
    /// What [`ExitCode::Findings`] means here, in Chinese; empty if it cannot end so.
    pub finding: &'static str,
    /// Names of the forms that its result can have; empty where it has no JSON result.
    pub forms: &'static [&'static str],
}

impl Contract {
    /// Ends in every way but with findings.
    const LEDGER: &[ExitCode] = &[Success, Usage, Refused, Unavailable, Damaged];
    /// Looks for something that may be wrong.
    const JUDGE: &[ExitCode] = &[Success, Findings, Usage, Refused, Unavailable, Damaged];
    /// Needs no ledger, and says what is wrong with its arguments' data.
    const FREE: &[ExitCode] = &[Success, Usage, Refused];
    /// Needs no ledger, and writes files.
    const FREE_WRITER: &[ExitCode] = &[Success, Usage, Refused, Unavailable];

    const fn new(
        verb: &'static str,
        codes: &'static [ExitCode],
        forms: &'static [&'static str],
    ) -> Self {
        Self { verb, codes, finding: "", forms }
    }

    /// A verb that records events and reports them.
    const fn recording(verb: &'static str) -> Self {
        Self::new(verb, Self::LEDGER, &["recorded"])
    }

    /// A verb that previews files and enters them.
    const fn importing(verb: &'static str) -> Self {
        Self::new(verb, Self::LEDGER, &["import-preview", "import-posted"])
    }

    const fn finding(mut self, meaning: &'static str) -> Self {
        self.finding = meaning;
        self
    }

    /// Finds the contract of a verb.
    pub fn of(verb: &str) -> Option<&'static Self> {
        CONTRACTS.iter().find(|contract| contract.verb == verb)
    }
}
