//! Exporters that are programs of their own.
//!
//! An executable `taizhang-export-NAME` gets a [`Question`] as JSON on standard input and gives an
//! [`Answer`] as JSON on standard output; with `--describe` it prints a [`Description`]. This crate
//! finds it ([`find`]), runs it within [`Limits`] and checks what it says. The formats are told in
//! `docs/guide/exporters.md`, the reasons in ADR 9.

mod error;
mod plugin;
mod process;
mod protocol;
mod search;

pub use error::PluginError;
pub use plugin::Plugin;
pub use process::{Limits, Run, run};
pub use protocol::{Answer, Description, NamedBytes, PROTOCOL_VERSION, Question};
pub use search::{Found, PREFIX, Place, find, list};
