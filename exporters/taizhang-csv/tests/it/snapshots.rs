//! The whole output, as text with its line ends made visible.

use taizhang_export::{Artifact, ExportContext};

use crate::sample::{empty_year, export, year};

/// Prints all files one after the other; `␍` marks the carriage return of a line end.
fn printed(context: &ExportContext, unit: &str) -> String {
    let artifacts = export(context, &[("encoding", "utf-8"), ("unit", unit)])
        .expect("the sample can be exported");
    let print = |artifact: &Artifact| {
        let text = String::from_utf8(artifact.bytes.clone()).expect("the files are UTF-8");
        format!("=== {}\n{}", artifact.name, text.replace('\r', "␍"))
    };
    artifacts.iter().map(print).collect()
}

#[test]
fn a_year_in_yuan() {
    insta::assert_snapshot!(printed(&year(), "yuan"));
}

#[test]
fn a_year_in_wan() {
    insta::assert_snapshot!(printed(&year(), "wan"));
}

/// A return without rows still has its header.
#[test]
fn an_empty_year() {
    insta::assert_snapshot!(printed(&empty_year(), "yuan"));
}
