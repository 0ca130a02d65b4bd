//! SARIF: both logs have what version 2.1.0 requires.

use serde_json::Value;

use crate::harness::Office;

/// Properties that SARIF 2.1.0 requires: `version`, `runs`, `tool.driver.name`, `message`; a rule
/// named by each result; known levels.
fn check(log: &Value) -> usize {
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("runs are a list");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert!(driver["name"].as_str().is_some_and(|name| name.starts_with("taizhang")));
    let rules = driver["rules"].as_array().expect("rules are a list");
    let ids: Vec<&str> =
        rules.iter().map(|rule| rule["id"].as_str().expect("a rule has an id")).collect();
    for rule in rules {
        assert!(rule["shortDescription"]["text"].is_string(), "{rule}");
    }
    let results = runs[0]["results"].as_array().expect("results are a list");
    for result in results {
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(ids.contains(&result["ruleId"].as_str().expect("a result names its rule")));
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap_or("")));
        let locations = result["locations"].as_array().expect("locations are a list");
        assert!(locations[0]["logicalLocations"][0]["fullyQualifiedName"].is_string(), "{result}");
        for suppression in result["suppressions"].as_array().expect("suppressions are a list") {
            assert_eq!(suppression["kind"], "external");
            assert!(suppression["justification"].is_string());
        }
    }
    results.len()
}

#[test]
fn the_ledgers_checks_are_a_log() {
    let office = Office::demo();
    let log = office.run("check --sarif").json();
    let findings = office.run("check --json").json();
    assert_eq!(check(&log), findings.as_array().expect("findings are a list").len());
    let has_waived = |list: &Value| list.as_array().is_some_and(|list| !list.is_empty());
    let results = log["runs"][0]["results"].as_array().expect("results are a list");
    let waived = results.iter().filter(|result| has_waived(&result["suppressions"])).count();
    let expected = findings.as_array().expect("findings are a list");
    assert_eq!(waived, expected.iter().filter(|finding| !finding["waived"].is_null()).count());
}

#[test]
fn an_audit_is_a_log() {
    let office = Office::new();
    office.file("甲.txt", "2022年度部门整体支出绩效自评报告\n现有在职职工7人，核定事业编制6名。\n");
    let log = office.run("audit 甲.txt --sarif").json();
    assert!(check(&log) > 0);
}
