//! Sheets of codes and explanations beside the one that is meant.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const BUDGET: [&str; 2] = [
    "日期|文号|变动类型|指标|指标名称|项目名称|支出类别|功能科目|经济科目|金额（元）",
    "2022-01-10|示财〔2022〕9号|年初批复|2022-91|水电费||公用经费|2060701|302|100",
];

#[test]
fn sheets_of_codes_and_explanations_are_not_asked_about() {
    let office = Office::at_year_end();
    let explained = ["项目名称|指标名称|说明", "基本|水电费|逐行填写", "项目|讲座|不要合并"];
    let codes = ["项目代码|项目名称|指标名称", "10101|基本|水电费", "20305|项目|讲座"];
    let sheets: [(&str, &[&str]); 3] =
        [("说明", &explained), ("预算", &BUDGET), ("代码表", &codes)];
    office.file("预算.xls", workbook(&sheets));
    let said = office.run("import budget 预算.xls --dry-run").ended(ExitCode::Success);
    insta::assert_snapshot!(said);
    let json = office.run("import budget 预算.xls --dry-run --json").json();
    assert_eq!(json["sums"]["new"], "100.00");
}

/// Numbers may be money below a header that nobody knows.
#[test]
fn a_sheet_with_numbers_is_asked_about_once() {
    let office = Office::at_year_end();
    let others = ["项目名称|指标名称|给的钱", "基本|水电费|12.5"];
    let sheets: [(&str, &[&str]); 2] = [("预算", &BUDGET), ("二月", &others)];
    office.file("预算.xls", workbook(&sheets));
    let said = office.run("import budget 预算.xls --dry-run").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // As the remedy says.
    office.run("import budget 预算.xls --sheet 预算 --dry-run").ended(ExitCode::Success);
    // Where no sheet has what is looked for, each says what it lacks.
    office.file("预算.xls", workbook(&[("一月", &others), ("二月", &others)]));
    let said = office.run("import budget 预算.xls --dry-run").ended(ExitCode::Refused);
    assert!(said.contains("“一月” 里没有“金额”列") && said.contains("里没有“文号”列"), "{said}");
}
