//! Tests of the store from outside, in one binary.

mod conformance;
mod faults;
