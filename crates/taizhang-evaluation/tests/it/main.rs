//! Everything this crate promises, in one binary.

mod both_sides;
mod boundaries;
mod check;
mod evaluation;
mod forms;
mod ledger;
mod monitor;
mod pack;
mod report;
mod schema;
mod scoring;
mod sparse;
mod texts;
