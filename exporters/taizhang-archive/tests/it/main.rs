//! Tests of the package as an archive takes it over.

mod contents;
mod damage;
mod inspection;
mod sample;
mod sums;
mod vouchers;
