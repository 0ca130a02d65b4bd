//! Tests of the CSV files as people receive them.
