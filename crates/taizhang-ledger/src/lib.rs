//! Use cases of a ledger: record, correct, close, check, trace, export.
