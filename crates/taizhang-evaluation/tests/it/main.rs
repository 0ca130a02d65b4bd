//! Everything this crate promises, in one binary.

mod check;
mod ledger;
mod pack;
mod report;
