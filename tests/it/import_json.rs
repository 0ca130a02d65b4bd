//! What a program reads of an import.

use crate::harness::Office;
use crate::import_tables::workbook;

/// A program finds the cell of each problem without reading words, and every row of the file.
#[test]
fn a_preview_names_places_for_programs() {
    let office = Office::small();
    office.on("2022-12-31");
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
