//! Words and comparisons of words that every check shares, of the ledger and of other reports.

mod class;
mod name;
mod stale;

pub use class::fitting_class;
pub use name::is_name_variant;
pub use stale::{StaleTerm, stale_terms};
