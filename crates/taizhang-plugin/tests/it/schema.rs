//! The committed schemas are those of the types, and what passes keeps to them.

use std::fs;
use std::path::PathBuf;

use jsonschema::Validator;
use serde_json::{Value, json};
use taizhang_export::{ArtifactName, ExportRequest, InputFile, sample};
use taizhang_plugin::{Limits, Question, answer_schema, description_schema, question_schema, run};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schemas() -> [(&'static str, Value); 3] {
    [
        ("export-question.schema.json", question_schema()),
        ("export-answer.schema.json", answer_schema()),
        ("export-description.schema.json", description_schema()),
    ]
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("it is a schema")
}

#[track_caller]
fn keeps_to(schema: &Value, said: &Value) {
    let faults: Vec<String> = validator(schema)
        .iter_errors(said)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

/// The sample year with every part that a question can have.
fn question() -> Value {
    let context = sample::year();
    let name: ArtifactName = "000001.jsonl".parse().expect("a name");
    let request = ExportRequest::new(&context)
        .with_options([("results", "no")])
        .with_profile("plain")
        .with_input("journal", InputFile { name, bytes: b"{}".to_vec() });
    serde_json::to_value(Question::of(&request)).expect("a question is JSON")
}

#[test]
fn the_committed_schemas_are_current() {
    let folder = root().join("docs/schema");
    for (file, schema) in schemas() {
        let current = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = folder.join(file);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            fs::write(&path, &current).expect("the schema can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "{file} is not current; run UPDATE_SCHEMA=1 cargo test -p taizhang-plugin schema"
        );
    }
}

#[test]
fn a_question_keeps_to_its_schema() {
    keeps_to(&question_schema(), &question());
    let empty = sample::empty_year();
    let request = ExportRequest::new(&empty);
    let question = serde_json::to_value(Question::of(&request)).expect("a question is JSON");
    keeps_to(&question_schema(), &question);
}

/// Each value is replaced by one of another kind: the schema is of these values, not of any.
#[test]
fn a_schema_refuses_what_is_no_question() {
    let validator = validator(&question_schema());
    for (at, wrong) in [
        ("/protocol", json!("1")),
        ("/context/year", json!("2022")),
        ("/context/as_of", json!("31.12.2022")),
        ("/context/figures/0/events", json!(-1)),
        ("/context/figures/1/figure/value", json!({"money": 0.01})),
        ("/context/lines/0/fund", json!("lottery")),
        ("/context/evaluation/indicators/0/target", json!({"comparator": "equal"})),
        ("/inputs/journal", json!("{}")),
    ] {
        let mut question = question();
        *question.pointer_mut(at).unwrap_or_else(|| panic!("{at} is there")) = wrong;
        assert!(!validator.is_valid(&question), "{at} may be anything");
    }
}

/// A field that a later version adds is no fault.
#[test]
fn the_schema_of_a_question_is_open() {
    let mut question = question();
    question["context"]["unit"]["phone"] = json!("0934");
    keeps_to(&question_schema(), &question);
}

#[test]
fn answers_and_descriptions_are_told_apart_from_others() {
    let file = json!({"name": "a.txt", "content": "YQ=="});
    keeps_to(&answer_schema(), &json!({"protocol": 1, "artifacts": [file]}));
    keeps_to(&answer_schema(), &json!({"protocol": 1, "error": "没有活动"}));
    let answers = validator(&answer_schema());
    for wrong in [json!({}), json!({"protocol": 1, "files": []}), json!({"protocol": -1})] {
        assert!(!answers.is_valid(&wrong), "{wrong}");
    }
    let described = json!({"protocol": 1, "name": "x", "summary": "", "inputs": [
        {"name": "j", "summary": "", "source": "journal"},
        {"name": "c", "summary": "", "source": {"exporter": "csv"}},
    ]});
    keeps_to(&description_schema(), &described);
    let descriptions = validator(&description_schema());
    for wrong in [json!({"name": "x", "summary": ""}), json!({"protocol": 1, "name": "x"})] {
        assert!(!descriptions.is_valid(&wrong), "{wrong}");
    }
}

/// What the Python example reads and prints, by the schemas.
#[cfg(unix)]
#[test]
fn the_example_keeps_to_the_schemas() {
    let program = root().join("fixtures/exporters/taizhang-export-ical");
    let said = |arguments: &[&str], input: Vec<u8>| -> Value {
        let ran = run(&program, arguments, input, Limits::default());
        serde_json::from_slice(&ran.output.expect("it runs")).expect("it prints JSON")
    };
    keeps_to(&description_schema(), &said(&["--describe"], Vec::new()));
    let question = question();
    keeps_to(&question_schema(), &question);
    keeps_to(&answer_schema(), &said(&[], question.to_string().into_bytes()));
}
