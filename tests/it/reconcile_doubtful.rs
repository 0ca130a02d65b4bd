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
        ("摘要", "纸", "凭证合计"),
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

/// Rows that sum others were counted besides them, and the list showed more than was paid.
#[test]
fn sums_among_the_rows_are_asked_about() {
    let office = Office::at_year_end();
    let row =
        |number: &str, payee: &str, amount: &str| format!("2022-01-04,{number},{payee},{amount}\n");
    let (one, two) = (row("记-001", "甲", "700"), row("记-001", "甲", "500"));
    let (whole, other) = (row("记-001", "甲", "1200"), row("记-002", "乙", "800.50"));
    let write = |rows: &[&String]| {
        let rows: String = rows.iter().map(|row| row.as_str()).collect();
        office.file("系统.csv", format!("日期,凭证号,收款人,金额(元)\n{rows}"));
    };
    let no_number = row("", "各单位", "2000.50");
    let said_so = row("记-001", "小计", "1200.01");
    for (rows, place, words, shown) in [
        ([&one, &two, &whole, &other], 4, "金额正好等于第 2–3 行相加", "3200.50"),
        ([&whole, &one, &two, &other], 2, "金额正好等于第 3–4 行相加", "3200.50"),
        ([&one, &two, &other, &no_number], 5, "金额正好等于第 2–4 行相加", "4001.00"),
        ([&one, &two, &said_so, &other], 4, "收款人是“小计”", "3200.51"),
    ] {
        write(&rows);
        let said = office.run("reconcile 系统.csv").ended(ExitCode::Refused);
        assert!(said.contains(&format!("系统.csv 第 {place} 行")), "{said}");
        assert!(said.contains(&format!("待核实：{words}")), "{said}");
        // As the remedy says.
        let accept = format!("--accept-row {place} --explanation 核对");
        assert_eq!(compared(&office, &accept)[0], shown);
        let skipped = compared(&office, "--skip-doubtful");
        assert_eq!(skipped[..2], ["2000.50", "2"], "{words}");
    }
    write(&[&one, &two, &whole, &other]);
    insta::assert_snapshot!(office.run("reconcile 系统.csv").ended(ExitCode::Refused));
    office.run("reconcile 系统.csv --skip-doubtful").done();
    // The same amounts of other vouchers, payees or days, and two rows alike.
    for last in [
        row("记-003", "甲", "1200"),
        row("记-001", "丙", "1200"),
        row("记-001", "甲", "1200.01"),
        row("记-001", "甲", "1200").replace("01-04", "01-05"),
    ] {
        write(&[&one, &two, &last, &other]);
        let said = office.run("reconcile 系统.csv").ended(ExitCode::Refused);
        assert!(said.contains("相符") && !said.contains("待核实"), "{said}");
    }
    write(&[&whole, &other]);
    office.run("reconcile 系统.csv").done();
}

/// A payment that came back by a receipt without a word counted as paid.
#[test]
fn a_receipt_of_what_was_paid_to_the_same_name_is_asked_about() {
    let office = Office::at_year_end();
    let write = |receipt: &str| {
        office.file(
            "流水.csv",
            format!(
                "交易日期,凭证号,对方户名,借方发生额,贷方发生额,摘要\n2022-01-04,记-001,甲,1200.00,,转账\n\
                 2022-01-04,记-002,乙,800.50,,转账\n{receipt}\n"
            ),
        );
    };
    let compared = |rest: &str| {
        let line = format!("reconcile 流水.csv --unit 元 --accept-columns --dry-run --json {rest}");
        let found = office.run(&line).json();
        [&found["shown"], &found["skipped"]["amount"]]
            .map(|value| value.as_str().unwrap_or_else(|| panic!("{found}")).to_owned())
    };
    let all = ["2000.50", "0.00"].map(str::to_owned);
    for silent in [
        "2022-01-05,,乙,,800.51,转账",
        "2022-01-05,,甲,,800.50,转账",
        "2022-01-03,,乙,,800.50,转账",
        "2022-01-05,,乙,,800.50,房租",
        "2022-01-05,,乙,,800.50,拨款",
    ] {
        write(silent);
        assert_eq!(compared(""), all, "{silent}");
    }
    // What says so is less, as before.
    write("2022-01-05,,乙,,800.50,退汇");
    assert_eq!(compared("--explanation 退汇"), ["1200.00", "0.00"]);
    write("2022-01-05,,乙,,800.50,转账");
    let journal = office.journal();
    let said = office.run("reconcile 流水.csv --unit 元").ended(ExitCode::Refused);
    assert_eq!(office.journal(), journal);
    // As the remedy says: it came back, or it is income.
    assert_eq!(compared("--accept-row 4 --explanation 退汇"), ["1200.00", "0.00"]);
    assert_eq!(compared("--accept-doubtful --explanation 退汇"), ["1200.00", "0.00"]);
    assert_eq!(compared("--skip-doubtful"), ["2000.50", "-800.50"]);
    insta::assert_snapshot!(said);
}
