//! The committed schemas are those of the types, and every shipped pack keeps to them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use taizhang_evaluation::pack::{Pack, form_schema, outline_schema};

fn schemas() -> [(&'static str, &'static str, Value); 2] {
    [
        ("pack.toml", "pack.schema.json", form_schema()),
        ("outline.toml", "pack-outline.schema.json", outline_schema()),
    ]
}

#[test]
fn the_committed_schemas_are_current() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    for (_, file, schema) in schemas() {
        let current = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = folder.join(file);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(&path, &current).expect("the schema can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "{file} is not current; run UPDATE_SCHEMA=1 cargo test -p taizhang-evaluation schema"
        );
    }
}

fn as_json(toml: &str) -> Value {
    let table: toml::Table = toml.parse().expect("shipped files are TOML");
    serde_json::to_value(table).expect("TOML without dates is JSON")
}

#[test]
fn every_shipped_pack_keeps_to_the_schemas() {
    for (file, _, schema) in schemas() {
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        for id in Pack::builtin_ids() {
            let files = Pack::builtin_files(id).expect("a shipped pack");
            for (_, text) in files.iter().filter(|(name, _)| *name == file) {
                let faults: Vec<String> = validator
                    .iter_errors(&as_json(text))
                    .map(|fault| format!("{}: {fault}", fault.instance_path()))
                    .collect();
                assert_eq!(faults, Vec::<String>::new(), "{id}/{file}");
            }
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = jsonschema::validator_for(&form_schema()).expect("it is a schema");
    let form = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack")[0].1;
    for (from, to) in [
        ("format = 1", "format = \"one\""),
        ("unit = \"wan\"", "unit = \"dollar\""),
        ("function = \"proportional\"", "function = \"generous\""),
        ("comparators = [\"equal\"]", "comparators = [\"about\"]"),
        ("verified = false", "verifed = false"),
        ("counts = \"total\"", "counts = \"some\""),
    ] {
        let spoiled = form.replacen(from, to, 1);
        assert_ne!(spoiled, form, "the form holds {from}");
        assert!(!validator.is_valid(&as_json(&spoiled)), "{to} is taken");
    }
}
