//! Tests of the store from outside, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that fails says where by the line of its panic")]

mod backup;
mod chance;
mod conformance;
mod corruption;
mod falsification;
mod faults;
mod folder;
mod formats;
mod model;
mod processes;
