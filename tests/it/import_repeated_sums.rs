//! Rows that sum the payments above or below them and look like payments: a pivot table repeats the labels of its
//! rows, and a list of vouchers the day, the number and the payee.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,收款人,摘要,金额";
const IMPORT: &str = "import payments 支付.csv --unit 元";

fn row(day: u32, number: &str, payee: &str, memo: &str, amount: &str) -> String {
    format!("2022-12-0{day},{number},2022-001,30201,{payee},{memo},{amount}\n")
}

fn list(office: &Office, rows: &[String]) {
    office.file("支付.csv", format!("{HEAD}\n{}", rows.concat()));
}

/// The sums of new rows and of rows that are asked about.
fn sums(office: &Office, rest: &str) -> [String; 2] {
    let preview = office.run(&format!("{IMPORT} --dry-run {rest} --json")).json();
    ["new", "doubtful"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

#[test]
fn a_row_that_repeats_its_rows_and_states_their_sum_is_asked_about() {
    let office = Office::at_year_end();
    let parts = [row(1, "记-1", "甲", "纸", "1.00"), row(1, "记-1", "甲", "笔", "2.00")];
    // The last row, and whether it is asked about.
    for (last, is_asked) in [
        (row(1, "记-1", "甲", "文具", "3.00"), true),
        (row(1, "记-1", "甲", "文具", "3.01"), false),
        (row(2, "记-1", "甲", "文具", "3.00"), false),
        (row(1, "记-2", "甲", "文具", "3.00"), false),
        (row(1, "记-1", "乙", "文具", "3.00"), false),
        // A row of a sum has no number of its own.
        (row(2, "", "各单位", "本月支出", "3.00"), true),
        (row(2, "", "乙", "文具", "2.00"), false),
    ] {
        list(&office, &[parts.concat(), last.clone()]);
        let [new, doubtful] = sums(&office, "");
        assert_eq!((new == "3.00", doubtful == "0.00"), (is_asked, !is_asked), "{last}");
    }
    // One row above is no sum: it may be a payment like another.
    list(&office, &[row(1, "记-1", "甲", "纸", "1.00"), row(1, "记-1", "甲", "笔", "1.00")]);
    let said = office.run(&format!("{IMPORT} --dry-run --json")).json().to_string();
    assert!(!said.contains("相加"), "{said}");
}

/// The rows that are asked about as sums, each with the rows that it sums.
fn asked(office: &Office, rest: &str) -> Vec<String> {
    let preview = office.run(&format!("{IMPORT} --dry-run {rest} --json")).json().to_string();
    let mut found: Vec<String> = Vec::new();
    for part in preview.split("支付.csv 第 ").skip(1).filter(|part| part.contains("正好等于第"))
    {
        let row = part.split(' ').next().unwrap_or_default();
        let of = part.split("正好等于第 ").nth(1).and_then(|of| of.split(' ').next());
        let said = format!("{row}={}", of.unwrap_or_default().replace('–', "-"));
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found.sort();
    found
}

/// Checks which rows of lists of `(number, payee, amount)` are asked about.
fn check(office: &Office, day: u32, rows: &[(&str, &str, &str)], expected: &[&str]) {
    let rows: Vec<String> = rows
        .iter()
        .map(|(number, payee, amount)| row(day, number, payee, "文具", amount))
        .collect();
    list(office, &rows);
    assert_eq!(asked(office, ""), expected, "{rows:?}");
}

#[test]
fn a_row_that_states_the_sum_of_the_rows_below_it_is_asked_about() {
    let office = Office::at_year_end();
    let (whole, paper, pen) =
        (("记-1", "甲", "3.00"), ("记-1", "甲", "1.00"), ("记-1", "甲", "2.00"));
    check(&office, 1, &[whole, paper, pen], &["2=3-4"]);
    check(&office, 1, &[whole, paper, pen, ("记-2", "甲", "3.00")], &["2=3-4"]);
    // Each group has its sum above it.
    let group = [("记-2", "乙", "9.00"), ("记-2", "乙", "4.00"), ("记-2", "乙", "5.00")];
    check(&office, 1, &[&[whole, paper, pen][..], &group].concat(), &["2=3-4", "5=6-7"]);
    // The parts have no number of their own, nor has the sum of those that have one.
    let bare = [("记-1", "甲", "3.00"), ("", "甲", "1.00"), ("", "甲", "2.00")];
    check(&office, 1, &bare, &["2=3-4"]);
    check(&office, 1, &[bare[1], bare[2], bare[0]], &["4=2-3"]);
    let head = ("", "各单位", "3.00");
    check(&office, 1, &[head, paper, ("记-2", "乙", "2.00")], &["2=3-4"]);
    for silent in [
        // Not what they come to, of other payees or of other numbers.
        [("记-1", "甲", "3.01"), paper, pen],
        [("记-1", "乙", "3.00"), paper, pen],
        [("记-2", "甲", "3.00"), paper, pen],
        [("记-1", "甲", "3.00"), ("", "乙", "1.00"), ("", "乙", "2.00")],
        // All without a number, as banks have them.
        [("", "甲", "3.00"), ("", "甲", "1.00"), ("", "甲", "2.00")],
        // Equal payments, and one of twice as much to somebody else.
        [("记-1", "甲", "500.00"), ("记-2", "乙", "500.00"), ("记-3", "丙", "1000.00")],
        [("记-1", "甲", "500.00"), ("记-1", "乙", "500.00"), ("记-1", "丙", "1000.00")],
        [("记-3", "丙", "1000.00"), ("记-1", "甲", "500.00"), ("记-2", "乙", "500.00")],
        // One row is no sum.
        [("记-1", "甲", "3.00"), ("记-1", "甲", "3.00"), ("记-2", "甲", "3.00")],
    ] {
        check(&office, 1, &silent, &[]);
    }
    // As the remedies say.
    check(&office, 1, &[whole, paper, pen], &["2=3-4"]);
    assert_eq!(sums(&office, "--accept-row 2"), ["6.00", "0.00"]);
    let left_out = office.run(&format!("{IMPORT} --yes --only-new")).ended(ExitCode::Success);
    assert!(left_out.contains("已入账 2 笔"), "{left_out}");
}

#[test]
fn a_sum_of_all_rows_below_subtotals_is_asked_about() {
    let office = Office::at_year_end();
    let rows = [
        ("记-1", "甲", "1.00"),
        ("记-1", "甲", "2.00"),
        ("记-1", "甲", "3.00"),
        ("记-2", "乙", "4.00"),
        ("记-2", "乙", "5.00"),
        ("记-2", "乙", "9.00"),
        ("", "各单位", "12.00"),
    ];
    check(&office, 1, &rows, &["4=2-3", "7=5-6", "8=2-6"]);
    let other = ("", "各单位", "21.00");
    check(&office, 1, &[&rows[..6], &[other]].concat(), &["4=2-3", "7=5-6"]);
}

#[test]
fn rows_that_are_refused_or_give_back_count_in_a_sum() {
    let office = Office::at_year_end();
    let (paper, pen) = (row(1, "记-1", "甲", "纸", "1.00"), row(1, "记-1", "甲", "笔", "2.00"));
    let refused = |row: &str| row.replace("30201", "不知道");
    let back = row(1, "记-1", "甲", "退款", "-1.00");
    let last = |amount: &str| row(1, "记-1", "甲", "文具", amount);
    for (rows, expected) in [
        (vec![paper.clone(), refused(&pen), last("3.00")], vec!["4=2-3"]),
        (vec![refused(&paper), pen.clone(), last("3.00")], vec!["4=2-3"]),
        (vec![last("3.00"), refused(&paper), pen.clone()], vec!["2=3-4"]),
        // Of what cannot be read, nothing is known; without it, they come to it.
        (vec![paper.clone(), pen.clone(), last("不清楚"), last("3.00")], vec!["5=2-4"]),
        (vec![paper.clone(), last("不清楚"), last("3.00")], vec![]),
        // A row of another payee is of something else.
        (vec![paper.clone(), refused(&pen.replace("甲", "乙")), last("3.00")], vec![]),
        (vec![paper.clone(), pen.clone(), back.clone(), last("2.00")], vec!["5=2-4"]),
        (vec![paper.clone(), pen.clone(), back.clone(), last("3.00")], vec!["5=2-4"]),
        (vec![paper.clone(), pen.clone(), back.clone(), last("4.00")], vec![]),
        // One payment, what came back of it, and the rest.
        (vec![pen.clone(), back, last("1.00")], vec![]),
    ] {
        list(&office, &rows);
        assert_eq!(asked(&office, ""), expected, "{rows:?}");
    }
}

#[test]
fn of_several_columns_of_amounts_each_is_summed() {
    let office = Office::at_year_end();
    let amounts =
        "--amount 办公费=指标:2022-001,经济科目:30201 --amount 印刷费=指标:2022-001,经济科目:30202";
    for (paper, last, expected) in [
        ("1.00,4.00", "3.00,4.00", vec!["4=2-3"]),
        ("1.00,4.00", "3.00,", vec![]),
        ("1.00,4.00", "4.00,3.00", vec![]),
        ("1.00,4.00", "7.00,", vec![]),
        ("1.00,", "3.00,", vec!["4=2-3"]),
        ("1.00,4.00", "3.00,5.00", vec![]),
    ] {
        let head = "日期,凭证号,收款人,摘要,办公费,印刷费";
        let row = |memo: &str, amounts: &str| format!("2022-12-01,记-1,甲,{memo},{amounts}\n");
        let rows = [row("纸", paper), row("笔", "2.00,"), row("文具", last)];
        office.file("支付.csv", format!("{head}\n{}", rows.concat()));
        assert_eq!(asked(&office, amounts), expected, "{rows:?}");
        // The sum stands above them.
        let rows = [row("文具", last), row("纸", paper), row("笔", "2.00,")];
        office.file("支付.csv", format!("{head}\n{}", rows.concat()));
        let above = if expected.is_empty() { vec![] } else { vec!["2=3-4"] };
        assert_eq!(asked(&office, amounts), above, "{rows:?}");
    }
    let row = |memo: &str, amounts: &str| format!("2022-12-01,记-1,甲,{memo},{amounts}\n");
    let rows = [row("纸", "1.00,4.00"), row("笔", "2.00,"), row("文具", "3.00,4.00")];
    office.file("支付.csv", format!("日期,凭证号,收款人,摘要,办公费,印刷费\n{}", rows.concat()));
    assert_eq!(sums(&office, &format!("{amounts} --accept-row 4")), ["14.00", "0.00"]);
    insta::assert_snapshot!(
        office.run(&format!("{IMPORT} --yes {amounts}")).ended(ExitCode::Refused)
    );
}

#[test]
fn sums_one_below_the_other_are_each_of_the_rows_since_the_last() {
    let office = Office::at_year_end();
    list(
        &office,
        &[
            row(1, "记-1", "甲", "纸", "1.00"),
            row(1, "记-1", "甲", "笔", "2.00"),
            row(1, "记-1", "甲", "文具", "3.00"),
            row(2, "记-2", "乙", "茶", "4.00"),
            row(2, "记-2", "乙", "杯", "5.00"),
            row(2, "记-2", "乙", "茶具", "9.00"),
        ],
    );
    let asked = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert_eq!(sums(&office, "--accept-row 4"), ["15.00", "9.00"]);
    assert_eq!(sums(&office, "--accept-doubtful"), ["24.00", "0.00"]);
    // As the remedy says.
    let left_out = office.run(&format!("{IMPORT} --yes --only-new")).ended(ExitCode::Success);
    insta::assert_snapshot!([asked, left_out].join("\n"));
}

#[test]
fn a_payment_that_has_no_other_words_than_those_of_a_sum_is_asked_about() {
    let office = Office::at_year_end();
    for (payee, memo, is_asked) in [
        ("甲", "小计", true),
        ("甲", "合计", true),
        ("甲", "凭证合计", true),
        ("甲", "本月合计", true),
        ("小计", "纸", true),
        ("甲", "餐费合计", false),
        ("甲", "合计3次出差", false),
        ("甲", "审计费", false),
    ] {
        list(&office, &[row(1, "记-1", payee, memo, "1.50")]);
        let expected = if is_asked { ["0.00", "1.50"] } else { ["1.50", "0.00"] };
        assert_eq!(sums(&office, ""), expected, "{payee} {memo}");
    }
}
