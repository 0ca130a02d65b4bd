//! Lists of what was carried over, and files of budget documents that are none.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const IMPORT: &str = "--unit 元 --dry-run";

/// Writes a list of openings with a further column, of which each row says one of these words.
fn list(office: &Office, header: &str, words: &[&str]) {
    let head = "日期,文号,指标,指标名称,支出类别,功能科目,经济科目,金额";
    let row = |(at, word): (usize, &&str)| {
        let at = at + 1;
        format!("2022-01-10,示财〔2022〕{at}号,2022-9{at},水电费,公用经费,2060701,302,100,{word}\n")
    };
    let rows: String = words.iter().enumerate().map(row).collect();
    office.file("结转.csv", format!("{head},{header}\n{rows}"));
}

#[test]
fn a_file_of_budget_documents_is_no_list_of_openings() {
    let office = Office::at_year_end();
    let refused = |header: &str, words: &[&str]| {
        list(&office, header, words);
        office.run(&format!("import opening 结转.csv {IMPORT}")).ended(ExitCode::Refused)
    };
    let said = [
        refused("变动类型", &["年初批复", "追加"]),
        refused("变动类型", &["上年结转", "调剂"]),
        refused("指标类型", &["结转", "年中追加预算"]),
        // A word that nobody knows is no carry-over in such a column.
        refused("变动类型", &["其他"]),
        refused("转入指标", &["", "2022-002"]),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_carried_over_by_any_of_its_words_is_an_opening() {
    let office = Office::at_year_end();
    let cases: [(&str, &[&str]); 5] = [
        ("变动类型", &["上年结转", "结转", "结余", "上年 结转", ""]),
        ("指标类型", &["上年结转结余", "上年结余"]),
        // What kind of money it is, and not what became of it.
        ("类型", &["专项", "基本"]),
        ("转入指标", &["", ""]),
        ("结转类型", &["指标结转"]),
    ];
    for (header, words) in cases {
        list(&office, header, words);
        let said = office.run(&format!("import opening 结转.csv {IMPORT} --json"));
        assert_eq!(said.code, ExitCode::Success, "{header} {words:?} {}", said.out);
        assert_eq!(said.json()["counts"]["new"], words.len(), "{header}");
    }
}

/// As the remedy says: the rows that are carried over are known there too.
#[test]
fn a_file_of_budget_documents_is_entered_as_one() {
    let office = Office::at_year_end();
    list(&office, "变动类型", &["年初批复", "上年结转"]);
    let said = office.run(&format!("import budget 结转.csv {IMPORT}")).ended(ExitCode::Success);
    insta::assert_snapshot!(said);
}
