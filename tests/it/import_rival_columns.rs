//! Columns that may be what was paid, or what a budget changed by, beside the one that is headed 金额.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,收款人,摘要";
const PAYMENTS: &str = "--unit 元 --dry-run";
const CHANGES: &str = "--unit 元 --dry-run --set 日期=2022-07-01 --set 文号=示财预〔2022〕30号";

fn office() -> Office {
    Office::at_year_end()
}

/// A list of two payments with these columns of money.
fn payments(headers: &str, [first, second]: [&str; 2]) -> String {
    format!(
        "{HEAD},{headers}\n2022-03-01,记-21,2022-001,30201,甲公司,印刷费,{first}\n\
         2022-03-02,记-22,2022-001,30201,乙公司,印刷费,{second}\n"
    )
}

/// What is new, in yuan.
fn new(office: &Office, line: &str) -> String {
    let preview = office.run(&format!("{line} --json")).json();
    preview["sums"]["new"].as_str().unwrap_or_else(|| panic!("{line}: {preview}")).to_owned()
}

#[test]
fn what_was_really_paid_beside_the_amount_is_asked_about() {
    let office = office();
    let import = format!("import payments 支付.csv {PAYMENTS}");
    let cases = [
        ("金额,扣质保金,实际付款额", ["10,0.50,9.50", "20,1,19"], "实际付款额", "28.50"),
        ("报销金额,核减金额,审定金额", ["10,0.50,9.50", "20,1,19"], "审定金额", "28.50"),
        ("金额,退款金额,净额", ["10,0.50,9.50", "20,1,19"], "净额", "28.50"),
        ("合同金额,已支付金额,未支付金额,金额", ["10,6,4,10", "20,20,0,20"], "已支付金额", "26.00"),
        ("金额,本次支付", ["10,6", "20,20"], "本次支付", "26.00"),
        // The sums agree, the rows do not.
        ("金额,实付", ["10,20", "20,10"], "实付", "30.00"),
    ];
    for (headers, rows, other, paid) in cases {
        office.file("支付.csv", payments(headers, rows));
        let asked = office.run(&import).ended(ExitCode::Refused);
        assert!(asked.contains(&format!("--map 金额={other}")), "{asked}");
        assert_eq!(new(&office, &format!("{import} --map 金额={other}")), paid, "{headers}");
        let chosen = if headers.contains("报销金额") { "报销金额" } else { "金额" };
        assert_eq!(new(&office, &format!("{import} --map 金额={chosen}")), "30.00", "{headers}");
    }
    office.file("支付.csv", payments("金额,已付金额,欠款", ["10,10,0", "20,,20"]));
    insta::assert_snapshot!(office.run(&import).ended(ExitCode::Refused));
}

#[test]
fn columns_that_say_the_same_or_no_payment_are_not_asked_about() {
    let office = office();
    let cases = [
        ("金额,已付金额", ["10,10.00", "20,20"]),
        ("金额,实际付款额", ["10,", "20,"]),
        ("本次支付金额,累计已付,已付金额", ["10,30,", "20,50,"]),
        ("金额,累计已付,未付金额", ["10,30,1", "20,50,1"]),
        ("支付金额,核定金额", ["10,12", "20,20"]),
        ("金额,核定标准,实际人数,实际天数", ["10,5,2,3", "20,5,4,3"]),
    ];
    for (headers, rows) in cases {
        office.file("支付.csv", payments(headers, rows));
        let import = format!("import payments 支付.csv {PAYMENTS}");
        assert_eq!(new(&office, &import), "30.00", "{headers}");
    }
}

