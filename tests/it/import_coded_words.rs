//! Values of systems' lists, which stand beside their codes, and headers of lists of projects.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,变动类型,文号,支出类别,预算项目编码,预算项目名称,资金性质,功能科目,政府经济分类,部门经济分类,金额（元）";
const IMPORT: &str = "import budget 指标.csv";

/// Gives a list of two lines of projects of these funds.
fn list(office: &Office, funds: [&str; 2]) {
    let row = |(at, fund): (usize, &str)| {
        format!(
            "2022-02-01,1 追加,示财预〔2022〕{at}号,3-项目支出,6210260000{at},科普项目{at},{fund},2060702,50201,30201,{at}00\n"
        )
    };
    let rows: String = (5..).zip(funds).map(row).collect();
    office.file("指标.csv", format!("{HEAD}\n{rows}"));
}

/// The kinds of money of the new lines, as programs see them.
fn funds(office: &Office) -> Vec<String> {
    office.run(&format!("{IMPORT} --yes")).done();
    let json = office.run("list lines --json").json();
    let lines = json.as_array().into_iter().flatten();
    let new = lines.filter(|line| line["id"].as_str().is_some_and(|id| id.contains("62102600")));
    new.map(|line| line["fund"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn words_are_read_beside_their_codes() {
    for funds_said in [
        ["111 一般公共预算资金", "121 政府性基金预算资金"],
        ["111-一般公共预算资金", "121-政府性基金预算资金"],
        ["一般公共预算资金（111）", "政府性基金预算资金（121）"],
        ["一般公共预算拨款", "政府性基金预算财政拨款"],
    ] {
        let office = Office::at_year_end();
        list(&office, funds_said);
        assert_eq!(counts(&office, IMPORT), [2, 0, 0, 0], "{funds_said:?}");
        assert_eq!(funds(&office), ["general_public_budget", "government_funds"]);
    }
}

/// All of them would be of the general public budget.
#[test]
fn funds_that_are_no_known_ones_are_asked_about() {
    let office = Office::at_year_end();
    list(&office, ["121", "121"]);
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
    let said = "--set 资金性质=政府性基金预算资金";
    assert_eq!(counts(&office, &format!("{IMPORT} {said}")), [2, 0, 0, 0]);
    assert_eq!(counts(&office, &format!("{IMPORT} --accept-columns")), [2, 0, 0, 0]);
}

/// Where the list names lines, a project's name is no line's.
#[test]
fn a_project_gives_its_line_its_name_only_where_nothing_else_does() {
    let office = Office::at_year_end();
    list(&office, ["", ""]);
    office.run(&format!("{IMPORT} --yes")).done();
    let said = office.run("list lines").ended(ExitCode::Success);
    assert!(said.contains("科普项目5"), "{said}");
    office.file("指标.csv", "日期,变动类型,文号,指标,项目名称,支出类别,项目编码,功能科目,经济科目,金额（元）\n2022-02-01,追加,示财预〔2022〕9号,2022-077,科普,项目支出,P1,2060702,30201,100\n");
    office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
}
