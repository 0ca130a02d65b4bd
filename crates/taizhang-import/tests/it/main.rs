//! Integration tests of `taizhang-import`.

mod anything;
mod came_back;
mod columns;
mod dat95;
mod disguised;
mod foreign;
mod forms;
mod hidden;
mod hledger;
mod inks;
mod marks;
mod number_formats;
mod payroll;
mod reading;
mod returned;
mod returned_ods;
mod returned_xls;
mod shapes;
mod sheets;
mod spreadsheets;
mod units;
