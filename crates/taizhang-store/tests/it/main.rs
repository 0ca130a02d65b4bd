//! Tests of the store from outside, in one binary.

mod backup;
mod chance;
mod conformance;
mod corruption;
mod falsification;
mod faults;
mod folder;
mod model;
mod processes;
