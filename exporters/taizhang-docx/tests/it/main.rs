//! The Word exporter from the outside: a context in, a package out.

mod contents;
mod determinism;
mod document;
mod failures;
mod package;
mod sample;
mod schema;
mod wide;
