//! Builders, fixed clock and ids, conformance suites for tests.

pub mod builders;
pub mod documents;
pub mod store;
