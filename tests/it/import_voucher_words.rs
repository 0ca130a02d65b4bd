//! Numbers of vouchers in two columns, the word for the kind and the number, as accounting programs export them.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const IMPORT: &str = "import payments 支付.csv";

/// Gives a list of payments of 1.50, 2.50 and so on, one a day, with what stands in the columns of its numbers.
fn list(office: &Office, headers: &str, numbers: &[&str]) {
    let row = |(at, number): (u32, &&str)| {
        format!("2022-12-0{at},{number},2022-001,30201,{at}.50,甲{at},纸\n")
    };
    let rows: String = (1..).zip(numbers).map(row).collect();
    office.file("支付.csv", format!("日期,{headers},指标,经济科目,金额(元),收款人,摘要\n{rows}"));
}

/// The numbers under which the new rows would be entered.
fn numbers(office: &Office, line: &str) -> Vec<String> {
    let said = office.run(&format!("{line} --dry-run --all-rows"));
    let number = |text: &str| {
        let (_, entry) = text.split_once("支付 ")?;
        entry.split_once('：').map(|(number, _)| number.to_owned())
    };
    said.out.lines().filter_map(number).collect()
}

#[test]
fn a_word_and_a_number_are_joined() {
    let office = Office::at_year_end();
    for (headers, rows, joined) in [
        ("凭证字,凭证号", ["收,1", "付,1"], ["收-1", "付-1"]),
        ("凭证类别,凭证编号", ["记,0001", "记,0002"], ["记-0001", "记-0002"]),
        ("凭证类型,凭证号", ["记账凭证,1", "付款凭证,1"], ["记-1", "付-1"]),
        ("凭证类型,凭证号", ["银行付款凭证,1", "现付,1"], ["银付-1", "现付-1"]),
        ("凭证号,凭证字", ["1,银付", "1,补"], ["银付-1", "补-1"]),
        ("凭证种类,凭证号数", ["转账凭证,7", "转,8"], ["转-7", "转-8"]),
        ("字,号", ["记,1", "付,1"], ["记-1", "付-1"]),
        // A number that says of which kind it is, or whose row has no word, stays as it is.
        ("凭证字,凭证号", ["记,记-1", "付,1"], ["记-1", "付-1"]),
        ("凭证字,凭证号", ["记,1", ",2"], ["记-1", "2"]),
    ] {
        list(&office, headers, &rows);
        assert_eq!(numbers(&office, IMPORT), joined, "{headers}");
        // As if they stood in one column.
        list(&office, "凭证号", &joined.map(|number| number.trim_start_matches("")));
        assert_eq!(numbers(&office, IMPORT), joined, "{headers}");
    }
    // What a row has no number for, its word does not give.
    list(&office, "凭证字,凭证号", &["记,1", "付,"]);
    let with_none = numbers(&office, IMPORT);
    assert!(with_none[1].starts_with("导入-"), "{with_none:?}");
}

/// 收-1 and 付-1 of one day, amount and payee are two.
#[test]
fn the_same_number_of_another_word_is_another_voucher() {
    let office = Office::at_year_end();
    let head = "日期,凭证字,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    let rows =
        "2022-12-01,付,1,2022-001,30201,2.50,甲,纸\n2022-12-09,转,1,2022-001,30201,3.50,乙,墨\n";
    office.file("支付.csv", format!("{head}{rows}"));
    office.run(&format!("{IMPORT} --yes")).done();
    assert_eq!(counts(&office, IMPORT), [0, 2, 0, 0]);
    office.file("一列.csv", "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n2022-12-09,转-1,2022-001,30201,3.50,乙,墨\n");
    assert_eq!(counts(&office, "import payments 一列.csv"), [0, 1, 0, 0]);
    office.file("对账.csv", "日期,凭证字,凭证号,金额(元)\n2022-12-01,付,1,2.50\n2022-12-09,转,1,3.50\n2022-12-20,记,900,150.00\n");
    let said = office.run("reconcile 对账.csv --date 2022-12-31").ended(ExitCode::Refused);
    assert!(!said.contains("付-1") && !said.contains("转-1"), "{said}");
    assert!(said.contains("记-900"), "{said}");
}

#[test]
fn rows_that_were_imported_in_one_column_are_known_in_two() {
    let office = Office::at_year_end();
    list(&office, "凭证号", &["记-1", "付-1"]);
    office.run(&format!("{IMPORT} --yes")).done();
    list(&office, "凭证字,凭证号", &["记,1", "付,1"]);
    assert_eq!(counts(&office, IMPORT), [0, 2, 0, 0]);
    list(&office, "凭证字,凭证号", &["记,0001", "付,0001"]);
    assert_eq!(counts(&office, IMPORT), [0, 0, 2, 0]);
}

