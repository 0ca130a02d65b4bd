//! `export csv --check`.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

#[test]
fn an_edited_file_is_told_cell_by_cell() {
    let office = Office::demo();
    let _ = office.run("export csv -o out");
    let same = office
        .run("export csv --check out/2022_宁县科学技术协会_指标台账.csv")
        .ended(ExitCode::Success);
    let path = office.path().join("out/2022_宁县科学技术协会_指标台账.csv");
    let text = fs::read_to_string(&path).expect("it was written");
    fs::write(&path, text.replacen("2022-001", "2022-01", 1)).expect("it can be written");
    let edited = office
        .run("export csv --check out/2022_宁县科学技术协会_指标台账.csv")
        .ended(ExitCode::Findings);
    let json = office
        .run("export csv --check out/2022_宁县科学技术协会_指标台账.csv --json")
        .ended(ExitCode::Findings);
    office.file("other.csv", "a,b\n1,2\n");
    let other = office.run("export csv --check other.csv").ended(ExitCode::Refused);
    let docx = office.run("export docx --check other.csv").ended(ExitCode::Usage);
    assert!(same.contains("与台账一致：2022_宁县科学技术协会_指标台账.csv"), "{same}");
    assert!(edited.contains("第 2 行“指标编号”：文件为“2022-01”，台账为“2022-001”"), "{edited}");
    assert!(json.contains("\"kind\": \"cell\""), "{json}");
    assert!(other.contains("表头不是本程序导出的任何一张表"), "{other}");
    assert!(docx.contains("只有 CSV 文件"), "{docx}");
}

#[test]
fn a_profile_is_recognised_by_its_header() {
    let office = Office::demo();
    let _ = office.run("export csv --profile integrated -o out");
    let said =
        office.run("export csv --check 'out/2022_宁县科学技术协会_PAY_VOUCHER（支付凭证）.csv'");
    let said = said.ended(ExitCode::Success);
    assert!(said.contains("_PAY_VOUCHER（支付凭证）.csv"), "{said}");
}

/// A profile of the ledger's own without header rows, with two tables.
fn bare_profile(office: &Office) {
    let profile = "id = \"bare\"\nsummary = \"无表头\"\nverified = false\nsource = \"自拟\"\n\
                   encoding = \"utf-8\"\nline_end = \"crlf\"\nquoting = \"needed\"\nheader = []\n\
                   [[table]]\nname = \"ZC\"\ntitle = \"支出\"\nsheet = \"支出明细\"\n\
                   columns = [{ name = \"PZH\", from = \"凭证号\" },\n\
                   { name = \"JE\", from = \"金额\", decimals = 2 }, { name = \"SKR\", from = \"收款人\" }]\n\
                   [[table]]\nname = \"ZB\"\ntitle = \"指标\"\nsheet = \"部门预算\"\n\
                   columns = [{ name = \"ZBBH\", from = \"指标编号\" },\n\
                   { name = \"YS\", from = \"变动后预算数\", decimals = 2 }]\n";
    fs::create_dir_all(office.ledger().join("packs/profiles/csv")).expect("it can be made");
    fs::write(office.ledger().join("packs/profiles/csv/bare.toml"), profile)
        .expect("it can be written");
    office.run("export csv --profile bare -o out").done();
}

/// Without header rows the columns are known by their place, and the table by the file's name.
#[test]
fn a_profile_without_header_is_compared_by_position() {
    let office = Office::demo();
    bare_profile(&office);
    let check = "export csv --profile bare --check 'out/2022_宁县科学技术协会_ZC（支出）.csv'";
    let same = office.run(check).ended(ExitCode::Success);
    assert!(same.contains("与台账一致：2022_宁县科学技术协会_ZC（支出）.csv"), "{same}");
    let path = office.path().join("out/2022_宁县科学技术协会_ZC（支出）.csv");
    let text = fs::read_to_string(&path).expect("it was written");
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    rows[0].push_str("有限公司");
    let gone = rows.remove(2);
    rows.push("记-999,1.00,县书店".to_owned());
    fs::write(&path, rows.join("\r\n")).expect("it can be written");
    let edited = office.run(check).ended(ExitCode::Findings);
    assert!(edited.contains("第 1 行“SKR”") && edited.contains("有限公司"), "{edited}");
    assert!(edited.contains(&gone.replace(',', "，")), "{edited}");
    assert!(edited.contains("记-999"), "{edited}");
    assert!(edited.contains("有 3 处不同"), "{edited}");
}

