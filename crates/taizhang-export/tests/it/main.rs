//! Tests of the contract.

mod names;
