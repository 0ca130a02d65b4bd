//! The guide for writers of exporters names what there is.

use std::collections::BTreeSet;

use taizhang_export::ExportContext;

const GUIDE: &str = include_str!("../../../../docs/guide/exporters.md");

/// Every key of the context stands in the guide's table, and no other.
#[test]
fn the_guide_lists_the_keys_of_the_context() {
    let schema = serde_json::to_value(schemars::schema_for!(ExportContext)).expect("JSON");
    let keys = schema["properties"].as_object().expect("it is an object");
    let keys: BTreeSet<&str> = keys.keys().map(String::as_str).collect();
    let (_, table) = GUIDE.split_once("   | key | what it holds |\n").expect("the table is there");
    let rows = table.lines().skip(1).map_while(|line| line.strip_prefix("   | "));
    let names =
        rows.filter_map(|row| row.split_once(" |")).flat_map(|(names, _)| names.split(", "));
    let listed: BTreeSet<&str> = names.map(|name| name.trim_matches('`')).collect();
    assert_eq!(listed, keys);
}
