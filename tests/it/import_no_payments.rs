//! Rows of a list of payments that are none, or may be none: they are asked about or refused, never posted
//! without a word.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// A row of that number, to that payee and for that.
fn row(number: u32, payee: &str, memo: &str) -> String {
    format!("2022-12-0{number},记-2{number},2022-001,30201,{number}.50,{payee},{memo}\n")
}

/// The sums of new rows and of rows that are asked about.
fn sums(office: &Office, rest: &str) -> [String; 2] {
    let preview =
        office.run(&format!("import payments 支付.csv --unit 元 --dry-run {rest} --json")).json();
    ["new", "doubtful"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

#[test]
fn what_is_carried_over_or_handed_back_is_asked_about() {
    let office = office();
    for (payee, memo) in [
        ("示范县科学技术协会", "结转下年"),
        ("示范县科学技术协会", "年末结转"),
        ("示范县财政局", "2022年结余上缴财政"),
        ("示范县财政局", "公用经费结余收回财政"),
        ("本年结转", "公用经费"),
    ] {
        office.file("支付.csv", format!("{HEAD}\n{}{}", row(1, "甲", "纸"), row(2, payee, memo)));
        assert_eq!(sums(&office, ""), ["1.50", "2.50"], "{payee} {memo}");
        assert_eq!(sums(&office, "--accept-row 3"), ["4.00", "0.00"], "{payee} {memo}");
    }
    // The money is that of last year, or of the rest nothing is said to be paid.
    let memos = ["支付结转资金项目款", "上年结转项目印刷费", "付印刷费，余款结转下年"];
    let rows: String =
        (1..).zip(memos).map(|(at, memo)| row(at, "甲", &format!("\"{memo}\""))).collect();
    office.file("支付.csv", format!("{HEAD}\n{rows}"));
    assert_eq!(sums(&office, ""), ["7.50", "0.00"]);
    let rows = [row(1, "甲", "纸"), row(2, "县科协", "结转下年"), row(3, "收回财政", "公用经费")];
    office.file("支付.csv", format!("{HEAD}\n{}", rows.concat()));
    let import = "import payments 支付.csv --unit 元";
    let asked = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    let left_out = office.run(&format!("{import} --yes --only-new")).ended(ExitCode::Success);
    let accepted = office.run(&format!("{import} --yes --accept-row 3 --only-new"));
    let accepted = accepted.ended(ExitCode::Success);
    insta::assert_snapshot!([asked, left_out, accepted].join("\n"));
}
