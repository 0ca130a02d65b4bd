//! The JSON Schema of a pack's files, made from the types that read them.

use serde_json::Value;

use super::form::Form;
use super::outline::OutlineFile;

/// Returns the schema of `pack.toml`.
pub fn form_schema() -> Value {
    schemars::schema_for!(Form).into()
}

/// Returns the schema of `outline.toml`.
pub fn outline_schema() -> Value {
    schemars::schema_for!(OutlineFile).into()
}
