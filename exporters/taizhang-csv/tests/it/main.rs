//! Tests of the CSV files as people receive them.

mod amounts;
mod bytes;
mod comparison;
mod formulas;
mod options;
mod profiles;
mod read_back;
mod sample;
mod snapshots;
mod unencodable;
