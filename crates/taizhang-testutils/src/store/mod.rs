//! For tests of event logs: sample events, the suite every log passes, and a disk that fails.

pub mod conformance;
pub mod disk;
pub mod sample;
