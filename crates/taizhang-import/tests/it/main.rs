//! Integration tests of `taizhang-import`.

mod hledger;
mod reading;
