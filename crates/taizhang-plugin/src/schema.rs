//! The JSON Schema (2020-12) of everything that passes between this program and a plug-in, from the
//! types themselves. The copies in `docs/schema` are compared with these by a test.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use taizhang_export::Descriptor;

use crate::protocol::{Answer, Question};

/// A description whole: its version beside the fields of the descriptor.
#[derive(JsonSchema)]
#[schemars(title = "Description")]
struct WholeDescription {
    /// Version of the protocol that the plug-in speaks.
    #[expect(dead_code, reason = "only its schema is used")]
    protocol: u32,
    #[serde(flatten)]
    #[expect(dead_code, reason = "only its schema is used")]
    descriptor: Descriptor,
}

/// Returns the schema of what a plug-in reads: the context and what the user chose.
///
/// Later versions of this program may add fields, and a plug-in ignores what it does not know; so
/// the schema is open.
pub fn question_schema() -> Value {
    let open = RecursiveTransform(|schema: &mut Schema| {
        if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            schema.remove("additionalProperties");
        }
    });
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(open);
    value(settings.into_generator().into_root_schema_for::<Question<'static>>())
}

/// Returns the schema of what a plug-in answers to a question.
pub fn answer_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    value(settings.into_generator().into_root_schema_for::<Answer>())
}

/// Returns the schema of what a plug-in answers to `--describe`.
pub fn description_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    value(settings.into_generator().into_root_schema_for::<WholeDescription>())
}

fn value(schema: Schema) -> Value {
    schema.into()
}
