//! Tests of the store from outside, in one binary.
//!
//! With `TAIZHANG_TORTURE=1` in the environment the proofs by chance make their long rounds: 500
//! kills, 2,000 damaged ledgers, 500 random histories, a fault of the index at every operation, and a
//! full disk, which needs root.

#![expect(clippy::unwrap_used, reason = "a test that fails says where by the line of its panic")]

mod backup;
mod chance;
mod conformance;
mod corruption;
mod falsification;
mod faults;
mod folder;
mod formats;
mod groups;
mod index;
mod index_faults;
mod large;
mod model;
mod processes;
mod witnesses;
