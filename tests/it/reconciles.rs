//! `reconcile FILE` by the numbers that the system gave its payments.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// The columns of a list, and what the ledger has before.
const HEAD: &str = "日期,凭证号,支付单号,原凭证号,金额(元)\n\
     2022-01-04,记-001,,,1200\n2022-01-04,记-002,,,800.50\n";

/// A ledger whose payments have both numbers: one voucher of two payments, one that was returned in part, one that
/// was cancelled.
fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    let head = "日期,凭证号,支付单号,退回或红字,原凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    let rows = [
        "2022-01-05,记-1,ZF1,,,2022-001,30201,100,甲,纸",
        "2022-01-05,记-1,ZF2,,,2022-001,30201,50,乙,笔",
        "2022-01-06,记-2,ZF3,,,2022-001,30201,70,丙,墨",
        "2022-02-07,记-1,ZF4,,,2022-001,30201,30,丁,尺",
        "2022-02-08,记-2,,退回,记-2,,,-20,丙,多付",
        "2022-02-09,记-3,,红字,记-1,,30201,-30,丁,重付",
    ];
    office.file("支付.csv", format!("{head}{}\n", rows.join("\n")));
    office.run("import payments 支付.csv --yes").done();
    office
}

#[test]
fn a_list_without_vouchers_or_with_others_is_compared_by_payments() {
    let office = office();
    // The return has a number of its own, or that of its payment; the red row names the payment.
    let ids = [
        "2022-01-05,,ZF1,,100",
        "2022-01-05,,ZF2,,50",
        "2022-01-06,,ZF3,,70",
        "2022-02-07,,ZF4,,30",
        "2022-02-08,,ZF9,ZF3,-20",
        "2022-02-09,,ZF8,ZF4,-30",
    ];
    office.file("单号.csv", format!("{HEAD}{}\n", ids.join("\n")));
    let others = [
        "2022-01-05,支-21,ZF1,,100",
        "2022-01-05,支-21,ZF2,,50",
        "2022-01-06,记-1,ZF3,,70",
        "2022-02-07,支-23,ZF4,,30",
        "2022-02-08,支-24,ZF3,,-20",
        "2022-02-09,支-25,ZF4,,-30",
    ];
    office.file("别的凭证.csv", format!("{HEAD}{}\n", others.join("\n")));
    let said = [
        office.run("reconcile 单号.csv --dry-run").ended(ExitCode::Success),
        office.run("reconcile 别的凭证.csv --dry-run").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    office.run("reconcile 单号.csv").done();
    let compared = office.run("reconcile 别的凭证.csv --dry-run --json").json();
    assert_eq!(compared["differences"].as_array().map(Vec::len), Some(0), "{compared}");
}

#[test]
fn differences_of_payments_are_told_by_their_vouchers() {
    let office = office();
    let rows = [
        // A fen more; another month; one that is here alone and one that is there alone.
        "2022-01-05,,ZF1,,100.01",
        "2022-01-06,,ZF3,,70",
        "2022-03-07,,ZF4,,30",
        "2022-02-08,,ZF9,,-20",
        "2022-01-07,,ZF7,,50",
    ];
    office.file("系统.csv", format!("{HEAD}{}\n", rows.join("\n")));
    insta::assert_snapshot!(office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Refused));
}
