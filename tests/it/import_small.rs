//! Lists in 万元 that are read as yuan, since the list before them was in yuan: all is ten thousand times smaller.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,经济科目,金额,收款人,摘要,指标";

/// An office that imported a list in yuan, so that the unit of its header is remembered.
fn office() -> Office {
    let office = Office::at_year_end();
    let before = [
        "30201,860,文体用品店",
        "30206,620,供电公司",
        "30206,560,供电公司",
        "30202,3600,印刷厂",
        "30207,450,通信公司",
    ];
    numbered(&office, 900, &before);
    office.run("import payments 支付.csv --unit 元 --yes").done();
    office
}

fn list(office: &Office, rows: &[&str]) {
    numbered(office, 950, rows);
}

fn numbered(office: &Office, from: usize, rows: &[&str]) {
    let row = |(at, row): (usize, &&str)| {
        format!("2022-12-30,记-{},{row},第{at}件,2022-001\n", from.saturating_add(at))
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    office.file("支付.csv", format!("{HEAD}\n{rows}"));
}

#[test]
fn a_list_that_is_ten_thousand_times_smaller_is_asked_about_once() {
    let office = office();
    let in_wan = [
        "30201,0.09,文体用品店",
        "30206,0.06,供电公司",
        "30202,0.4,印刷厂",
        "30202,0.5,新的印刷厂",
    ];
    list(&office, &in_wan);
    let said = office.run("import payments 支付.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // As the remedy says.
    let in_wan = office.run("import payments 支付.csv --unit 万元 --dry-run --json").json();
    assert_eq!(in_wan["sums"]["new"], "10500.00");
    assert_eq!(counts(&office, "import payments 支付.csv --accept-doubtful"), [4, 0, 0, 0]);
    // What else was in the list is not entered without its answer.
    assert_eq!(counts(&office, "import payments 支付.csv --only-new"), [0, 0, 4, 0]);
}

#[test]
fn one_row_is_enough_if_it_is_a_payment_in_another_unit() {
    let office = office();
    list(&office, &["30202,0.36,印刷厂"]);
    assert_eq!(counts(&office, "import payments 支付.csv"), [0, 0, 1, 0]);
    list(&office, &["30202,0.37,印刷厂"]);
    assert_eq!(counts(&office, "import payments 支付.csv"), [1, 0, 0, 0]);
}

#[test]
fn small_payments_are_not_asked_about() {
    let office = office();
    let lists: [&[&str]; 5] = [
        // Petty cash.
        &["30201,12.50,文体用品店", "30207,3.60,邮政", "30201,8,小卖部"],
        // Fees of a bank.
        &["30204,0.50,银行", "30204,2,银行", "30204,5.5,银行"],
        // One small thing among others.
        &["30202,0.36,印刷厂", "30206,310,供电公司", "30207,90,通信公司"],
        &["30206,1.20,供电公司"],
        &["30201,86,文体用品店", "30206,61,供电公司"],
    ];
    for rows in lists {
        list(&office, rows);
        let count = rows.len();
        let counted = counts(&office, "import payments 支付.csv");
        assert_eq!(counted, [u64::try_from(count).expect("a few"), 0, 0, 0], "{rows:?}");
    }
}
