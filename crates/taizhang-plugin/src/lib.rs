//! Exporters that are programs of their own.
//!
//! An executable `taizhang-export-NAME` gets a [`Question`] as JSON on standard input and gives an
//! [`Answer`] as JSON on standard output; with `--describe` it prints a [`Description`]. This crate
//! finds it ([`find`]), runs it within [`Limits`] and checks what it says. The formats are told in
//! `docs/guide/exporters.md`, the reasons in ADR 9.

mod error;
mod examine;
mod plugin;
mod process;
mod protocol;
mod schema;
mod search;

pub use error::PluginError;
pub use examine::examine_program;
pub use plugin::Plugin;
pub use process::{Limits, MOST_FILES, Run, run};
pub use protocol::{Answer, Description, NamedBytes, PROTOCOL_VERSION, Question};
pub use schema::{answer_schema, description_schema, question_schema};
pub use search::{Found, PREFIX, Place, find, list, on_path};
pub use taizhang_export::conformance;
