//! Rules about what people write.

pub(super) mod numerals;
pub(super) mod precision;
mod scan;
pub(super) mod stale;
pub(super) mod typed;