/// A profile of an earlier version, in which the words were accepted as unused, reads later lists as it did. Without
/// it their numbers are other spellings of those that are entered.
#[test]
fn rows_that_were_imported_without_their_words_are_not_entered_again() {
    let office = Office::at_year_end();
    list(&office, "凭证字,凭证号", &["记,1", "付,2"]);
    office.run(&format!("{IMPORT} --map 凭证号=凭证号 --yes")).done();
    let profiles = office.run("import profile list --json").json();
    let name = profiles[0]["file"].as_str().expect("a name").to_owned();
    let path = office.ledger().join("import").join(name);
    let profile = std::fs::read_to_string(&path).expect("a profile");
    assert!(profile.contains("凭证号 = \"凭证号\"") || profile.contains("\"凭证号\" = \"凭证号\""));
    list(&office, "凭证字,凭证号", &["记,1", "付,2", "付,3"]);
    assert_eq!(counts(&office, IMPORT), [1, 2, 0, 0]);
    assert_eq!(numbers(&office, IMPORT), ["3"]);
    let joined = "--map 凭证号=凭证号（凭证字-凭证号）";
    assert_eq!(counts(&office, &format!("{IMPORT} {joined}")), [1, 0, 2, 0]);
    std::fs::remove_file(path).expect("it is there");
    assert_eq!(counts(&office, IMPORT), [1, 0, 2, 0]);
    office.run(&format!("{IMPORT} --yes --only-new")).done();
    assert_eq!(counts(&office, IMPORT), [0, 1, 2, 0]);
}

/// What 财务 and 预算 say of the halves of one voucher, and words that nobody knows, are put before no number by
/// themselves.
#[test]
fn words_that_may_not_belong_to_the_number_are_asked_about() {
    let office = Office::at_year_end();
    list(&office, "凭证类型,凭证编号", &["财务会计,1", "预算会计,2"]);
    let said = office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused);
    assert!(said.contains("有 1 列程序不认识，没有用到：凭证类型（"), "{said}");
    assert_eq!(numbers(&office, &format!("{IMPORT} --accept-columns")), ["1", "2"]);

    list(&office, "凭证类型,凭证编号", &["记账凭证,1", "预算凭证,1", "支付令,2"]);
    let asked = office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused);
    insta::assert_snapshot!(asked);
    let alone = format!("{IMPORT} --map 凭证号=凭证编号");
    assert_eq!(numbers(&office, &alone), ["1", "1", "2"]);
    let joined = format!("{IMPORT} --map 凭证号=凭证号（凭证类型-凭证编号）");
    assert_eq!(numbers(&office, &joined), ["记-1", "预算-1", "支付令-2"]);
}

/// The answer is remembered with the words of which it was given.
#[test]
fn an_answer_about_words_holds_for_later_lists() {
    for (column, second) in [("凭证号（凭证类型-凭证编号）", "记-2"), ("凭证编号", "2")]
    {
        let office = Office::at_year_end();
        list(&office, "凭证类型,凭证编号", &["支付令,1"]);
        office.run(&format!("{IMPORT} --map 凭证号={column} --yes")).done();
        list(&office, "凭证类型,凭证编号", &["支付令,1", "记账凭证,2"]);
        let said = office.run(&format!("{IMPORT} --dry-run --json")).json();
        assert_eq!(said["counts"]["known"], 1, "{said}");
        assert_eq!(numbers(&office, IMPORT), [second], "{column}");
        list(&office, "凭证类型,凭证编号", &["支付令,1", "预算凭证,2"]);
        let said = office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused);
        assert!(said.contains("预算凭证") && !said.contains("支付令"), "{said}");
    }
}

/// Two columns of one merged voucher count for each of its rows, and a number that a spreadsheet ruined stays so.
#[test]
fn a_ruined_number_is_refused_as_in_one_column() {
    let office = Office::at_year_end();
    list(&office, "凭证字,凭证号", &["记,2.02601E+11", "记,2"]);
    assert_eq!(counts(&office, IMPORT), [1, 0, 0, 1]);
    let said = office.run(&format!("{IMPORT} --yes --only-new --refused 退回.csv"));
    assert_eq!(said.code, ExitCode::Success, "{}", said.out);
    let returned = std::fs::read_to_string(office.path().join("退回.csv")).expect("it is written");
    assert!(returned.contains("凭证字,凭证号,"), "{returned}");
}
