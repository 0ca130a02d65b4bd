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

/// The points of a form are no money, and the remedy must not speak of 元.
#[test]
fn points_that_are_no_number_are_told_as_points() {
    let office = Office::at_year_end();
    for points in ["十", "abc", "20分"] {
        let lines = tree(20, "效益指标").replacen("≥3场次,20", &format!("≥3场次,{points}"), 1);
        office.file("分值.csv", lines);
        let said = look(&office, "分值.csv", "--dry-run").ended(ExitCode::Refused);
        assert!(said.contains(&format!("第 2 行“分值”：“{points}”看不懂")), "{said}");
        assert!(said.contains("写成数，不写“分”") && !said.contains("1234.50"), "{said}");
    }
    for points in ["20", "20.0", " 20 ", "２０"] {
        let lines = tree(20, "效益指标").replacen("≥3场次,20", &format!("≥3场次,{points}"), 1);
        office.file("分值.csv", lines);
        look(&office, "分值.csv", "--dry-run").ended(ExitCode::Success);
    }
}

/// Forms end with the points of all rows, of which nothing says that they are a sum.
#[test]
fn a_sum_of_points_without_a_label_is_checked_and_no_indicator() {
    let office = Office::at_year_end();
    for (more, expected) in [
        (",,,,90\n", ExitCode::Success),
        (",,,,91\n", ExitCode::Refused),
        // Somebody forgot the name.
        ("满意度指标,服务对象满意度指标,,,10\n", ExitCode::Refused),
    ] {
        office.file("合计.csv", format!("{}{more}", tree(20, "效益指标")));
        let said = look(&office, "合计.csv", "--dry-run");
        assert_eq!(said.code, expected, "{more}: {said:?}");
        let told = said.ended(expected);
        assert_eq!(told.contains("写的合计 91，各行相加 90"), more.contains("91"), "{told}");
        assert!(!more.starts_with(',') || !told.contains("没有填写"), "{told}");
    }
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
