//! The contract of exporters: its schemas, and the examination of every exporter there is.
#![cfg(unix)]

use std::fs;

use serde_json::Value;
use taizhang_cli::ExitCode;

use crate::harness::{Office, project_file};
use crate::plugins::{example, install, script};

#[test]
fn the_schemas_are_printed_as_they_are_committed() {
    let office = Office::new();
    for (part, file) in [
        ("", "export-question.schema.json"),
        ("question", "export-question.schema.json"),
        ("回答", "export-answer.schema.json"),
        ("description", "export-description.schema.json"),
    ] {
        let said = office.run(&format!("export --schema {part}"));
        assert_eq!(said.code, ExitCode::Success, "{said}");
        let committed = project_file(&format!("docs/schema/{file}"));
        let committed: Value = serde_json::from_str(&committed).expect("a schema is JSON");
        assert_eq!(said.json(), committed, "{part}");
    }
}

#[test]
fn every_linked_exporter_passes_the_examination() {
    let office = Office::new();
    let listed = office.run("export --list --json");
    let listed = listed.json();
    let names: Vec<&str> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|e| e["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["archive", "csv", "docx", "fdp", "html", "xlsx"]);
    for name in names {
        office.run(&format!("export {name} --conformance")).ended(ExitCode::Success);
    }
}

#[test]
fn the_example_passes_the_examination() {
    let office = Office::small();
    install(&office.programs(), "ical", example());
    insta::assert_snapshot!(office.run("export ical --conformance").ended(ExitCode::Success));
}

/// A program with every fault that a program can have beside those of the crate's own tests.
#[test]
fn a_program_that_breaks_the_contract_is_told_how() {
    let office = Office::small();
    let describes = r#"{"protocol":1,"name":"bad","summary":"","options":[{"name":"a","summary":"甲","values":["1","2"]},{"name":"a","summary":"乙"}]}"#;
    let answers = r#"printf '\033[31mred\033[0m\n' >&2
question=$(cat)
case "$question" in *added_later*) echo '{"protocol":1,"error":"added_later?"}'; exit;; esac
case "$question" in *'"a":"2"'*) echo '{"protocol":1,"artifacts":[{"name":"../x","content":""}]}'; exit;; esac
now=$(date +%N | base64)
printf '{"protocol":1,"artifacts":[{"name":"x","content":"%s"}]}' "$now""#;
    install(&office.programs(), "bad", script(describes, answers));
    let said = office.run("export bad --conformance").ended(ExitCode::Findings);
    insta::assert_snapshot!(said);
    let json = office.run("export bad --conformance --json");
    assert_eq!(json.code, ExitCode::Findings);
    assert_eq!(json.json()["ok"], false);
}

#[test]
fn a_program_that_cannot_describe_itself_is_not_examined() {
    let office = Office::small();
    install(&office.programs(), "bad", script(r#"{"protocol":2}"#, ""));
    office.run("export bad --conformance").ended(ExitCode::Refused);
    office.run("export nothing --conformance").ended(ExitCode::Usage);
}

/// An exporter that asks for the files of one that is not there gets an error, not nothing.
#[test]
fn an_input_of_an_unknown_exporter_is_refused() {
    let office = Office::small();
    let describes = r#"{"protocol":1,"name":"bad","summary":"坏程序","inputs":[{"name":"pages","summary":"网页","source":{"exporter":"htm"}}]}"#;
    install(&office.programs(), "bad", script(describes, "cat >/dev/null; exit 1"));
    let said = office.run("export bad -o out").ended(ExitCode::Refused);
    assert!(!office.path().join("out").exists());
    insta::assert_snapshot!(said);
}

/// Many files are one line, unless every name is asked for.
#[test]
fn many_files_are_told_in_one_line() {
    let office = Office::demo();
    let short = office.run("export archive -o 短").ended(ExitCode::Success);
    let long = office.run("export archive -o 长 --verbose").ended(ExitCode::Success);
    assert!(short.lines().count() < 8, "{short}");
    assert!(short.contains("个文件（"), "{short}");
    assert!(long.contains("manifest.json"), "{long}");
    let count = crate::harness::files_in(&office.path().join("长")).len();
    assert_eq!(long.matches("已导出：").count(), count - 1, "all but the record");
    fs::remove_dir_all(office.path().join("长")).expect("it is ours");
}
