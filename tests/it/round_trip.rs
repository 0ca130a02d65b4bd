//! What leaves as voucher XML or stands in a journal comes in as the same payments.

use std::fs;

use serde_json::Value;

use crate::harness::{Office, story};

/// Opens a year with the lines of another, each with its final budget, and no payment.
fn office_with_lines_of(other: &Office) -> Office {
    let office = Office::new();
    office
        .run("init --unit 宁县科学技术协会 --code 621026990001 --year 2022 --bureau 宁县财政局")
        .done();
    let lines = other.run("list lines --json").json();
    let mut csv = String::from(
        "日期,变动类型,文号,指标,指标名称,支出类别,项目编码,项目名称,资金性质,功能科目,经济科目,金额\r\n",
    );
    for line in lines.as_array().expect("a list") {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let code = |key: &str| line[key]["code"].as_str().unwrap_or_default().to_owned();
        csv.push_str(
            &[
                "2022-01-04",
                "年初批复",
                "宁财预〔2022〕1号",
                &text("id"),
                &text("name"),
                &text("category"),
                &text("project_code"),
                &text("project_name"),
                "一般公共预算资金",
                &code("function"),
                &code("economic"),
                &text("final_budget"),
            ]
            .join(","),
        );
        csv.push_str("\r\n");
    }
    office.file("指标.csv", csv);
    office.run("import budget 指标.csv --unit yuan --yes").done();
    office.on("2023-02-20");
    office
}

/// The payments without what the new ledger gives them: places, ids, who recorded them and
/// when, and out of which file.
fn movements(office: &Office) -> Vec<Value> {
    let payments = office.run("list payments --json").json();
    let mut payments = payments.as_array().expect("a list").clone();
    for payment in &mut payments {
        let fields = payment.as_object_mut().expect("an object");
        for own in ["sequence", "id", "operator", "recorded_on", "target", "origin"] {
            fields.remove(own);
        }
    }
    payments.sort_by_key(ToString::to_string);
    payments
}

/// The figures of spending.
fn outturn(office: &Office) -> Vec<(String, String)> {
    let figures = office.run("list figures --json").json();
    let figures = figures.as_array().expect("a list").iter().map(|figure| {
        let figure = figure.get("figure").unwrap_or(figure);
        (figure["key"].as_str().expect("a key").to_owned(), figure["value"].to_string())
    });
    let spending: Vec<_> = figures.filter(|(key, _)| key.starts_with("outturn.")).collect();
    assert!(spending.len() > 10, "{} figures of spending", spending.len());
    spending
}

/// Exports the vouchers of one ledger and imports them into another with the same lines.
fn carried_over(from: &Office) -> Office {
    from.run("export archive -o 档案").done();
    let to = office_with_lines_of(from);
    let package = from.path().join("档案/宁县科学技术协会2022年度档案/凭证/全部凭证.xml");
    fs::copy(package, to.path().join("全部凭证.xml")).expect("the vouchers can be copied");
    to.run("import payments 全部凭证.xml --yes").done();
    to
}

#[test]
fn the_sample_year_goes_round_by_voucher_xml() {
    let from = Office::demo();
    let to = carried_over(&from);
    assert_eq!(movements(&to), movements(&from));
    assert_eq!(outturn(&to), outturn(&from));
}

#[test]
fn a_journal_of_hledger_is_imported_and_judged() {
    let office = Office::at_year_end();
    office.file(
        "账.journal",
        "account 支出:办公费  ; 指标: 2022-001, 经济科目: 30201\n\n\
         2022-03-01 (记-010) 县文具店 | 纸\n  支出:办公费   ¥12.50\n  资产:零余额账户\n\n\
         2022-03-02 (记-011) 县文具店 | 墨盒\n  支出:耗材   ¥30\n  资产:零余额账户\n",
    );
    office.file("科目.toml", "[\"支出:耗材\"]\nline = \"2022-001\"\neconomic = \"30201\"\n");
    office.file("坏.journal", "include 别的.journal\n2022-03-01 a\n  支出  1,234\n  b\n");
    office
        .file("坏.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><VOUCHER>&b;</VOUCHER>");
    insta::assert_snapshot!(story(
        &office,
        "
        import payments 坏.journal --dry-run
        import payments 坏.xml --dry-run
        import payments 账.journal --accounts 科目.toml --yes
        list payments
        ",
    ));
}
