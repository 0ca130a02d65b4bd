//! Payments whose list names no line by its number, but the line or its project by name.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const IMPORT: &str = "import payments 支付.csv --unit 元";

/// An office with two projects of the same codes.
fn office() -> Office {
    let office = Office::at_year_end();
    office.file(
        "指标.csv",
        "日期,变动类型,文号,支出类别,项目编码,项目名称,功能科目,经济科目,金额（元）\n\
         2022-02-01,追加,示财预〔2022〕5号,项目支出,P1,科普活动经费,2060702,30226,500\n\
         2022-02-01,追加,示财预〔2022〕5号,项目支出,P2,科技馆（补助）,2060702,30226,600\n",
    );
    office.run("import budget 指标.csv --yes").done();
    office
}

fn list(office: &Office, headers: &str, row: &str) {
    office.file(
        "支付.csv",
        format!("日期,凭证号,经济科目,金额,收款人,摘要,{headers}\n2022-03-01,记-9,30226,50,甲,讲课费,{row}\n"),
    );
}

/// The line that the payment would be charged to.
fn charged(office: &Office) -> String {
    office.run(&format!("{IMPORT} --yes")).done();
    let json = office.run("list payments --json").json();
    let paid = json.as_array().into_iter().flatten().find(|paid| paid["voucher"] == "记-9");
    paid.map(|paid| paid["line"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
}

#[test]
fn a_name_tells_lines_of_the_same_codes_apart() {
    for (headers, row, line) in [
        ("项目名称", "科普活动经费", "2060702-30226-P1"),
        ("预算项目名称", "科技馆(补助)", "2060702-30226-P2"),
        ("指标名称", "科技馆（补助）", "2060702-30226-P2"),
        // What no line is called tells none; the code does.
        ("功能科目,项目编码,项目名称", "2060702,P1,下乡", "2060702-30226-P1"),
    ] {
        let office = office();
        list(&office, headers, row);
        assert_eq!(charged(&office), line, "{headers} {row}");
    }
}

#[test]
fn a_name_against_the_codes_or_the_number_is_refused() {
    let office = office();
    for (headers, row, said) in [
        // Two lines fit, and the name is none's.
        ("项目名称", "下乡", "有几个指标都能列支"),
        ("项目编码,项目名称", "P1,科技馆（补助）", "没有指标能列支"),
        (
            "指标,项目名称",
            "2060702-30226-P1,科技馆（补助）",
            "与指标 2060702-30226-P1 的 科普活动经费 不同",
        ),
    ] {
        list(&office, headers, row);
        let told = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
        assert!(told.contains(said), "{told}");
    }
}

/// Every list of the integrated budget system has them.
#[test]
fn what_a_list_says_of_the_line_is_not_asked_about() {
    let office = office();
    list(
        &office,
        "项目编码,项目名称,指标文号,指标类型,结算方式",
        "P1,科普活动经费,示财预〔2022〕5号,追加,转账",
    );
    assert_eq!(counts(&office, IMPORT), [1, 0, 0, 0]);
}

/// The column of lines holds what people write there: the number, the name, or both.
#[test]
fn a_cell_names_its_line_by_number_name_or_both() {
    for (cell, line) in [
        ("2060702-30226-P1 科普活动经费", "2060702-30226-P1"),
        ("2060702-30226-P1科普活动经费", "2060702-30226-P1"),
        ("[2060702-30226-P2]科技馆(补助)", "2060702-30226-P2"),
        ("科技馆（补助）（2060702-30226-P2）", "2060702-30226-P2"),
        ("科普活动经费 — 2060702－30226－P1", "2060702-30226-P1"),
        ("2060702－30226－P1", "2060702-30226-P1"),
        ("（2060702-30226-P1）", "2060702-30226-P1"),
        ("科普活动经费", "2060702-30226-P1"),
    ] {
        let office = office();
        list(&office, "指标", cell);
        assert_eq!(charged(&office), line, "{cell}");
    }
}

#[test]
fn a_cell_that_names_no_line_or_two_is_refused() {
    let office = office();
    for cell in [
        "2060702-30226-P1 科技馆（补助）",
        "2060702-30226-P3 科普活动经费",
        "206070230226P1",
        "2060702-30226",
        "科普",
        "—",
    ] {
        list(&office, "指标", cell);
        let told = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
        assert!(told.contains(&format!("没有指标 {cell}")), "{cell}: {told}");
    }
}

/// A supplement to a line that is written otherwise is no new line.
#[test]
fn budgets_and_returns_find_the_line_that_a_cell_means() {
    let office = office();
    office.file(
        "追加.csv",
        "日期,变动类型,文号,指标,转入指标,金额（元）\n\
         2022-03-01,追加,示财预〔2022〕6号,2060702-30226-P1 科普活动经费,,100\n\
         2022-03-02,调剂,示财预〔2022〕7号,科普活动经费,[2060702-30226-P2]科技馆（补助）,40\n",
    );
    office.run("import budget 追加.csv --yes").done();
    office.file(
        "支付.csv",
        "日期,凭证号,指标,经济科目,金额,收款人,摘要,退回或红字,原凭证号\n\
         2022-03-01,记-9,科普活动经费,[30226]劳务费,50,甲,讲课费,,\n\
         2022-03-05,记-10,科普活动经费（2060702-30226-P1）,（30226）劳务费,-20,甲,多付退回,退回,记-9\n",
    );
    office.run(&format!("{IMPORT} --yes")).done();
    let json = office.run("list lines --json").json();
    let lines = json.as_array().map(Vec::as_slice).unwrap_or_default();
    let of_projects: Vec<_> = lines
        .iter()
        .filter(|line| line["id"].as_str().is_some_and(|id| id.contains("-P")))
        .map(|line| {
            ["id", "final_budget", "outturn"]
                .map(|figure| line[figure].as_str().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        of_projects,
        [["2060702-30226-P1", "560.00", "30.00"], ["2060702-30226-P2", "640.00", "0.00"]]
    );
}
