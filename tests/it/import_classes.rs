//! Posts, people and assets: a class has one number a day, whatever rows and tables it stands in.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// What a figure of the ledger is.
fn figure(office: &Office, key: &str) -> String {
    let figures = office.run(&format!("list figures --grep {key} --json")).json();
    let mut figures = figures.as_array().expect("figures are a list").iter();
    let found = figures.find(|figure| figure["key"] == key).expect("the figure is there");
    found["value"].to_string()
}

const PEOPLE: &str = "日期,编制或实有,人员类别,人数";

/// Of several rows of one class the last one stood, and the others were lost.
#[test]
fn rows_of_several_departments_are_summed() {
    let office = office();
    let row =
        |department: &str, count: u32| format!("{department},2022-12-31,编制,行政编制,{count}\n");
    let rows = [row("办公室", 8), row("人事科", 10), row("财务科", 3), row("党建科", 3)].concat();
    office.file("人员.csv", format!("部门,{PEOPLE}\n{rows}合计,,,,24\n"));
    let import = "import staff 人员.csv";
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Success);
    assert!(figure(&office, "posts.administrative").contains("24"));
    assert_eq!(counts(&office, import), [0, 1, 0, 0]);

    let assets = "日期,使用部门,资产类别,原值（元）,累计折旧,净值（元）\n2022-12-31,办公室,通用设备,28300,300,28000\n\
        2022-12-31,人事科,通用设备,51900,1900,50000\n";
    office.file("资产.csv", assets);
    office.run("import assets 资产.csv --yes").done();
    assert!(figure(&office, "assets.gross.general_equipment").contains("80200.00"));
    assert!(figure(&office, "assets.net.general_equipment").contains("78000.00"));
    insta::assert_snapshot!(said);
}

