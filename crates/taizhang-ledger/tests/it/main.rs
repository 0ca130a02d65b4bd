//! Integration tests of `taizhang-ledger`.

mod imports;
mod kinds;
