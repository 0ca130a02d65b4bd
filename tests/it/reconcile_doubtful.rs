//! `reconcile FILE` heeds what an import asks about: rows that say that nothing was paid, or that it came back.
//! Counted unasked, a failed payment agreed with the ledger that still has it.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// A list of the two payments of the small ledger, of which the second says more in a further column.
fn list(office: &Office, header: &str, harmless: &str, telling: &str) {
    office.file(
        "系统.csv",
        format!(
            "日期,凭证号,收款人,金额(元),{header}\n2022-01-04,记-001,甲,1200,{harmless}\n\
             2022-01-04,记-002,乙,800.50,{telling}\n"
        ),
    );
}

/// What the list shows, how many numbers agree, and the amounts that were not compared as unsettled and as skipped.
fn compared(office: &Office, rest: &str) -> [String; 4] {
    let found =
        office.run(&format!("reconcile 系统.csv --accept-columns --dry-run --json {rest}")).json();
    let text = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
    [&found["shown"], &found["matched"], &found["unsettled"]["amount"], &found["skipped"]["amount"]]
        .map(text)
}

#[test]
fn an_answer_that_a_payment_failed_leaves_it_out() {
    let office = Office::at_year_end();
    for (header, telling) in [
        ("处理结果", "失败：账号不符"),
        ("银行反馈", "账号不存在"),
        ("银行返回结果", "支付失败"),
        ("支付结果", "未支付"),
    ] {
        list(&office, header, "成功", telling);
        let expected = ["1200.00", "1", "800.50", "0.00"];
        assert_eq!(compared(&office, ""), expected, "{header} {telling}");
        office.run("reconcile 系统.csv").ended(ExitCode::Refused);
    }
    // What failed is the return, and the payment stands.
    list(&office, "处理结果", "成功", "退款失败");
    let said = office.run("reconcile 系统.csv").ended(ExitCode::Refused);
    assert!(said.contains("待核实：“处理结果”是“退款失败”"), "{said}");
}

#[test]
fn what_may_be_no_payment_is_asked_about_before_anything_is_recorded() {
    let office = Office::at_year_end();
    for (header, harmless, telling) in [
        ("备注", "", "作废"),
        ("备注", "", "已退票"),
        ("摘要", "纸", "结转下年"),
        ("摘要", "纸", "冲销记-2号凭证所记二月份购买打印纸和墨盒的款项"),
        ("业务类型", "正常", "退款"),
        ("是否支付", "是", "否"),
        ("失败原因", "", "网络超时"),
    ] {
        list(&office, header, harmless, telling);
        let journal = office.journal();
        let said = office.run("reconcile 系统.csv").ended(ExitCode::Refused);
        assert!(said.contains(&format!("待核实：“{header}”是“{telling}”")), "{said}");
        assert_eq!(office.journal(), journal);
        // As the remedy says: it was paid, or it was not.
        let paid = ["2000.50", "2", "0.00", "0.00"];
        assert_eq!(compared(&office, "--accept-row 3"), paid, "{header}");
        assert_eq!(compared(&office, "--accept-doubtful"), paid, "{header}");
        assert_eq!(compared(&office, "--skip-doubtful"), ["1200.00", "1", "0.00", "800.50"]);
        assert_eq!(compared(&office, "--accept-row 3 --skip-doubtful"), paid, "{header}");
    }
    insta::assert_snapshot!(office.run("reconcile 系统.csv").ended(ExitCode::Refused));
    insta::assert_snapshot!(
        office.run("reconcile 系统.csv --skip-doubtful --dry-run").ended(ExitCode::Refused)
    );
    office.run("reconcile 系统.csv --accept-row 3").done();
}

#[test]
fn what_says_nothing_of_the_kind_is_compared_unasked() {
    let office = Office::at_year_end();
    for (header, harmless, telling) in [
        ("处理结果", "成功", "支付成功"),
        ("备注", "", "退票后重新支付"),
        ("摘要", "退学费", "上年结转项目印刷费"),
        ("业务类型", "正常", "授权支付"),
    ] {
        list(&office, header, harmless, telling);
        assert_eq!(compared(&office, ""), ["2000.50", "2", "0.00", "0.00"], "{header} {telling}");
    }
}

/// That money came back is no news of an amount below zero.
#[test]
fn a_return_below_zero_counts_as_it_says() {
    let office = Office::at_year_end();
    office.file(
        "系统.csv",
        "日期,凭证号,金额(元),业务类型\n2022-01-04,记-001,1200,正常\n2022-01-04,记-002,800.50,正常\n\
         2022-03-20,记-9,-500,退款\n",
    );
    assert_eq!(compared(&office, ""), ["1500.50", "2", "0.00", "0.00"]);
}
