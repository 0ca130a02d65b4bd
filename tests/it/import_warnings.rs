//! What a preview tells before rows are posted, and does not ask about.

use rust_xlsxwriter::{Color, Format, Workbook};
use serde_json::Value;
use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    Office::at_year_end()
}

fn rows_of(warnings: &Value) -> Vec<u64> {
    let rows = warnings.as_array().expect("a list").iter();
    rows.map(|warning| warning["place"]["row"].as_u64().expect("a row")).collect()
}

/// 《预算法》: nothing is spent that is not in the budget; `disburse` tells it as the check DATE does.
#[test]
fn a_payment_before_the_document_of_its_line_is_told_before_it_is_posted() {
    let office = office();
    let row = |day: u32| format!("2022-01-0{day},记-2{day},2022-001,30201,{day}.50,甲,纸\n");
    let rows: String = (2..=5).map(row).collect();
    office.file("支付.csv", format!("{HEAD}\n{rows}"));
    let import = "import payments 支付.csv --unit 元";
    let preview = office.run(&format!("{import} --dry-run"));
    let preview = preview.ended(ExitCode::Success);
    let json = office.run(&format!("{import} --dry-run --json")).json();
    assert_eq!(rows_of(&json["warnings"]), [2, 3]);
    let posted = office.run(&format!("{import} --yes --accept-doubtful")).ended(ExitCode::Success);
    // The check finds the same payments.
    let checked = office.run("check").out;
    assert_eq!(checked.matches("才发文").count(), 2, "{checked}");
    // What is known is not told again.
    let again = office.run(&format!("{import} --dry-run --json")).json();
    assert_eq!(rows_of(&again["warnings"]), Vec::<u64>::new());
    insta::assert_snapshot!([preview, posted].join("\n"));
}

#[test]
fn a_program_that_posts_is_told_too() {
    let office = office();
    office.file("支付.csv", format!("{HEAD}\n2022-01-03,记-23,2022-001,30201,3.50,甲,纸\n"));
    let posted = office.run("import payments 支付.csv --unit 元 --yes --json").json();
    assert_eq!(rows_of(&posted["warnings"]), [2]);
    assert_eq!(posted["posted"], true);
}

#[test]
fn unused_columns_of_money_are_told_with_their_sum() {
    let office = office();
    let more = "序号,手续费,扣款,附件,备付,单价,税费,号数,滞纳";
    let row = |at: u32, more: &str| {
        format!("2022-03-0{at},记-2{at},2022-001,30201,{at}.50,甲,纸,{more}\n")
    };
    let rows = [
        row(1, "1,100.00,\"1,200.5\",2,3,9.90,,1.25,0.5"),
        row(2, "2,20.00,(0.50),1,,9.90,免,2,—"),
        row(3, "3,,5元,1,,,3,x,-0.25"),
    ];
    office.file("支付.csv", format!("{HEAD},{more}\n{}", rows.concat()));
    let import = "import payments 支付.csv --unit 元 --dry-run --accept-columns";
    let said = office.run(import).ended(ExitCode::Success);
    assert!(
        said.contains(
            "没有用到的列：序号、手续费（合计 120.00，没有登记）、扣款（合计 1,205.00，没有登记）、附件、备付、\
             单价、税费（合计 3.00，另有 1 格读不出，没有登记）、号数、滞纳（合计 0.25，没有登记）"
        ),
        "{said}"
    );
    let json = office.run(&format!("{import} --json")).json();
    let left_out = json["files"][0]["unused_amounts"].as_array().expect("a list").iter();
    let left_out: Vec<_> = left_out
        .map(|amounts| {
            (amounts["column"].as_str(), amounts["sum"].as_str(), amounts["unread_cells"].as_u64())
        })
        .collect();
    assert_eq!(
        left_out,
        [("手续费", "120.00", 0), ("扣款", "1205.00", 0), ("税费", "3.00", 1), ("滞纳", "0.25", 0)]
            .map(|(column, sum, unread)| (Some(column), Some(sum), Some(unread)))
    );
    assert_eq!(json["sums"]["new"], "7.50");
}

