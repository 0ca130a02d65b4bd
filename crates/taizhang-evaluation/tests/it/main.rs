//! Everything this crate promises, in one binary.

mod check;
mod evaluation;
mod forms;
mod ledger;
mod monitor;
mod pack;
mod report;
mod schema;
mod scoring;
