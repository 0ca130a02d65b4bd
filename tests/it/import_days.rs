//! Days with their year last: in which order they are read, and when that is asked.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

fn office() -> Office {
    Office::at_year_end()
}

/// Writes a list with these days.
fn list(office: &Office, days: &[&str]) {
    let row = |(at, day): (usize, &&str)| format!("{day},记-{at},30201,1,甲,纸,2022-001\n");
    let rows: String = days.iter().enumerate().map(row).collect();
    office.file("表.csv", format!("日期,凭证号,经济科目,金额（元）,收款人,摘要,指标\n{rows}"));
}

/// The days on which the rows of a list would be entered; it is accepted.
fn read(office: &Office, days: &[&str], flags: &str) -> Vec<String> {
    list(office, days);
    let said = office.run(&format!("import payments 表.csv --dry-run --json {flags}"));
    assert_eq!(said.code, ExitCode::Success, "{days:?} {flags} {}", said.out);
    let said = said.json();
    let mut rows = said["rows"].as_array().expect("rows").clone();
    rows.sort_by_key(|row| row["row"].as_u64());
    rows.iter().map(|row| row["date"].as_str().expect("a day").to_owned()).collect()
}

#[test]
fn a_day_of_one_reading_is_read_wherever_its_year_stands() {
    let office = office();
    let days = [
        "25/06/2022",
        "6/30/2022",
        "06-06-2022",
        "30.6.2022",
        "２５／６／２０２２",
        "6/25/2022 08:30",
    ];
    let read_as =
        ["2022-06-25", "2022-06-30", "2022-06-06", "2022-06-30", "2022-06-25", "2022-06-25"];
    assert_eq!(read(&office, &days, ""), read_as);
}

