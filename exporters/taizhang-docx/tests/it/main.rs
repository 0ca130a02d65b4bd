//! The Word exporter from the outside: a context in, a package out.

mod charts;
mod contents;
mod determinism;
mod document;
mod failures;
mod feet;
mod grid;
mod long;
mod long_report;
mod masters;
mod package;
mod sample;
mod schema;
mod signature;
mod standard;
mod wide;
