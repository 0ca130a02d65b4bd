//! Everything this crate promises, in one binary.

mod check;
mod evaluation;
mod ledger;
mod pack;
mod report;
mod scoring;