/// A file that was renamed is known by its cells; one that has those of no table is refused.
#[test]
fn a_file_without_header_and_name_is_known_by_its_cells() {
    let office = Office::demo();
    bare_profile(&office);
    let budget = fs::read_to_string(office.path().join("out/2022_宁县科学技术协会_ZB（指标）.csv"))
        .expect("written");
    office.file("交回.csv", &budget);
    let known = office.run("export csv --profile bare --check 交回.csv").ended(ExitCode::Success);
    assert!(known.contains("与台账一致：2022_宁县科学技术协会_ZB（指标）.csv"), "{known}");
    let wider: Vec<String> = budget.lines().map(|line| format!("{line},备注")).collect();
    office.file("加列.csv", wider.join("\r\n"));
    let wider = office.run("export csv --profile bare --check 加列.csv").ended(ExitCode::Findings);
    assert!(wider.contains("第 3 列是多出来的"), "{wider}");
    office.file("别的.csv", "甲,乙\r\n丙,丁\r\n");
    let other = office.run("export csv --profile bare --check 别的.csv");
    insta::assert_snapshot!(other.ended(ExitCode::Refused));
}

/// A profile of the user's own tells everything that is wrong with it, in the user's language.
#[test]
fn a_faulty_profile_tells_its_faults() {
    let office = Office::demo();
    let folder = office.ledger().join("packs/profiles/csv");
    fs::create_dir_all(&folder).expect("it can be made");
    let head = "id = \"own\"\nsummary = \"自拟\"\nverified = false\nsource = \"自拟\"\n\
                encoding = \"utf-8\"\nheader = [\"name\"]\n[[table]]\nname = \"ZC\"\ntitle = \"支出\"\n";
    let mut said = String::new();
    let tables = [
        "sheet = \"支出明细\"\ncolumns = [{ name = \"JE\", from = 金额 }]\n",
        "sheet = \"支出明细\"\ncolumns = [{ name = \"JE\", from = \"金额\", decimal = 2 }]\n",
        "sheet = \"支付\"\ncolumns = [{ name = \"JE\", from = \"金额\" }]\n",
        "sheet = \"部门预算\"\nsort = [\"RQ\"]\nwhere = { column = \"行别\", is = \"指标\" }\ncolumns = [\
         { name = \"BH\", from = \"编号\" }, { name = \"BH\", from = \"@unit\" },\
         { name = \"ZJ\", from = \"资金性质\", codes = \"fund\" }, { name = \"XX\", from = \"@none\" }]\n",
    ];
    for table in tables {
        fs::write(folder.join("own.toml"), format!("{head}{table}")).expect("it can be written");
        let refused = office.run("export csv --profile own -o out").ended(ExitCode::Refused);
        said.push_str(&refused);
    }
    assert!(!office.path().join("out").exists());
    insta::assert_snapshot!(said);
}

/// 本级指标文号 and 发文时间 are those of the documents that were recorded: the approval's for a line,
/// the carry-over's for a balance.
#[test]
fn the_integrated_return_names_the_documents_behind_the_lines() {
    let office = Office::small();
    office
        .run("adjust 0.3万元 --kind carry-over --line 2022-001 --doc 示财预〔2022〕5号 --date 1-4")
        .done();
    let _ = office.run("export csv --profile integrated -o out --option encoding=utf-8");
    let row = |table: &str, columns: &[&str]| {
        let file = format!("out/2022_示范县科学技术协会_{table}.csv");
        let text = fs::read_to_string(office.path().join(file)).expect("the table was written");
        let lines: Vec<Vec<&str>> =
            text.lines().map(|line| line.split(',').map(str::trim).collect()).collect();
        assert_eq!(lines.len(), 2, "a header and one line: {text}");
        let cell = |name: &&str| {
            let at =
                lines[0].iter().position(|column| column == name).expect("the column is there");
            lines[1][at].to_owned()
        };
        columns.iter().map(cell).collect::<Vec<_>>()
    };
    assert_eq!(
        row("BA_BGT_INFO（指标信息）", &["COR_BGT_DOC_NO", "DOC_DATE", "AMOUNT", "CUR_AMT"]),
        ["示财预〔2022〕1号", "2022-01-04", "23000.00", "20999.50"]
    );
    assert_eq!(
        row("BA_BGT_CARRYOVERS（指标结转）", &["COR_BGT_DOC_NO", "CARRYOVERS_AMT", "APPROVE_AMT"]),
        ["示财预〔2022〕5号", "3000.00", "23000.00"]
    );
}
