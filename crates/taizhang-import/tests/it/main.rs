//! Integration tests of `taizhang-import`.

mod dat95;
mod hledger;
mod reading;
mod shapes;
