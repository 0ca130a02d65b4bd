//! `export csv --check`.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

#[test]
fn an_edited_file_is_told_cell_by_cell() {
    let office = Office::demo();
    let _ = office.run("export csv -o out");
    let same = office.run("export csv --check out/指标台账.csv").ended(ExitCode::Success);
    let path = office.path().join("out/指标台账.csv");
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.replacen("2022-001", "2022-01", 1)).expect("it can be written");
    let edited = office.run("export csv --check out/指标台账.csv").ended(ExitCode::Findings);
    let json = office.run("export csv --check out/指标台账.csv --json").ended(ExitCode::Findings);
    office.file("other.csv", "a,b\n1,2\n");
    let other = office.run("export csv --check other.csv").ended(ExitCode::Refused);
    let docx = office.run("export docx --check other.csv").ended(ExitCode::Usage);
    assert!(same.contains("与台账一致：指标台账.csv"), "{same}");
    assert!(edited.contains("第 2 行“指标编号”：文件为“2022-01”，台账为“2022-001”"), "{edited}");
    assert!(json.contains("\"kind\": \"cell\""), "{json}");
    assert!(other.contains("表头不是本程序导出的任何一张表"), "{other}");
    assert!(docx.contains("只有 CSV 文件"), "{docx}");
}

#[test]
fn a_profile_is_recognised_by_its_header() {
    let office = Office::demo();
    let _ = office.run("export csv --profile integrated -o out");
    let said = office.run("export csv --check 'out/PAY_VOUCHER（支付凭证）.csv'");
    let said = said.ended(ExitCode::Success);
    assert!(said.contains("与台账一致：PAY_VOUCHER"), "{said}");
}

/// Without names of columns nothing can be recognised; that is said, not guessed.
#[test]
fn a_profile_without_header_cannot_be_compared() {
    let office = Office::demo();
    let profile = "id = \"bare\"\nsummary = \"无表头\"\nverified = false\nsource = \"自拟\"\n\
                   encoding = \"utf-8\"\nline_end = \"crlf\"\nquoting = \"needed\"\nheader = []\n\
                   [[table]]\nname = \"ZC\"\ntitle = \"支出\"\nsheet = \"支出明细\"\n\
                   columns = [{ name = \"JE\", meaning = \"金额\", from = \"金额\", decimals = 2 }]\n";
    fs::create_dir_all(office.ledger().join("packs/profiles/csv")).expect("it can be made");
    fs::write(office.ledger().join("packs/profiles/csv/bare.toml"), profile)
        .expect("it can be written");
    office.run("export csv --profile bare -o out").done();
    let said = office.run("export csv --profile bare --check 'out/ZC（支出）.csv'");
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
}
