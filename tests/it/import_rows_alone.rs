//! Rows that come back without their table mean what they meant in it: no amount and no day is another one on
//! the way back.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const HEADER: &str = "日期|凭证号|经济科目|金额|收款人|摘要|指标";
const WRONG: &str = "2022-13-01|记-1|30201|0.5|甲|纸|2022-001";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

fn csv(rows: &[&str]) -> String {
    rows.iter().map(|row| row.replace('|', ",") + "\n").collect()
}

fn page(rows: &[&str]) -> String {
    let cell = |text: &str| format!("<td>{text}</td>");
    let row = |row: &&str| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<html><meta charset=\"utf-8\"><table>{rows}</table></html>")
}

/// What is refused of a file, and of its rows as they came back, each imported as these flags say.
fn there_and_back(office: &Office, file: &str, flags: [&str; 2]) -> [String; 2] {
    let returned = if file.ends_with("csv") { file.to_owned() } else { format!("{file}.xlsx") };
    let [there, back] = flags;
    let there =
        office.run(&format!("import payments {file} {there} --dry-run --refused 退回/ --json"));
    let back = office.run(&format!("import payments 退回/{returned} {back} --dry-run --json"));
    std::fs::remove_dir_all(office.path().join("退回")).expect("it was written");
    [there.json(), back.json()].map(|json| match json["sums"]["refused"].as_str() {
        Some(sum) => sum.to_owned(),
        None => json["errors"][0]["message"].to_string(),
    })
}

#[test]
fn the_unit_comes_back_with_the_rows() {
    let office = office();
    let corner = ["支付明细|||||单位：万元|", HEADER, WRONG];
    office.file("表角.csv", csv(&corner));
    office.file("表角.xls", workbook(&[("1", &corner)]));
    office.file("网页.xls", page(&corner));
    office.file("列名.csv", csv(&[&HEADER.replace("金额", "金额（万元）"), WRONG]));
    office.file("没有.csv", csv(&[HEADER, WRONG]));
    office.file("表名.xls", workbook(&[("支付（万元）", &[HEADER, WRONG])]));
    for file in ["表角.csv", "表角.xls", "网页.xls", "列名.csv", "没有.csv", "表名.xls"]
    {
        let same = there_and_back(&office, file, ["--unit 万元", "--unit 万元"]);
        assert_eq!(same, ["5000.00", "5000.00"], "{file}");
        for other in ["", "--unit 元"] {
            let [_, back] = there_and_back(&office, file, ["--unit 万元", other]);
            assert!(back.contains("万元"), "{file} {other}: {back}");
        }
    }
    // Yuan need no question, and neither does what was confirmed for this header.
    assert_eq!(there_and_back(&office, "没有.csv", ["--unit 元", ""]), ["0.50", "0.50"]);
    office.file("好.csv", csv(&["单位：万元", HEADER, &WRONG.replace("13", "12")]));
    office.run("import payments 好.csv --unit 万元 --yes").done();
    assert_eq!(there_and_back(&office, "表角.csv", ["", ""]), ["5000.00", "5000.00"]);
}

/// A day without a year stays of the year that the title, the sheet or the column says, a month that stands in a
/// row above stays that month, and a merge says the same of each row.
#[test]
fn what_stood_elsewhere_comes_back_with_the_rows() {
    let office = office();
    let yuan = HEADER.replace("金额", "金额（元）");
    let day = |day: &str| WRONG.replace("2022-13-01", day);
    office.file("标题.csv", csv(&["2021年度支付明细", &yuan, &day("2-1")]));
    office.file("表名.xls", workbook(&[("2021支付", &[&yuan, &day("2-1")])]));
    office.file(
        "年度.csv",
        csv(&[&format!("{yuan}|年度"), &(day("2022-2-1") + "|2021"), &(day("2-2") + "|")]),
    );
    for file in ["标题.csv", "表名.xls", "年度.csv"] {
        let both = there_and_back(&office, file, ["", ""]);
        assert_eq!(both, ["0.50", "0.50"], "{file} is refused again");
    }
    let header = yuan.replace("日期", "月|日");
    let parts = |day: &str, payee: &str| day.to_owned() + &WRONG[10..].replace('甲', payee);
    office.file(
        "月日.csv",
        csv(&[&header, &parts("2|1", ""), &parts("3|2", "乙"), &parts("|3", "")]),
    );
    office.run("import payments 月日.csv --dry-run --refused 退回.csv").ended(ExitCode::Refused);
    let text = std::fs::read_to_string(office.path().join("退回.csv")).expect("it was written");
    assert!(text.contains("\n3-3,记-1") && !text.contains("2-3"), "{text}");
    office.file(
        "合并.xls",
        "<html><meta charset=\"utf-8\"><table>\
         <tr><td>日期</td><td>凭证号</td><td>指标</td><td>经济科目</td><td>金额（元）</td><td>收款人</td><td>摘要</td></tr>\
         <tr><td>2022-01-05</td><td>记-1</td><td rowspan=2>2022-001</td><td>30201</td><td>1</td><td>甲</td><td>纸</td></tr>\
         <tr><td>2022-13-05</td><td>记-2</td><td>30201</td><td>2</td><td>乙</td><td>笔</td></tr>\
         </table></html>",
    );
    office
        .run("import payments 合并.xls --dry-run --refused 合并退回.csv")
        .ended(ExitCode::Refused);
    let text = std::fs::read_to_string(office.path().join("合并退回.csv")).expect("it was written");
    assert!(text.contains("2022-13-05,记-2,2022-001,30201"), "{text}");
}