/// Nothing tells whether the rows are of several departments, or one was written twice.
#[test]
fn rows_of_one_class_are_asked_about_and_summed_once_accepted() {
    let office = office();
    office.file(
        "人员.csv",
        format!("{PEOPLE}\n2022-12-31,编制,行政编制,8\n2022-12-31,编制,行政编制,8\n2022-12-31,实有,退休,5\n"),
    );
    office.file(
        "资产.csv",
        "日期,资产类别,原值（元）,净值（元）\n2022-12-31,通用设备,28300,1\n2022-12-31,通用设备,51900,2\n",
    );
    let said = [
        office.run("import staff 人员.csv --yes").ended(ExitCode::Refused),
        office.run("import assets 资产.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    office.run("import staff 人员.csv --yes --accept-row 2").done();
    assert!(figure(&office, "posts.administrative").contains("16"));
    let accepted = office.run("import assets 资产.csv --accept-doubtful --dry-run --json").json();
    assert_eq!(accepted["sums"]["new"], "80200.00");
    office.run("import assets 资产.csv --accept-doubtful --yes").done();
    assert!(figure(&office, "assets.gross.total").contains("80200.00"));
    // The departments may be in a column of another name.
    office.file(
        "人员.csv",
        format!("名单,{PEOPLE}\n甲,2022-12-30,编制,工勤编制,1\n乙,2022-12-30,编制,工勤编制,2\n"),
    );
    assert_eq!(counts(&office, "import staff 人员.csv"), [0, 0, 1, 0]);
    assert_eq!(counts(&office, "import staff 人员.csv --map 部门=名单"), [1, 0, 0, 0]);
}

/// A class that stands in two tables has no sum that anybody could accept.
#[test]
fn a_class_of_two_tables_is_not_overwritten() {
    let office = office();
    let people = |count: u32| format!("{PEOPLE}\n2022-12-31,编制,行政编制,{count}\n");
    office.file("一科.csv", people(8));
    office.file("二科.csv", people(3));
    let both = "import staff 一科.csv 二科.csv";
    let said = office.run(&format!("{both} --accept-doubtful --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    office.file("副本.csv", people(8));
    for how in ["", " --accept-doubtful", " --accept-copies"] {
        let copies = format!("import staff 一科.csv 副本.csv{how}");
        assert_eq!(counts(&office, &copies), [1, 0, 1, 0], "{how}");
    }
    office.run("import staff 一科.csv 副本.csv --only-new --yes").done();
    assert!(figure(&office, "posts.administrative").contains('8'));
    // The number of a day may be put right afterwards.
    assert_eq!(counts(&office, "import staff 二科.csv --accept-doubtful"), [1, 0, 0, 0]);
}

/// Without a row that cannot be read a sum is not that of its class.
#[test]
fn a_class_with_a_refused_row_is_not_entered_without_it() {
    let office = office();
    let rows = "甲科,2022-12-31,编制,行政编制,8\n乙科,2022-12-31,编制,行政编制,约3\n丙科,2022-12-31,编制,工勤编制,1\n";
    office.file("人员.csv", format!("部门,{PEOPLE}\n{rows}"));
    assert_eq!(counts(&office, "import staff 人员.csv"), [1, 0, 0, 2]);
    // A row whose day cannot be read may be of any.
    office.file(
        "人员.csv",
        format!(
            "部门,{PEOPLE}\n{}",
            rows.replace("12-31,编制,行政编制,约3", "13-31,编制,行政编制,3")
        ),
    );
    assert_eq!(counts(&office, "import staff 人员.csv"), [1, 0, 0, 2]);
    let assets = "日期,部门,资产类别,原值（元）,净值（元）\n2022-12-31,甲科,通用设备,5,1\n2022-12-31,乙科,通用设备,约5,1\n";
    office.file("资产.csv", assets);
    assert_eq!(counts(&office, "import assets 资产.csv"), [0, 0, 0, 2]);
}

/// What a row states as left must be what depreciation leaves.
#[test]
fn values_that_do_not_come_out_and_assets_that_are_gone_are_refused() {
    let office = office();
    let head = "日期,资产类别,原值（元）,累计折旧,净值（元）";
    let row = |values: &str| format!("2022-12-31,{values}\n");
    let rows = [
        row("通用设备,1000,400,600"),
        row("房屋和构筑物,3200000,1280000,1000000"),
        // Without one of the three there is nothing to hold them against.
        row("专用设备,10,,4"),
        row("无形资产,10,3,"),
    ];
    office.file("资产.csv", format!("{head}\n{}", rows.concat()));
    office.file(
        "卡片.csv",
        "日期,资产编号,资产类别,原值（元）,净值（元）,状态\n2022-12-31,A1,通用设备,5,1,在用\n2022-12-31,A2,专用设备,5,1,已报废\n",
    );
    let said = [
        office.run("import assets 资产.csv --yes").ended(ExitCode::Refused),
        office.run("import assets 卡片.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    // As the remedy says.
    assert_eq!(counts(&office, "import assets 资产.csv --map 累计折旧="), [3, 0, 0, 1]);
    assert_eq!(counts(&office, "import assets 资产.csv --map 净值="), [3, 0, 0, 1]);
}

/// Classes were not known behind the marks of an outline, and the row above them was one of them.
#[test]
fn classes_of_an_outline_are_known_and_their_sum_is_none() {
    let office = office();
    let rows = "一、固定资产,130.5,60\n（一）房屋和构筑物,100,40\n（二）设备,30.5,20\n二、无形资产,5,4\n合计,135.5,64\n";
    let list =
        |rows: &str| office.file("资产.csv", format!("资产类别,原值（元）,净值（元）\n{rows}"));
    let import = "import assets 资产.csv --set 日期=2022-12-31";
    list(rows);
    assert_eq!(counts(&office, import), [3, 0, 0, 0]);
    let sums = office.run(&format!("{import} --dry-run --json")).json();
    assert_eq!(sums["sums"]["new"], "135.50");
    // A sum that is none of its rows is told.
    list(&rows.replace("130.5", "131.5").replace("135.5", "136.5"));
    office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
}
