//! What stands in the files.

use serde_json::Value;
use taizhang_export::sample::year;
use taizhang_export::{ExportError, ExportRequest, Exporter};
use taizhang_fdp::FdpExporter;

use crate::{package, text};

#[test]
fn a_year_as_a_package() {
    let files: Vec<String> = package(&year())
        .iter()
        .map(|artifact| {
            let content = String::from_utf8_lossy(&artifact.bytes).replace("\r\n", "␍␊\n");
            format!("=== {}\n{content}", artifact.name.as_str())
        })
        .collect();
    insta::assert_snapshot!(files.join("\n"));
}

#[test]
fn an_empty_year_is_a_package_too() {
    let mut context = year();
    context.lines.clear();
    context.expenditures.clear();
    context.figures.clear();
    context.activities.clear();
    context.evaluation.indicators.clear();
    let artifacts = package(&context);
    let rows: Vec<usize> = artifacts[1..]
        .iter()
        .map(|artifact| {
            text(std::slice::from_ref(artifact), artifact.name.as_str()).lines().count()
        })
        .collect();
    // Headers alone, and the five natures of funds.
    assert_eq!(rows, [1, 1, 1, 1, 1, 1, 1, 1, 1, 6]);
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    assert_eq!(package(&year()), package(&year()));
}

#[test]
fn a_licence_is_named_only_where_it_was_chosen() {
    let context = year();
    let licenses = |request: ExportRequest<'_>| {
        let artifacts = FdpExporter.export(&request).expect("it can be exported");
        let package: Value = serde_json::from_str(&text(&artifacts, "datapackage.json")).unwrap();
        package["licenses"][0]["name"].as_str().map(str::to_owned)
    };
    assert_eq!(licenses(ExportRequest::new(&context)), None);
    let chosen = ExportRequest::new(&context).with_options([("license", "CC-BY-4.0")]);
    assert_eq!(licenses(chosen).as_deref(), Some("CC-BY-4.0"));
    let unknown = ExportRequest::new(&context).with_options([("license", "mine")]);
    let refused = FdpExporter.export(&unknown);
    assert!(matches!(refused, Err(ExportError::OptionValue { .. })), "{refused:?}");
}

#[test]
fn a_unit_code_makes_a_name_that_packages_may_have() {
    for (code, name) in [("062001", "taizhang-062001-2022"), ("A_1", "taizhang-a_1-2022")] {
        let mut context = year();
        context.unit.code = code.parse().expect("a unit code");
        let package: Value =
            serde_json::from_str(&text(&package(&context), "datapackage.json")).unwrap();
        assert_eq!(package["name"], name);
    }
}
