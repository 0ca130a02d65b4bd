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
    let import = "import payments 支付.csv --unit 元 --dry-run";
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
