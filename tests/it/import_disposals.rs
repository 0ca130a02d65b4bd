//! Cards of assets that were disposed of, wholly or in part: what is gone is in no total.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "资产编号,资产名称,资产类别,原值（元）,净值（元）";
const IMPORT: &str = "import assets 卡片.csv --set 日期=2022-12-31";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

fn cards(office: &Office, columns: &str, rows: &[&str]) {
    let rows: Vec<String> = (1..)
        .zip(rows)
        .map(|(at, row)| format!("A{at},电脑{at},通用设备,100,10,{row}\n"))
        .collect();
    office.file("卡片.csv", format!("{HEAD},{columns}\n{}", rows.concat()));
}

/// The day of disposal was a column of days like another, and the value of what was gone was summed.
#[test]
fn a_card_that_was_disposed_of_by_the_day_is_refused() {
    let office = office();
    cards(&office, "处置日期", &["2022-12-31", "", "2023-01-01", "2019年5月6日", "不详"]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // As the remedies say: without the rows, or without the column.
    cards(&office, "处置日期", &["", "2023-01-01"]);
    assert_eq!(counts(&office, IMPORT), [1, 0, 0, 0]);
    cards(&office, "处置日期", &["2022-12-31", "2019-05-06", "不详"]);
    assert_eq!(counts(&office, &format!("{IMPORT} --map 处置日期=")), [1, 0, 0, 0]);
}

#[test]
fn what_stands_for_no_day_is_none() {
    let office = office();
    let none = ["—", "/", "0000-00-00", "1900-01-00", "0", "9999-12-31", "1900/1/1", "无"];
    for header in ["处置日期", "报废日期", "核销日期", "减少日期"] {
        cards(&office, header, &none);
        assert_eq!(counts(&office, IMPORT), [1, 0, 0, 0], "{header}");
        cards(&office, header, &["", "2022-06-30"]);
        assert_eq!(counts(&office, IMPORT), [0, 0, 0, 2], "{header}");
    }
}

/// Of two such columns either may be the one that is filled.
#[test]
fn each_column_of_disposal_counts() {
    let office = office();
    cards(&office, "处置日期,报废日期", &[",2021-01-01", ","]);
    assert_eq!(counts(&office, IMPORT), [0, 0, 0, 2]);
    assert_eq!(counts(&office, &format!("{IMPORT} --map 处置日期=")), [1, 0, 0, 0]);
    assert_eq!(counts(&office, &format!("{IMPORT} --map 处置日期=处置日期")), [1, 0, 0, 0]);
    // The day was not asked about again once its column had been accepted as one that says nothing.
    cards(&office, "登记日期,购置日期", &["2021-01-01,2020-01-01", ","]);
    assert_eq!(counts(&office, IMPORT), [1, 0, 0, 0]);
}

/// Of ten chairs three are gone: nobody knows whether the value is still that of ten.
#[test]
fn a_card_of_which_a_part_is_gone_is_asked_about() {
    let office = office();
    cards(&office, "数量,处置数量", &["10,3", "1,", "10,0", "5,2"]);
    let import = format!("{IMPORT} --accept-columns");
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, &format!("{import} --accept-row 2")), [1, 0, 0, 0]);
    cards(&office, "数量,处置数量,预计处置金额", &["10,0,5", "1,,6", "10,—,7"]);
    assert_eq!(counts(&office, &import), [1, 0, 0, 0]);
}

/// A list of January had what was bought in January, and was entered for the end of the year.
#[test]
fn a_card_of_what_came_after_the_day_is_refused() {
    let office = office();
    cards(&office, "取得日期", &["2022-12-31", "2023-01-05"]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, &format!("{IMPORT} --map 取得日期=")), [1, 0, 0, 0]);
    // Of old assets nobody knows the day.
    cards(&office, "购置日期", &["2022-12-31", "", "2010年5月", "不详", "1998", "6/7/2010", "—"]);
    assert_eq!(counts(&office, IMPORT), [1, 0, 0, 0]);
    cards(&office, "购置日期", &["2023/1/1", "2010-05-01"]);
    assert_eq!(counts(&office, IMPORT), [0, 0, 0, 2]);
}
