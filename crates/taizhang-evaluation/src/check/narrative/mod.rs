//! Rules about what people write.

pub(super) mod approximations;
pub(super) mod counts;
pub(super) mod days;
pub(super) mod last_digit;
pub(super) mod markup;
pub(super) mod names;
pub(super) mod numerals;
pub(super) mod plans;
pub(super) mod precision;
pub(super) mod scan;
pub(super) mod stale;
mod tables;
pub(super) mod typed;
