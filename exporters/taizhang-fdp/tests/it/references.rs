//! What the descriptor promises holds in the tables.

use std::collections::BTreeSet;

use serde_json::Value;
use taizhang_export::Artifact;

use taizhang_export::sample::year;

use crate::{package, text};

/// The cells below a header.
fn column(artifacts: &[Artifact], resource: &str, name: &str) -> Vec<String> {
    let text = text(artifacts, &format!("data/{resource}.csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().expect("it is CSV").iter().position(|header| header == name);
    let at = at.unwrap_or_else(|| panic!("{resource} has no column {name}"));
    reader.records().map(|record| record.expect("it is CSV")[at].to_owned()).collect()
}

#[test]
fn keys_are_unique_and_references_are_met() {
    let artifacts = package(&year());
    let descriptor: Value = serde_json::from_str(&text(&artifacts, "datapackage.json")).unwrap();
    let mut checked = 0;
    for resource in descriptor["resources"].as_array().unwrap() {
        let name = resource["name"].as_str().unwrap();
        let schema = &resource["schema"];
        let key: Vec<&str> =
            schema["primaryKey"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
        let columns: Vec<Vec<String>> =
            key.iter().map(|field| column(&artifacts, name, field)).collect();
        let rows = columns[0].len();
        let distinct: BTreeSet<Vec<&String>> =
            (0..rows).map(|row| columns.iter().map(|column| &column[row]).collect()).collect();
        assert_eq!(distinct.len(), rows, "{name}: {key:?} is no key");
        for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
            let field = foreign["fields"].as_str().unwrap();
            let reference = &foreign["reference"];
            let known: BTreeSet<String> = column(
                &artifacts,
                reference["resource"].as_str().unwrap(),
                reference["fields"].as_str().unwrap(),
            )
            .into_iter()
            .collect();
            for value in column(&artifacts, name, field) {
                assert!(known.contains(&value), "{name}.{field}: {value} stands nowhere");
                checked += 1;
            }
        }
    }
    assert!(checked > 30, "{checked} references");
}

#[test]
fn sizes_are_those_of_the_files() {
    let artifacts = package(&year());
    let descriptor: Value = serde_json::from_str(&text(&artifacts, "datapackage.json")).unwrap();
    let resources = descriptor["resources"].as_array().unwrap();
    assert_eq!(resources.len() + 1, artifacts.len());
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        assert_eq!(resource["bytes"], text(&artifacts, path).len(), "{path}");
    }
}

#[test]
fn phases_add_up_to_the_figures() {
    let artifacts = package(&year());
    let executed: Vec<String> = column(&artifacts, "budget", "executed");
    let paid: Vec<String> = column(&artifacts, "payments", "amount");
    let fen = |amounts: &[String]| -> i64 {
        amounts.iter().map(|amount| amount.replace('.', "").parse::<i64>().unwrap()).sum()
    };
    assert_eq!(fen(&executed), fen(&paid));
    assert_eq!(fen(&executed), 120_529_999);
}
