//! Characters that nobody sees do not reach the ledger, and what others wrote into their files does not reach
//! the terminal as it is.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// Turns the words behind it round: a payee that reads 县文具店 and is stored otherwise.
const TURNED: &str = "县\u{202E}店具文";

/// A list with a name that would clear the screen, and an invisible space in another.
const LIST: &str = "日期,凭证号,指标,经济分类,收款人,摘要,金额（元）\n\
    2022-03-02,记-011,2022-001,30201,县\u{200B}文具店,笔,10.00\n\
    2022-03-03,记-012,2022-001,30201,\u{1B}[2J县书店,书,20.00\n";

#[test]
fn a_name_that_is_turned_round_is_refused() {
    let office = Office::small();
    let before = office.recorded();
    for line in [
        format!(
            "disburse 1元 --line 2022-001 --econ 30201 --payee {TURNED} --voucher 记-003 --memo 笔"
        ),
        format!(
            "disburse 1元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记{TURNED} --memo 笔"
        ),
        format!("search {TURNED}"),
    ] {
        let said = office.run(&line);
        assert!(!format!("{}{}", said.out, said.err).contains('\u{202E}'), "{said}");
        assert!(said.err.contains("U+202E") || said.code == ExitCode::Success, "{said}");
    }
    assert!(before == office.recorded());
}

#[test]
fn cells_are_shown_and_not_obeyed() {
    let office = Office::small();
    office.on("2022-03-31").file("支付.csv", LIST);
    for line in ["import payments 支付.csv --dry-run", "import payments 支付.csv --dry-run --json"]
    {
        let said = office.run(line);
        let shown = format!("{}{}", said.out, said.err);
        assert!(!shown.contains('\u{1B}') && shown.contains("U+001B"), "{said}");
    }
}

/// What is invisible comes along from windows and web pages and says nothing; it is left out.
#[test]
fn invisible_characters_of_cells_are_left_out() {
    let office = Office::small();
    let fit: String = LIST.split_inclusive('\n').take(2).collect();
    office.on("2022-03-31").file("支付.csv", fit);
    office.run("import payments 支付.csv --yes").done();
    assert!(office.run("search 县文具店 --json").out.contains("记-011"));
}

#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let said =
        Office::small().run_words(["import", "payments", "没有\u{1B}[31m的.csv", "--dry-run"]);
    assert!(said.err.contains("没有<U+001B>[31m的.csv"), "{said}");
    assert!(!format!("{}{}", said.out, said.err).contains('\u{1B}'), "{said}");
}

/// What the preview takes is posted: the record of the import names the file.
#[test]
fn a_list_with_an_unseen_character_in_its_name_is_imported() {
    let office = Office::small();
    let fit: String = LIST.split_inclusive('\n').take(2).collect();
    office.on("2022-03-31").file("支付\u{200B}.csv", fit);
    let said = office.run_words(["import", "payments", "支付\u{200B}.csv", "--yes"]);
    assert_eq!(said.code, ExitCode::Success, "{said}");
    let listed = office.run("import list --json").json();
    assert_eq!(listed[0]["files"][0]["file"], "支付\u{FFFD}.csv");
}
