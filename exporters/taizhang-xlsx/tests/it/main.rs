//! Tests of the workbook, read back by another library.

mod book;
mod exactness;
mod profiles;
mod snapshots;
