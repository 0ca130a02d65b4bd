//! Tests of the contract.

mod guide;
mod names;
