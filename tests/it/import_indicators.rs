//! Indicators held against the form before they are posted: 下级分值之和＝上级分值, a structural check of the
//! performance systems of fiscal bureaus, and the names of the form's first level.

use serde_json::json;
use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEADER: &str = "一级指标,二级指标,三级指标,指标值,分值\n";

/// 产出指标 50, 效益指标 30, 满意度指标 10, as the form has them, but for what is given.
fn tree(points: u32, effect: &str) -> String {
    format!(
        "{HEADER}产出指标,数量指标,讲座场次,≥3场次,{points}\n产出指标,质量指标,资料合格率,≥95%,30\n\
         {effect},社会效益指标,受众,≥100人次,20\n{effect},可持续影响指标,志愿者,≥10人,10\n\
         满意度指标,服务对象满意度指标,受训人员满意度,≥90%,10\n"
    )
}

fn look(office: &Office, file: &str, more: &str) -> crate::harness::Said {
    office.run(&format!("import indicators {file} --set 日期=2022-01-20 {more}"))
}

#[test]
fn indicators_that_are_not_the_forms_are_told_and_not_refused() {
    let office = Office::at_year_end();
    office.file("合.csv", tree(20, "效益指标"));
    office.file("不合.csv", tree(21, "效果指标"));
    let fitting = look(&office, "合.csv", "--dry-run --json").json();
    assert_eq!(fitting["warnings"], json!([]));
    insta::assert_snapshot!(look(&office, "不合.csv", "--dry-run").ended(ExitCode::Success));
    look(&office, "不合.csv", "--yes").done();
    let found = office.run("check --json").json();
    assert!(found.to_string().contains("WEIGHT"), "the check finds the same later: {found}");
}

/// What counts is what the ledger has then: the second of two files makes the points whole.
#[test]
fn a_tree_in_two_files_is_whole_with_the_second() {
    let office = Office::at_year_end();
    let whole = tree(20, "效益指标");
    let (first, second) = whole.split_at(whole.find("效益指标").expect("it is there"));
    office.file("一.csv", first);
    office.file("二.csv", format!("{HEADER}{second}"));
    let told = look(&office, "一.csv", "--dry-run --json").json();
    assert_eq!(told["warnings"].as_array().map(Vec::len), Some(2), "{told}");
    look(&office, "一.csv", "--yes").done();
    let told = look(&office, "二.csv", "--dry-run --json").json();
    assert_eq!(told["warnings"], json!([]));
}
