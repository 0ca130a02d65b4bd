//! Integration tests of `taizhang-ledger`.

mod comparisons;
mod imports;
mod kinds;
mod two_numbers;
