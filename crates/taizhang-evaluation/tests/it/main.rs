//! Everything this crate promises, in one binary.

mod ledger;
mod pack;
mod report;
