//! What a preview tells before rows are posted, and does not ask about.

use serde_json::Value;
use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
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
