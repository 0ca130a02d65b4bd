//! What an import says that is to be done is done here to the letter, and does what it says.

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// What the rules refuse, and one row that may be entered.
const AGAINST_THE_RULES: &str = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
    2022-02-01,记-11,2022-009,30201,5,甲,没有的指标\n\
    2022-02-01,记-12,2022-001,30101,5,甲,科目不在指标之内\n\
    2022-02-01,记-13,2022-001,30201,99999,甲,超过可用余额\n\
    2022-02-01,记-14,2022-001,30201,5,甲,好的\n";

/// A program that reads failures reads a refused preview too, which shows its rows besides.
#[test]
fn a_refused_preview_has_what_a_failure_has() {
    let office = office();
    office.file("支付.csv", AGAINST_THE_RULES);
    let refused = office.run("import payments 支付.csv --dry-run --json");
    assert_eq!(refused.code, ExitCode::Refused);
    let preview = refused.json();
    let posted = office.run("import payments 支付.csv --yes --json").json();
    for key in ["ok", "exit_code", "errors"] {
        assert_eq!(preview[key], posted[key], "{key}");
    }
    assert_eq!(preview["exit_code"], 3);
    assert_eq!(preview["errors"].as_array().map(Vec::len), Some(3));
    assert_eq!(preview["rows"].as_array().map(Vec::len), Some(4));
    // What is left out is still told, and no error.
    let left_out = office.run("import payments 支付.csv --dry-run --only-new --json");
    assert_eq!(left_out.code, ExitCode::Success);
    let left_out = left_out.json();
    assert_eq!((&left_out["ok"], &left_out["exit_code"]), (&true.into(), &0.into()));
    assert_eq!(left_out["errors"], serde_json::json!([]));
    assert_eq!(left_out["problems"].as_array().map(Vec::len), Some(3));
}
