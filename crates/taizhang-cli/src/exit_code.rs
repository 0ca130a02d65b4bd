//! How a command ended, as a number for scripts.

use std::process;

/// Exit codes; `docs/guide/cli.md` documents them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Done.
    Success = 0,
    /// A check or verification found something.
    Findings = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The data was refused; nothing was written.
    Refused = 3,
    /// The ledger is locked or cannot be reached.
    Unavailable = 4,
    /// The ledger is damaged.
    Damaged = 5,
    /// A fault of this program.
    Bug = 70,
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
