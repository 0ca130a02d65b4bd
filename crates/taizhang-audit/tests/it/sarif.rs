//! The SARIF log.

use taizhang_audit::{AuditFinding, RULES, Tally, audit, read, sarif};

#[test]
fn findings_are_results_with_rule_level_and_place() {
    let text = "# 2022年度项目支出绩效自评\n\n现有在职职工7人，核定事业编制6名。";
    let findings: Vec<AuditFinding> =
        audit(&read("甲.md", text.as_bytes()).expect("the text is well formed"))
            .into_iter()
            .map(|finding| AuditFinding::new("报告/甲.md", finding))
            .collect();
    let log = sarif(&findings);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(
        run["tool"]["driver"]["rules"].as_array().expect("the text is well formed").len(),
        RULES.len()
    );
    assert_eq!(run["results"][0]["ruleId"], "STAFF");
    assert_eq!(run["results"][0]["level"], "warning");
    let location = &run["results"][0]["locations"][0];
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "第2段");
    assert_eq!(
        location["physicalLocation"]["artifactLocation"]["uri"],
        "%E6%8A%A5%E5%91%8A/%E7%94%B2.md"
    );
    assert_eq!(Tally::of(&findings), Tally { errors: 0, warnings: 1, notes: 0 });
}
