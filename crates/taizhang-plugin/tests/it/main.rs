//! The protocol as it is written down, and the example that keeps to it.

mod conformance;
mod schema;
