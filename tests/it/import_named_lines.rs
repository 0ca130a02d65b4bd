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
