//! Tests of the workbook, read back by another library.

mod book;
mod exactness;
mod form;
mod profiles;
mod snapshots;
