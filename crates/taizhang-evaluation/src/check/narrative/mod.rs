//! Rules about what people write.

pub(super) mod counts;
pub(super) mod numerals;
pub(super) mod plans;
pub(super) mod precision;
mod scan;
pub(super) mod stale;
pub(super) mod typed;
