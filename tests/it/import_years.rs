//! Days without a year: which year they are of, and when that is asked.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const HEADER: &str = "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标";

fn office() -> Office {
    Office::at_year_end()
}

/// A row of this day with further cells.
fn row(day: &str, number: u8, more: &str) -> String {
    format!("{day}|记-{number}|30201|{number}|甲|纸|2022-001{more}")
}

/// What a preview of a table says: how many rows are new and how many are refused.
fn counts(office: &Office, sheet: &str, rows: &[String], flags: &str) -> (u64, u64) {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    office.file("表.xls", workbook(&[(sheet, &rows)]));
    let json = office.run(&format!("import payments 表.xls {flags} --dry-run --json")).json();
    let count = |name: &str| json["counts"][name].as_u64().expect("a preview");
    (count("new"), count("refused"))
}

/// A column of years is nearer to a day than the ledger's year, and than no column at all: `2-1|…|2021` was
/// paid in 2022.
#[test]
fn a_day_without_a_year_is_of_the_year_of_its_row() {
    let office = office();
    let with = |name: &str| format!("{HEADER}|{name}");
    let cases: &[(Vec<String>, &str, (u64, u64))] = &[
        (vec![with("年度"), row("2-1", 1, "|2022"), row("2-2", 2, "|2021")], "", (1, 1)),
        (vec![with("年份"), row("2-1", 1, "|2022年"), row("2-2", 2, "|２０２１年度")], "", (1, 1)),
        (vec![with("会计年度"), row("2-1", 1, "|二〇二一年")], "", (0, 1)),
        // A whole day needs no year.
        (vec![with("年度"), row("2022-2-1", 1, "|2021")], "", (1, 0)),
        // What is blank goes on with the only year there is.
        (vec![with("年度"), row("2-1", 1, "|2021"), row("2-2", 2, "")], "", (0, 2)),
        (vec![with("年度"), row("2-1", 1, "|2022"), row("2-2", 2, "")], "", (2, 0)),
        (
            vec![with("年度"), row("2-1", 1, "|2022"), row("2-2", 2, "|2021"), row("2-3", 3, "")],
            "",
            (1, 2),
        ),
        (vec![with("年度"), row("2-1", 1, ""), row("2-2", 2, "")], "", (2, 0)),
        (vec![with("年度"), row("2-1", 1, "|22")], "", (0, 1)),
        // The title says something else.
        (vec!["2021年度支付明细".to_owned(), with("年度"), row("2-1", 1, "|2022")], "", (0, 1)),
        // Nobody knows when a budget of another year paid.
        (vec![with("预算年度"), row("2-1", 1, "|2022"), row("2-2", 2, "|2021")], "", (1, 1)),
        (vec![with("预算年度"), row("2022-2-1", 1, "|2021")], "", (1, 0)),
        (vec![with("预算年度"), row("2-1", 1, "|2021")], "--map 预算年度=", (1, 0)),
        (vec![with("预算年度|年度"), row("2-1", 1, "|2021|2022")], "", (1, 0)),
        (vec![HEADER.to_owned(), row("2-1", 1, "")], "--set 年度=2021", (0, 1)),
        (vec![HEADER.to_owned(), row("2-1", 1, "")], "--set 年度=2022", (1, 0)),
    ];
    for (rows, flags, expected) in cases {
        assert_eq!(counts(&office, "1", rows, flags), *expected, "{rows:?} {flags}");
    }
}

/// Days that are put together of their parts have the year of their row too.
#[test]
fn days_of_several_columns_are_of_the_year_of_their_row() {
    let office = office();
    let header = "|凭证号|经济科目|金额（元）|收款人|摘要|指标|年度";
    let row = |day: &str, year: &str| format!("{day}|记-1|30201|1|甲|纸|2022-001|{year}");
    let beside = "年度|月|日|凭证号|经济科目|金额（元）|收款人|摘要|指标".to_owned();
    let cases: &[(&str, Vec<String>, (u64, u64))] = &[
        ("1", vec![format!("月|日{header}"), row("2|1", "2021")], (0, 1)),
        ("1", vec![format!("月|日{header}"), row("2|1", "2022")], (1, 0)),
        (
            "1",
            vec!["2022年支付明细".to_owned(), format!("月|日{header}"), row("2|1", "2021")],
            (0, 1),
        ),
        ("3月", vec![format!("日期{header}"), row("5", "2021")], (0, 1)),
        ("2022年3月", vec![format!("日期{header}"), row("5", "2021")], (0, 1)),
        ("2022年3月", vec![format!("日期{header}"), row("5", "2022")], (1, 0)),
        ("1", vec![beside.clone(), "2021|2|1|记-1|30201|1|甲|纸|2022-001".to_owned()], (0, 1)),
        ("1", vec![beside, "2022|2|1|记-1|30201|1|甲|纸|2022-001".to_owned()], (1, 0)),
    ];
    for (sheet, rows, expected) in cases {
        assert_eq!(counts(&office, sheet, rows, ""), *expected, "{sheet} {rows:?}");
    }
}

#[test]
fn what_is_said_of_days_whose_year_is_in_doubt() {
    let office = office();
    let header = HEADER.replace('|', ",");
    let list = |name: &str, column: &str, years: &[&str]| {
        let row = |(at, year): (usize, &&str)| {
            format!("2-{0},记-{0},30201,{0},甲,纸,2022-001,{year}\n", at.saturating_add(1))
        };
        let rows: String = years.iter().enumerate().map(row).collect();
        office.file(name, format!("{header},{column}\n{rows}"));
    };
    list("年度.csv", "年度", &["2022", "2021", "", "去年"]);
    list("预算.csv", "预算年度", &["2022", "2021"]);
    let said = [
        office.run("import payments 年度.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 预算.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 预算.csv --map 预算年度= --dry-run").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}
