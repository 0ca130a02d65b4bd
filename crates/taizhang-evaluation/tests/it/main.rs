//! Everything this crate promises, in one binary.

mod pack;
