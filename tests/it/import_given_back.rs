//! Receipts that give a payment back: a bank's 冲正 and 退汇 are no income, and the payment that failed does not
//! stay among what was paid unasked.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const IMPORT: &str = "import payments 流水.csv --unit 元 --set 指标=2022-001 --set 经济科目=30201";

/// A bank's list of one account, with its balances and its two sums, as 工行 exports it.
const ONE_COLUMN: &str = "中国工商银行账户明细清单,,,,,,,,,\n\
    序号,交易日期,凭证种类,凭证号码,借贷标志,发生额,余额,对方户名,摘要,用途\n\
    1,2022-03-01,转账支票,10023,借,500.00,9500.00,县供电公司,转账,电费\n\
    2,2022-03-02,,,贷,2000.00,11500.00,示范县财政局,拨款,经费\n\
    3,2022-03-03,转账支票,10024,借,300.00,11200.00,李四,转账,维修费\n\
    4,2022-03-04,,10024,贷,300.00,11500.00,李四,冲正,账号户名不符退回\n\
    5,2022-03-07,转账支票,10025,借,300.00,11200.00,李四,转账,维修费\n\
    ,,,,借方合计,1100.00,,,,\n,,,,贷方合计,2300.00,,,,\n";

/// Sums of new rows, of rows that are asked about, of rows that are refused, and of what is set aside.
fn sums(office: &Office, rest: &str) -> [String; 4] {
    let preview = office.run(&format!("{IMPORT} --dry-run {rest} --json")).json();
    ["new", "doubtful", "refused", "set_aside"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

/// Those sums of rows behind a header.
fn asked(office: &Office, head: &str, rows: &str) -> [String; 4] {
    office.file("流水.csv", format!("{head}\n{rows}"));
    sums(office, "")
}

#[test]
fn a_reversal_by_the_bank_is_asked_about_with_the_row_that_it_reverses() {
    let office = Office::at_year_end();
    office.file("流水.csv", ONE_COLUMN);
    let journal = office.journal();
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert_eq!(office.journal(), journal);
    insta::assert_snapshot!(said);
    // As the remedies say: it gives the payment back, or it is income.
    assert_eq!(sums(&office, "--accept-row 6"), ["800.00", "0.00", "0.00", "2000.00"]);
    assert_eq!(sums(&office, "--only-new")[0], "1100.00");
    let before = office.run("status --json").json()["rows"][4]["outturn"].clone();
    office.run(&format!("{IMPORT} --yes --accept-row 6")).ended(ExitCode::Success);
    let after = office.run("status --json").json()["rows"][4]["outturn"].clone();
    assert_eq!((before.as_str(), after.as_str()), (Some("2000.50"), Some("2800.50")));
    let again = office.run(&format!("{IMPORT} --dry-run --json")).json();
    assert_eq!(again["counts"]["known"], 4, "{again}");
    assert_eq!(again["counts"]["doubtful"], 0, "{again}");
}

#[test]
fn who_sent_money_back_may_stand_in_a_column_of_payers() {
    let office = Office::at_year_end();
    office.file(
        "流水.csv",
        "交易类型[ Transaction Type ],业务类型[ Business type ],付款人名称[ Payer's Name ],收款人名称[ Payee's Name ],\
         交易日期[ Transaction Date ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],用途[ Purpose ]\n\
         往账,汇款,示范县科学技术协会,县保洁公司,20220401,-300.00,9700.00,保洁费\n\
         来账,汇款,示范县财政局,示范县科学技术协会,20220402,800.00,10500.00,经费\n\
         来账,退汇,县保洁公司,示范县科学技术协会,20220403,300.00,10800.00,保洁费\n",
    );
    let own = "--map 预算单位=";
    assert_eq!(sums(&office, own), ["300.00", "-300.00", "0.00", "-800.00"]);
    let said = office.run(&format!("{IMPORT} {own} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("像是退回第 2 行付的"), "{said}");
    assert_eq!(sums(&office, &format!("{own} --accept-row 4"))[..2], ["0.00", "0.00"]);
    assert_eq!(sums(&office, &format!("{own} --only-new"))[0], "300.00");
}

#[test]
fn receipts_are_income_but_where_they_say_that_they_give_back() {
    let office = Office::at_year_end();
    let head = "交易日期,对方户名,借方发生额,贷方发生额,摘要,附言";
    let paid = "2022-03-01,甲,300,,转账,纸\n";
    for (memo, note, is_asked) in [
        ("转账", "账号户名不符退回", true),
        ("退汇", "", true),
        ("退票", "", true),
        ("转账", "多付纸款退还", true),
        ("冲正", "", true),
        (
            "转账",
            "因收款人账号错误，人民银行小额支付系统退回原汇款，请核对后重新办理汇款手续",
            true,
        ),
        ("拨款", "经费", false),
        ("利息", "结息", false),
        ("转账", "留抵退税", false),
        ("拨款", "退休人员经费", false),
        ("转账", "个税手续费返还", false),
    ] {
        let back = format!("2022-03-02,甲,,300,{memo},{note}\n");
        let expected = if is_asked {
            ["300.00", "-300.00", "0.00", "0.00"]
        } else {
            ["300.00", "0.00", "0.00", "300.00"]
        };
        assert_eq!(asked(&office, head, &format!("{paid}{back}")), expected, "{memo} {note}");
    }
    // A part of it came back, and the payee alone does not tell of which payment: the ledger finds it.
    let rows = format!("{paid}2022-03-02,甲,,100,退款,多付\n");
    assert_eq!(asked(&office, head, &rows), ["300.00", "-100.00", "0.00", "0.00"]);
    assert_eq!(sums(&office, "--accept-row 3"), ["200.00", "0.00", "0.00", "0.00"]);
}

#[test]
fn a_receipt_of_the_same_name_and_amount_as_a_payment_before_is_asked_about() {
    let office = Office::at_year_end();
    let head = "交易日期,对方户名,借方发生额,贷方发生额,摘要";
    let paid = "2022-03-02,甲,300,,货款\n";
    for (receipt, is_asked) in [
        ("2022-03-04,甲,,300,转账", true),
        ("2022-03-02,甲,,300,货款", true),
        ("2022-03-04,甲,,300.01,转账", false),
        ("2022-03-04,乙,,300,转账", false),
        ("2022-03-01,甲,,300,转账", false),
        ("2022-03-04,,,300,转账", false),
        ("2022-03-04,甲,,300,房租", false),
    ] {
        let expected = match (is_asked, receipt.contains(".01")) {
            (true, _) => ["300.00", "-300.00", "0.00", "0.00"],
            (false, true) => ["300.00", "0.00", "0.00", "300.01"],
            (false, false) => ["300.00", "0.00", "0.00", "300.00"],
        };
        assert_eq!(asked(&office, head, &format!("{paid}{receipt}\n")), expected, "{receipt}");
    }
    // One payment is given back once, and first by what says so.
    let twice = "2022-03-03,甲,,300,转账\n2022-03-04,甲,,300,退汇\n";
    let expected = ["300.00", "-300.00", "0.00", "300.00"];
    assert_eq!(asked(&office, head, &format!("{paid}{twice}")), expected);
    asked(&office, head, &format!("{paid}2022-03-04,甲,,300,转账\n"));
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    // As the remedies say.
    assert_eq!(sums(&office, "--accept-row 3"), ["0.00", "0.00", "0.00", "0.00"]);
    assert_eq!(sums(&office, "--only-new")[0], "300.00");
    let accepted = office.run(&format!("{IMPORT} --yes --accept-row 3")).ended(ExitCode::Success);
    insta::assert_snapshot!([said, accepted].join("\n"));
}

#[test]
fn the_number_of_a_payment_counts_more_than_its_payee() {
    let office = Office::at_year_end();
    let head = "交易日期,交易流水,对方户名,借方发生额,贷方发生额,摘要";
    let rows =
        "2022-03-01,A0001,甲,300,,纸\n2022-03-02,A0002,甲,300,,纸\n2022-03-03,A0001,,,300,冲正\n";
    assert_eq!(asked(&office, head, rows), ["600.00", "-300.00", "0.00", "0.00"]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("像是退回第 2 行付的"), "{said}");
    // Without a number it is the last one before it.
    let rows = rows.replace("A0001,,,300", "A0003,甲,,300");
    assert_eq!(asked(&office, head, &rows), ["600.00", "-300.00", "0.00", "0.00"]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("像是退回第 3 行付的"), "{said}");
}

#[test]
fn what_gives_back_a_payment_of_an_earlier_list_finds_it_in_the_ledger() {
    let office = Office::at_year_end();
    let head = "交易日期,对方户名,借方发生额,贷方发生额,摘要";
    let back = "2022-03-02,甲,,300,退汇\n";
    assert_eq!(asked(&office, head, back), ["0.00", "0.00", "-300.00", "0.00"]);
    let none = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(none);
    office.run(&format!("{IMPORT} --yes --only-new")).ended(ExitCode::Success);
    office.file("流水.csv", format!("{head}\n2022-02-28,甲,300,,纸\n"));
    office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Success);
    assert_eq!(asked(&office, head, back), ["0.00", "-300.00", "0.00", "0.00"]);
    assert_eq!(sums(&office, "--accept-row 2")[0], "-300.00");
}
