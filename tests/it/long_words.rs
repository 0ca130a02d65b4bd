//! Words that are longer than the fields of the integrated budget system: what is recorded stays,
//! and the return must be possible all the same.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// The field of 用途 holds so many Chinese characters.
const FIELD: usize = 150;

/// Returns an office that paid with a memo of `length` characters.
fn paid(length: usize) -> Office {
    let office = Office::small();
    let memo = "购买展板".chars().cycle().take(length).collect::<String>();
    office
        .run(&format!(
            "disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-900 --memo {memo} --date 1-4"
        ))
        .done();
    office
}

/// Findings of the check about lengths.
fn found(office: &Office) -> Vec<String> {
    let said = office.run("check --json").json();
    let findings = said.as_array().expect("the check lists findings").iter();
    let long = findings.filter(|finding| finding["code"] == "LENGTH");
    long.map(|finding| finding["message"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_memo_that_fits_is_neither_told_nor_cut() {
    let office = paid(FIELD);
    assert_eq!(found(&office), Vec::<String>::new());
    let said = office.run("export csv --profile integrated -o out --option long=cut").to_string();
    assert!(said.contains("PAY_VOUCHER") && !said.contains("已截短"), "{said}");
}

#[test]
fn a_memo_that_is_longer_is_told_at_once_and_cut_where_that_is_asked_for() {
    let office = paid(FIELD + 1);
    assert_eq!(found(&office), ["凭证记-900的摘要有302字节，系统最多300字节"]);

    let refused = office.run("export csv --profile integrated -o out").ended(ExitCode::Refused);
    assert!(refused.contains("USE_DES") && refused.contains("--option long=cut"), "{refused}");
    let refused = office.run("export xlsx --profile integrated -o out").ended(ExitCode::Refused);
    assert!(refused.contains("--option long=cut"), "{refused}");

    // A reversal does not take the row away, which was the dead end.
    office.run("correct 记-900 --reason 摘要太长 --memo 短摘要 --voucher 记-901 --date 1-4").done();
    let said = office.run("export csv --profile integrated -o out --option long=cut").to_string();
    assert_eq!(said.matches("已截短").count(), 2, "用途 and 附言: {said}");
    assert!(
        said.contains("PAY_VOUCHER（支付凭证） 第 ") && said.contains("留下 300 字节"),
        "{said}"
    );
    let file = "out/2022_示范县科学技术协会_PAY_VOUCHER（支付凭证）.csv";
    let bytes = fs::read(office.path().join(file)).expect("it was written");
    let (text, _, damaged) = encoding_rs::GB18030.decode(&bytes);
    assert!(!damaged);
    let whole = "购买展板".chars().cycle().take(FIELD).collect::<String>();
    assert!(text.contains(&whole) && !text.contains(&format!("{whole}展")), "150 characters stay");

    let same = office.run(&format!("export csv --check '{file}'")).to_string();
    assert!(same.contains("与台账一致"), "{same}");
    let book = office.run("export xlsx --profile integrated -o out --option long=cut").to_string();
    assert_eq!(book.matches("已截短").count(), 2, "{book}");
}
