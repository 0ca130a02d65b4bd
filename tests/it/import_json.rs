//! What a program reads of an import.

use crate::harness::Office;
use crate::import_tables::workbook;

/// A program finds the cell of each problem without reading words, and every row of the file.
#[test]
fn a_preview_names_places_for_programs() {
    let office = Office::at_year_end();
    office.file(
        "支付.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要,状态\n\
         2022-02-01,记-11,2022-001,30201,五块,甲,读不出,\n\
         2022-13-01,记-12,2022-001,30201,7,甲,没有这个月,\n\
         2022-02-01,记-13,2022-009,30201,5,甲,没有这个指标,\n\
         2022-02-01,记-14,2022-001,30201,5,甲,没有付成,失败\n\
         2022-02-01,记-15,2022-001,30201,5,甲,好的,\n",
    );
    office.file(
        "合计.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
         2022-02-03,记-18,2022-001,30201,5,丙,纸\n合计,,,,1099.5,,\n",
    );
    office.file(
        "两表.xls",
        workbook(&[
            (
                "1月",
                &[
                    "日期|凭证号|指标|经济科目|金额(元)|收款人|摘要",
                    "2022-02-01|记-16|2022-001|30201|3|乙|笔",
                ],
            ),
            ("续", &["2022-02-02|记-17|2022-001|30201|4|乙|墨"]),
        ]),
    );
    let preview = office.run("import payments 支付.csv 合计.csv 两表.xls --dry-run --json").json();
    let counts = &preview["counts"];
    let listed = ["rows", "unread_rows"].map(|key| preview[key].as_array().map_or(0, Vec::len));
    let of_verdicts = ["new", "known", "doubtful", "refused"];
    let counted: u64 = of_verdicts.iter().filter_map(|verdict| counts[verdict].as_u64()).sum();
    assert_eq!(listed.iter().sum::<usize>() as u64, counted);
    let places: Vec<_> = preview["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|problem| &problem["place"])
        .collect();
    let said = (&preview["unread_rows"], places);
    insta::assert_snapshot!(serde_json::to_string_pretty(&said).expect("it is JSON"));
    // A failure says the same.
    let posted = office.run("import payments 支付.csv 合计.csv 两表.xls --yes --json").json();
    assert_eq!(posted["errors"], preview["errors"]);
    assert_eq!(preview["errors"], preview["problems"]);
}

/// Columns that cannot be mapped have a place, too; what was asked for wrongly is in no file.
#[test]
fn problems_of_columns_have_their_place() {
    let office = Office::at_year_end();
    let head = "日期,凭证号,指标,经济科目,金额,收款人,摘要\n";
    office.file("没单位.csv", format!("{head}2022-02-01,记-11,2022-001,30201,5,甲,纸\n"));
    office.file("没有列.csv", "日期,凭证号,金额(元)\n2022-02-01,记-11,5\n");
    office.file(
        "两表.xls",
        workbook(&[(
            "1月",
            &[
                "日期|凭证号|指标|经济科目|金额|收款人|摘要|金额",
                "2022-02-01|记-16|2022-001|30201|3|乙|笔|3",
            ],
        )]),
    );
    let places = |line: &str| {
        let failed = office.run(&format!("{line} --json")).json();
        let problems = failed["errors"].as_array().expect("a list").iter();
        let place = |problem: &serde_json::Value| {
            let text = |key: &str| problem["place"][key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", text("file"), text("sheet"), text("column"))
        };
        problems.map(place).collect::<Vec<_>>()
    };
    assert_eq!(places("import payments 没单位.csv --yes"), ["没单位.csv - 金额"]);
    assert_eq!(places("reconcile 没单位.csv"), ["没单位.csv - 金额"]);
    let missing = places("import payments 没有列.csv --yes");
    assert!(
        !missing.is_empty() && missing.iter().all(|place| place == "没有列.csv - -"),
        "{missing:?}"
    );
    assert_eq!(places("import payments 两表.xls --yes"), ["两表.xls 1月 -", "两表.xls 1月 金额"]);
    let asked = places("import payments 没单位.csv --unit 元 --set 金额正负=正负 --yes");
    assert_eq!(asked, ["- - -"]);
}

/// An event that is made of very many scattered rows names the first and the last, and says so.
#[test]
fn rows_that_are_scattered_are_marked() {
    let office = Office::at_year_end();
    let person = |at: u32| format!("人{at},10,{}\n", if at.is_multiple_of(2) { "3" } else { "" });
    let people: String = (1..=80).map(person).collect();
    office.file("工资.csv", format!("姓名,基本工资,补助\n{people}"));
    office.file(
        "规则.toml",
        "payee = \"在职职工\"\nmemo = \"工资\"\n\
         [[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\neconomic = \"30201\"\n\
         [[columns]]\nheader = \"补助\"\nline = \"2022-001\"\neconomic = \"30211\"\nmemo = \"补助\"\n",
    );
    office
        .run("import payroll 工资.csv --rule 规则.toml --unit 元 --set 日期=2022-03-01 --yes")
        .done();
    let place = |event: u32| {
        let shown = office.run(&format!("show {event} --json")).json();
        let place = &shown["origin"]["places"][0];
        (place["rows"].to_string(), place["scattered"].as_bool())
    };
    let mut places = [place(6), place(7)];
    places.sort();
    assert_eq!(places, [("[[2,81]]".to_owned(), Some(false)), ("[[3,81]]".to_owned(), Some(true))]);
    let traced = office.run("trace outturn.total --json").json();
    let traced = traced["events"].as_array().expect("a list").iter();
    let scattered = traced.filter(|event| event["origin"]["places"][0]["scattered"] == true);
    assert_eq!(scattered.count(), 1);
}

/// Regression: the number of a voucher was read a second time for its words, and one that is ruined told twice.
#[test]
fn a_number_that_is_ruined_is_told_once() {
    let office = Office::at_year_end();
    office.file(
        "支付.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
         2022-02-01,2.02601E+11,2022-001,30201,5,甲,纸\n",
    );
    let preview = office.run("import payments 支付.csv --dry-run --json").json();
    let told = |problem: &&serde_json::Value| problem["place"]["value"] == "2.02601E+11";
    for list in ["problems", "errors"] {
        let listed = preview[list].as_array().expect("a list");
        assert_eq!(listed.iter().filter(told).count(), 1, "{list}: {preview}");
    }
}