#[test]
fn the_order_of_the_days_of_a_column_is_asked_once() {
    let office = office();
    let refused = |days: &[&str], flags: &str| {
        list(&office, days);
        office.run(&format!("import payments 表.csv --dry-run {flags}")).ended(ExitCode::Refused)
    };
    let said = [
        refused(&["6/7/2022"], ""),
        refused(&["25/06/2022", "06/07/2022", "07/08/2022"], ""),
        refused(&["25/06/2022", "06/25/2022", "07/08/2022"], ""),
        // The order that a person says of all days is not that of this one.
        refused(&["25/06/2022", "06/07/2022", "06/25/2022"], "--dates 日/月/年"),
        refused(&["31/02/2022", "13/13/2022", "6/7"], ""),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_order_that_a_person_says_is_that_of_all_days_but_those_with_a_hyphen() {
    let office = office();
    let days = ["25/06/2022", "06/07/2022", "3/4", "06-07-2022", "2022-06-07", "6月7日"];
    let by_day =
        ["2022-06-25", "2022-07-06", "2022-04-03", "2022-07-06", "2022-06-07", "2022-06-07"];
    assert_eq!(read(&office, &days, "--dates 日/月/年"), by_day);
    let days = ["06/25/2022", "06/07/2022", "3/4"];
    let by_month = ["2022-06-25", "2022-06-07", "2022-03-04"];
    assert_eq!(read(&office, &days, "--dates month-first"), by_month);
    // Here the month stands first in 3-12, as without an answer.
    let days = ["05/03/2022", "3-12", "12-3", "6-30"];
    let by_day = ["2022-03-05", "2022-03-12", "2022-12-03", "2022-06-30"];
    assert_eq!(read(&office, &days, "--dates 日/月/年"), by_day);
}

/// A program that reads 06/07/2022 with the month first leaves 25/06/2022 as a text.
#[test]
fn texts_beside_days_that_a_spreadsheet_made_are_refused() {
    let office = office();
    let row = |day: &str, at: u8| format!("{day}|记-{at}|30201|1|甲|纸|2022-001");
    let rows = [
        "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标".to_owned(),
        row("25/06/2022", 1),
        row("日", 2),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let day = "<Cell><Data ss:Type=\"DateTime\">2022-07-06T00:00:00.000</Data></Cell>";
    let text = "<Cell><Data ss:Type=\"String\">日</Data></Cell>";
    office.file("表.xls", workbook(&[("1", &rows)]).replace(text, day));
    for flags in ["", "--dates 日/月/年"] {
        let said = office.run(&format!("import payments 表.xls --dry-run {flags}"));
        let said = said.ended(ExitCode::Refused);
        insta::assert_snapshot!(
            "a_text_beside_days",
            said.replace(" --dates 日/月/年", "").replace("--dry-run \n", "--dry-run\n")
        );
    }
    // As the remedy says; and a day that can only be read one way was not turned round.
    office.file(
        "表.xls",
        workbook(&[("1", &rows)]).replace(text, day).replace("25/06/2022", "2022-6-25"),
    );
    office.run("import payments 表.xls --dry-run").ended(ExitCode::Success);
    let day = day.replace("07-06", "07-26");
    office.file("表.xls", workbook(&[("1", &rows)]).replace(text, &day));
    office.run("import payments 表.xls --dry-run").ended(ExitCode::Success);
}

/// The sheet is named after another month than those of its rows, as lists are that are filed by the month in which
/// they were made.
#[test]
fn a_month_in_a_column_is_that_of_its_row() {
    let office = office();
    let read = |head: &str, rows: &[(&str, &str)]| -> Vec<String> {
        let row = |(at, (month, day)): (usize, &(&str, &str))| {
            format!("{month}|{day}|记-{at}|30201|1|甲|纸|2022-001")
        };
        let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
        let head = format!("{head}|凭证号|经济科目|金额（元）|收款人|摘要|指标");
        let lines: Vec<&str> =
            [head.as_str()].into_iter().chain(rows.iter().map(String::as_str)).collect();
        office.file("表.xls", workbook(&[("3月", &lines)]));
        let said = office.run("import payments 表.xls --dry-run --json --accept-doubtful");
        assert_eq!(said.code, ExitCode::Success, "{head} {}", said.out);
        let said = said.json();
        let mut rows = said["rows"].as_array().expect("rows").clone();
        rows.sort_by_key(|row| row["row"].as_u64());
        rows.iter().map(|row| row["date"].as_str().expect("a day").to_owned()).collect()
    };
    let expected = ["2022-01-15", "2022-02-11"];
    assert_eq!(read("月份|日", &[("1月", "15"), ("2月", "11")]), expected);
    assert_eq!(read("会计月份|日", &[("1", "15"), ("2", "11")]), expected);
    assert_eq!(read("会计期间|日", &[("2022-01", "15"), ("2022-02", "11")]), expected);
    assert_eq!(read("期间|日期", &[("202201", "15"), ("202202", "11日")]), expected);
    assert_eq!(read("会计期间|日", &[("2022年第1期", "15"), ("第2期", "11")]), expected);
    assert_eq!(read("会计期间|日", &[("2022.1", "15"), ("2022.2", "11")]), expected);
    // Whole days need no month, whatever another column says.
    assert_eq!(read("月份|日期", &[("3月", "2022-01-15"), ("3月", "2022-02-11")]), expected);
}

/// A spreadsheet that reads 2022.10 as a number shows 2022.1. Which month that is the other rows tell or nobody.
#[test]
fn a_period_that_may_have_lost_its_nought_is_refused() {
    let office = office();
    let list = |periods: [&str; 3]| {
        let row = |(at, period)| format!("{period},5,记-{at},30201,1,甲{at},纸,2022-001\n");
        let rows: String = (1..).zip(periods).map(row).collect();
        let head = "会计期间,日,凭证号,经济科目,金额（元）,收款人,摘要,指标";
        office.file("期间.csv", format!("{head}\n{rows}"));
        office.run("import payments 期间.csv --dry-run")
    };
    insta::assert_snapshot!(list(["2022.8", "2022.9", "2022.1"]).ended(ExitCode::Refused));
    assert_eq!(list(["2022.8", "2022.9", "2022.10"]).code, ExitCode::Success);
    assert_eq!(list(["2022.1", "2022.2", "2022.3"]).code, ExitCode::Success);
}

/// A journal carries the month in the row that carries the sum forward, and in headings, where there is no day.
#[test]
fn a_month_in_a_row_without_a_day_is_that_of_the_days_below() {
    let office = office();
    let read = |carrying: &str| -> Vec<String> {
        let rows = [
            "年|月|日|凭证号|经济科目|金额（元）|收款人|摘要|指标",
            "2022|1|15|记-1|30201|1|甲|纸|2022-001",
            carrying,
            "||13|记-1|30201|2|乙|笔|2022-001",
            "||24|记-2|30201|3|丙|墨|2022-001",
        ];
        office.file("表.xls", workbook(&[("支付", &rows)]));
        let said = office.run("import payments 表.xls --dry-run --json");
        assert_eq!(said.code, ExitCode::Success, "{carrying} {}", said.out);
        let said = said.json();
        let mut rows = said["rows"].as_array().expect("rows").clone();
        rows.sort_by_key(|row| row["row"].as_u64());
        rows.iter().map(|row| row["date"].as_str().expect("a day").to_owned()).collect()
    };
    let february = ["2022-01-15", "2022-02-13", "2022-02-24"];
    assert_eq!(read("|2||||||承前页|"), february);
    assert_eq!(read("|2月||||1||承前页|"), february);
    assert_eq!(read("|2||||||上月结转|"), february);
    assert_eq!(read("2022|2|28|||1||本月合计|"), february);
    // What stands there in place of a month is none.
    let january = ["2022-01-15", "2022-01-13", "2022-01-24"];
    assert_eq!(read("|合计||||1|||"), january);
    assert_eq!(read("|31||||1||本月合计|"), january);
}

/// The month of a row that is refused is that of the rows below it, which `--only-new` enters.
#[test]
fn a_month_of_a_row_that_is_refused_counts_for_those_below() {
    let office = office();
    let head = "年,月,日,凭证号,经济科目,金额（元）,收款人,摘要,指标";
    let rows = "2022,1,5,记-1,30201,1,甲,纸,2022-001\n,2,,记-1,30201,2,乙,笔,2022-001\n\
        ,,3,记-2,30201,4,丙,墨,2022-001\n";
    office.file("表.csv", format!("{head}\n{rows}"));
    let said = office.run("import payments 表.csv --dry-run --json").json();
    let day = |at: usize| said["rows"][at]["date"].clone();
    assert_eq!((day(0), day(1)), ("2022-01-05".into(), "2022-02-03".into()), "{said}");
    assert_eq!(said["sums"]["refused"], "2.00", "{said}");
}

#[test]
fn a_month_that_is_none_is_refused_with_its_row() {
    let office = office();
    let rows = "13月,15,记-1,30201,1,甲,纸,2022-001\n2月,30,记-2,30201,1,甲,纸,2022-001\n";
    office.file("表.csv", format!("月份,日,凭证号,经济科目,金额（元）,收款人,摘要,指标\n{rows}"));
    let said = office.run("import payments 表.csv --dry-run");
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
}
