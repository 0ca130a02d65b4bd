//! Delimited text (CSV): written, read back, and compared with what the ledger gives.
//!
//! Exporters whose files hold separated values print them here, so that one place knows line ends,
//! quotes and what a spreadsheet would run; [`compare`] reads such a file when it comes back.

mod compare;
mod guard;
mod meaning;
mod search;
mod text;

pub use compare::{CompareError, Comparison, Difference, compare, compare_by_position};
pub use guard::{guard_formula, unguard_formula};
pub use search::{SearchError, compare_with};
pub use text::{Layout, print};
use text::{Records, read};
