//! Rows that sum the payments above them and look like payments: a pivot table repeats the labels of its rows, and
//! a list of vouchers the day, the number and the payee.

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
