//! Lists of accounts with codes of several levels, each with its sum. Only the lowest levels are entered.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_outline_levels::posts;

const IMPORT: &str = "import payments 余额表.csv --set 日期=2022-05-31 --set 收款人=各户 \
    --set 指标=2022-001 --set 经济科目=30201 --dry-run";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// A list of accounts with what each states.
fn list(header: &str, rows: &[(&str, &str)]) -> String {
    let row = |(account, amount): &(&str, &str)| format!("{account},{amount}\n");
    let rows: String = rows.iter().map(row).collect();
    format!("{header},本期借方（元）\n{rows}")
}

fn import(map: &str) -> String {
    format!("{IMPORT} --map 金额=本期借方（元） {map}")
}

fn paid(office: &Office, map: &str) -> (String, u64) {
    posts(office, &import(map))
}

/// Codes as the accounting software of units prints them: with levels of two digits, or set apart.
#[test]
fn an_account_whose_code_begins_others_is_their_sum() {
    let office = office();
    for codes in [
        ["5001", "500101", "50010101", "50010102", "500102"],
        ["5001", "5001.01", "5001.01.01", "5001.01.02", "5001.02"],
        ["5001", "5001-01", "5001-01-01", "5001-01-02", "5001-02"],
        ["5001", "5001/01", "5001/0101", "5001/0102", "5001/02"],
        ["302", "30201", "30201-1", "30201-2", "30202"],
        ["206", "206 07", "206 07 01", "206 07 02", "206 08"],
    ] {
        let names = ["业务活动费用", "办公费", "文具", "纸张", "差旅费"];
        let amounts = ["600", "200", "150", "50", "400"];
        let beside: Vec<String> =
            codes.iter().zip(names).map(|(c, n)| format!("{c},{n}")).collect();
        let rows: Vec<_> = beside.iter().map(String::as_str).zip(amounts).collect();
        let map = "--map 摘要=科目名称 --accept-columns";
        for header in ["科目编码,科目名称", "会计科目,科目名称", "科目编号,科目名称"]
        {
            office.file("余额表.csv", list(header, &rows));
            assert_eq!(paid(&office, map), ("600.00".to_owned(), 3), "{header} {codes:?}");
            let total = [rows.as_slice(), &[("合计,", "600")]].concat();
            office.file("余额表.csv", list(header, &total));
            assert_eq!(paid(&office, map), ("600.00".to_owned(), 3), "{header} {codes:?}");
        }
        // Also from the lowest up, and level by level.
        for order in [[4, 3, 2, 1, 0], [0, 1, 4, 3, 2], [3, 0, 2, 4, 1]] {
            let rows: Vec<_> = order.iter().map(|at| rows[*at]).collect();
            office.file("余额表.csv", list("科目编码,科目名称", &rows));
            assert_eq!(paid(&office, map), ("600.00".to_owned(), 3), "{order:?} {codes:?}");
        }
        // In one cell with the name.
        let joined: Vec<String> =
            codes.iter().zip(names).map(|(c, n)| format!("{c} {n}")).collect();
        let rows: Vec<_> = joined.iter().map(String::as_str).zip(amounts).collect();
        for header in ["科目", "会计科目", "科目名称"] {
            office.file("余额表.csv", list(header, &rows));
            let map = format!("--map 摘要={header}");
            assert_eq!(paid(&office, &map), ("600.00".to_owned(), 3), "{header} {codes:?}");
            let map = format!("--map 收款人={header} --set 摘要=支出");
            assert_eq!(paid(&office, &map), ("600.00".to_owned(), 3), "{header} {codes:?}");
        }
    }
}

#[test]
fn a_numbered_outline_is_told_by_its_numbers() {
    let office = office();
    let rows = [("1,培训", "600"), ("1.1,场地", "200"), ("1.2,资料", "400"), ("2,其他", "40")];
    office.file("余额表.csv", list("序号,内容", &rows));
    assert_eq!(paid(&office, "--map 摘要=内容"), ("640.00".to_owned(), 3));
    // Plain numbers are no outline: 1 is not above 10.
    let rows: Vec<String> = (1..=12).map(|at| format!("{at},第{at}户")).collect();
    let rows: Vec<_> = rows.iter().map(|row| (row.as_str(), "10")).collect();
    office.file("余额表.csv", list("编号,内容", &rows));
    assert_eq!(paid(&office, "--map 摘要=内容"), ("120.00".to_owned(), 12));
}

/// Both levels are never entered: where the sums are wrong, it is asked.
#[test]
fn an_account_that_states_something_else_is_asked_about() {
    let office = office();
    let rows = [("5001.01,办公费", "200"), ("5001,业务活动费用", "610"), ("5001.02,差旅费", "400")];
    office.file("余额表.csv", list("科目编码,科目名称", &rows));
    let import = import("--map 摘要=科目名称");
    let asked = office.run(&import).ended(ExitCode::Refused);
    let accepted = office.run(&format!("{import} --accept-sums")).ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{asked}\n{accepted}"));
}

/// What every row says alike makes no row more than a sum; what rows say of their own does.
#[test]
fn what_all_rows_say_is_no_identity() {
    let office = office();
    let rows = [("5001.01,2022-05-31,甲,办公费", "200"), ("5001,2022-05-31,甲,费用", "200")];
    office.file("余额表.csv", list("科目编码,日期,收款人,摘要", &rows));
    assert_eq!(paid(&office, ""), ("200.00".to_owned(), 1));
    let rows = [("5001.01,2022-05-30,甲,办公费", "200"), ("5001,2022-05-31,甲,费用", "200")];
    office.file("余额表.csv", list("科目编码,日期,收款人,摘要", &rows));
    assert_eq!(paid(&office, ""), ("400.00".to_owned(), 2));
}
