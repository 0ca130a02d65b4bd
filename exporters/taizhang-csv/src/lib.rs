//! Self-evaluation returns as CSV.