/// A red number is below zero in accounts. One with a sign takes back, whatever its colour.
#[test]
fn a_red_amount_without_a_sign_is_told() {
    let office = office();
    let red = Format::new().set_font_color(Color::Red);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, words) in (0_u16..).zip(HEAD.split(',')) {
        sheet.write(0, column, words).expect("a header");
    }
    for (row, amount) in [(1, 1.5), (2, 2.5), (3, -1.5)] {
        let voucher = format!("记-2{row}");
        let texts =
            [(0, "2022-12-01"), (1, voucher.as_str()), (2, "2022-001"), (3, "30201"), (5, "甲")];
        for (column, text) in texts {
            sheet.write(row, column, text).expect("a text");
        }
        sheet.write(row, 6, if row == 3 { "退回记-21" } else { "纸" }).expect("a memo");
        let format = if row == 1 { Format::new() } else { red.clone() };
        sheet.write_with_format(row, 4, amount, &format).expect("an amount");
    }
    office.file("支付.xlsx", book.save_to_buffer().expect("a workbook"));
    let import = "import payments 支付.xlsx --unit 元";
    let json = office.run(&format!("{import} --dry-run --json")).json();
    assert_eq!(rows_of(&json["warnings"]), [3]);
    insta::assert_snapshot!(office.run(&format!("{import} --yes")).ended(ExitCode::Success));
}

/// A list of payments and incomes that take turns has no runs to be named by.
#[test]
fn long_lists_of_rows_are_cut_for_people_and_whole_for_programs() {
    let office = office();
    let row = |at: u32| {
        let (paid, received) = if at.is_multiple_of(2) { ("1.50", "") } else { ("", "2") };
        format!("2022-03-01,记-{at},2022-001,30201,{paid},{received},甲,纸\n")
    };
    let rows: String = (2..=61).map(row).collect();
    let rows = format!("{rows}合计,,,,45,60,,\n");
    office.file(
        "收支.csv",
        format!("日期,凭证号,指标,经济科目,支出金额,收入金额,收款人,摘要\n{rows}"),
    );
    let import = "import payments 收支.csv --unit 元 --dry-run";
    let said = office.run(import).ended(ExitCode::Success);
    let words = "  收入，不是支付：第 3、5、7、9、11、13、15、17 等共 30 行\n";
    assert!(said.contains(words), "{said}");
    let json = office.run(&format!("{import} --json")).json();
    let aside = json["files"][0]["set_aside"].as_array().expect("a list").iter();
    let income: Vec<u64> = aside
        .filter(|row| row["reason"] == "收入")
        .map(|row| row["row"].as_u64().expect("a number"))
        .collect();
    assert_eq!(income, (3..=61).step_by(2).collect::<Vec<u64>>());
}

#[test]
fn hidden_rows_in_question_are_all_named_to_programs() {
    let office = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, words) in (0_u16..).zip(HEAD.split(',')) {
        sheet.write(0, column, words).expect("a header");
    }
    for row in 1_u32..=40 {
        let number = format!("记-{row}");
        let texts =
            [(0, "2022-03-01"), (1, number.as_str()), (2, "2022-001"), (3, "30201"), (5, "甲")];
        for (column, text) in texts {
            sheet.write(row, column, text).expect("a text");
        }
        sheet.write(row, 4, 1.5).expect("an amount");
        if row.is_multiple_of(2) {
            sheet.set_row_hidden(row).expect("a row");
        }
    }
    office.file("隐藏.xlsx", book.save_to_buffer().expect("a workbook"));
    let import = "import payments 隐藏.xlsx --unit 元 --dry-run";
    let said = office.run(import).ended(ExitCode::Refused);
    assert!(said.contains("第 3、5、7、9、11、13、15、17 等共 20 行是隐藏的"), "{said}");
    let json = office.run(&format!("{import} --json")).json();
    let mut problems = json["problems"].as_array().expect("a list").iter();
    let hidden = problems.find_map(|problem| problem["place"]["rows"].as_array());
    let rows = hidden.expect("a list of rows").iter().map(|row| row.as_u64().expect("a number"));
    assert_eq!(rows.collect::<Vec<u64>>(), (3..=41).step_by(2).collect::<Vec<u64>>());
}
