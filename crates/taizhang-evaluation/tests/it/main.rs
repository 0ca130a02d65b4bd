//! Everything this crate promises, in one binary.

mod check;
mod evaluation;
mod ledger;
mod monitor;
mod pack;
mod report;
mod scoring;