#[test]
fn a_running_total_is_no_payment() {
    let office = office();
    let rows = ["100,30", "100,50"];
    let running = payments("合同价,累计支付金额", rows);
    office.file("同一户.csv", running.replace("乙公司", "甲公司"));
    office.file("各户.csv", running);
    let line = |file: &str| format!("import payments {file} {PAYMENTS} --map 金额=累计支付金额");
    let asked = office.run(&line("同一户.csv")).ended(ExitCode::Refused);
    insta::assert_snapshot!(asked);
    // What each payee got in all is one payment to each, where a person says so.
    assert_eq!(new(&office, &line("各户.csv")), "80.00");
    let own = payments("累计支付金额,本次支付", ["30,30", "50,20"]).replace("乙公司", "甲公司");
    office.file("同一户.csv", own);
    let import = format!("import payments 同一户.csv {PAYMENTS} --map 金额=本次支付");
    assert_eq!(new(&office, &import), "50.00");
}

/// What was given so far holds what the ledger has already, in documents and openings as in payments.
#[test]
fn a_running_total_is_no_amount_of_a_document() {
    let office = office();
    let row = "2022-03-01,示财预〔2022〕9号,2022-001";
    let head = "日期,文号,指标";
    let list = |headers: &str, cells: &str| format!("{head},{headers}\n{row},{cells}\n");
    office.file("下达.csv", list("变动类型,本次下达,金额（累计）", "追加,100,400"));
    office.file("期初.csv", list("金额（累计）", "77.70"));
    office.file("结余.csv", list("余额（累计）", "77.70"));
    let lines = ["import budget 下达.csv", "import opening 期初.csv"];
    let lines = lines.map(|line| format!("{line} --unit 元 --dry-run"));
    let asked = [
        office.run(&lines[0]).ended(ExitCode::Refused),
        office.run(&lines[1]).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(asked.join("\n"));
    assert_eq!(new(&office, &format!("{} --map 金额=本次下达", lines[0])), "100.00");
    assert_eq!(new(&office, &format!("{} --map 金额=金额（累计）", lines[0])), "400.00");
    assert_eq!(new(&office, &format!("{} --map 金额=金额（累计）", lines[1])), "77.70");
    // What is left of all years is what is carried over.
    assert_eq!(new(&office, "import opening 结余.csv --unit 元 --dry-run"), "77.70");
    let statement =
        payments("金额（累计）,本次支付", ["30,30", "50,20"]).replace("乙公司", "甲公司");
    office.file("清单.csv", statement);
    let line = "reconcile 清单.csv --unit 元 --dry-run";
    let said = office.run(line).ended(ExitCode::Refused);
    assert!(said.contains("“金额（累计）”是累计数") && said.contains("--map 金额=列名"), "{said}");
    let said = office.run(&format!("{line} --map 金额=本次支付")).out;
    assert!(!said.contains("累计数"), "{said}");
}

#[test]
fn what_a_month_or_a_year_brought_is_asked_about_beside_the_amount() {
    let office = office();
    let import = format!("import payments 支付.csv {PAYMENTS}");
    office.file("支付.csv", payments("金额,本月支付金额", ["10,6", "20,20"]));
    let asked = office.run(&import).ended(ExitCode::Refused);
    assert!(asked.contains("--map 金额=本月支付金额"), "{asked}");
    assert_eq!(new(&office, &format!("{import} --map 金额=本月支付金额")), "26.00");
    for headers in ["金额,本月读数", "金额,本年支付金额", "金额,本月余额", "金额,本月累计支付"]
    {
        office.file("支付.csv", payments(headers, ["10,6", "20,20"]));
        assert_eq!(new(&office, &import), "30.00", "{headers}");
    }
    office.file("追加.csv", "指标,指标金额,本年追加数\n2022-001,500,100\n");
    let line = format!("import budget 追加.csv {CHANGES} --set 变动类型=追加");
    let asked = office.run(&line).ended(ExitCode::Refused);
    assert!(asked.contains("--map 金额=本年追加数"), "{asked}");
    assert_eq!(new(&office, &format!("{line} --map 金额=本年追加数")), "100.00");
}

/// Only one of the two columns was read, and what the other one held was lost.
#[test]
fn what_adds_and_what_takes_away_are_both_asked_for() {
    let office = office();
    let line = "import budget 调整.csv --unit 元 --dry-run";
    let head = "日期,文号,指标,年初预算,调增,调减,调整后预算";
    let on = "2022-07-01,示财预〔2022〕30号";
    let rows = format!("{on},2022-001,300,50,,350\n{on},2022-001,350,,20,330\n");
    office.file("调整.csv", format!("{head}\n{rows}"));
    let asked = [
        office.run(&format!("{line} --set 变动类型=追加")).ended(ExitCode::Refused),
        office.run(&format!("{line} --map 金额=调增 --set 变动类型=追加")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(asked.join("\n"));
    let both = "--amount 调增=变动类型:追加 --amount 调减=变动类型:追减";
    let said = office.run(&format!("{line} {both} --accept-columns")).to_string();
    assert!(said.contains("新增 2 行 70.00 元"), "{said}");
    assert_eq!(new(&office, &format!("{line} --amount 调增=变动类型:追加")), "50.00");
    let head = "日期,文号,变动类型,指标,调增金额,调减金额";
    let rows = format!("{on},追加,2022-001,50,\n{on},追减,2022-001,,20\n");
    office.file("调整.csv", format!("{head}\n{rows}"));
    let asked = office.run(line).ended(ExitCode::Refused);
    let both = "--map 变动类型= --amount 调增金额=变动类型:追加 --amount 调减金额=变动类型:追减";
    assert!(asked.contains(both), "{asked}");
    let said = office.run(&format!("{line} {both} --accept-columns")).to_string();
    assert!(said.contains("新增 2 行 70.00 元"), "{said}");
    // Columns that hold nothing do not matter.
    office.file("调整.csv", format!("日期,文号,指标,金额,调增,调减\n{on},2022-001,50,50,0\n"));
    assert_eq!(new(&office, &format!("{line} --set 变动类型=追加 --map 金额=金额")), "50.00");
}

#[test]
fn what_a_budget_changed_by_is_asked_about_beside_what_it_was() {
    let office = office();
    let head = "指标,年初预算数,调整数,调整后预算数";
    office.file("调整.csv", format!("{head}\n2022-001,300,50,350\n"));
    office
        .file("下达.csv", "变动类型,指标,指标金额,本次下达,累计下达\n追加,2022-001,500,100,400\n");
    office.file("年初.csv", "指标,年初预算数\n2022-001,300\n");
    let line = |file: &str, rest: &str| format!("import budget {file} {CHANGES} {rest}");
    let more = "--set 变动类型=追加";
    let asked = [
        office.run(&line("调整.csv", more)).ended(ExitCode::Refused),
        office.run(&line("下达.csv", "")).ended(ExitCode::Refused),
        office.run(&line("年初.csv", more)).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(asked.join("\n"));
    let added = |file: &str, column: &str| {
        new(&office, &line(file, &format!("{more} --map 金额={column}")))
    };
    assert_eq!(added("调整.csv", "调整数"), "50.00");
    assert_eq!(added("调整.csv", "年初预算数"), "300.00");
    assert_eq!(added("下达.csv", "本次下达"), "100.00");
    assert_eq!(added("年初.csv", "年初预算数"), "300.00");
}

#[test]
fn the_budget_of_the_beginning_of_a_year_is_read_beside_its_changes() {
    let office = office();
    let head = "指标,指标名称,支出类别,功能科目,经济科目,年初预算数,调整数,其中：提前下达";
    office.file("年初.csv", format!("{head}\n2022-009,会议,公用经费,2060701,30215,300,50,100\n"));
    let line = format!("import budget 年初.csv {CHANGES} --set 变动类型=年初预算");
    assert_eq!(new(&office, &line), "300.00");
    let head = "指标,预算数,调整数,累计追加";
    office.file("追加.csv", format!("{head}\n2022-001,300,0,0\n"));
    let line = format!("import budget 追加.csv {CHANGES} --set 变动类型=追加");
    assert_eq!(new(&office, &line), "300.00");
}
