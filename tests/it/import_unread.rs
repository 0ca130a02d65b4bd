//! Sheets in which no header is found: named always, and asked about where they state amounts.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const HEADER: &str = "日期|凭证号|经济科目|金额|收款人|摘要|指标";
const FIRST: &str = "2022-02-01|记-1|30201|10|甲|纸|2022-001";
const SECOND: &str = "2022-02-05|记-2|30201|20|甲|笔|2022-001";
const THIRD: &str = "2022-02-06|记-3|30201|30|甲|墨|2022-001";

fn office() -> Office {
    Office::at_year_end()
}

/// The continuation of a list, a list of other names and a sheet of sums are not left out in silence.
#[test]
fn a_sheet_of_amounts_without_a_header_waits_for_an_answer() {
    let office = office();
    let cover: &[&str] = &["示范县科学技术协会", "支付台账", "2022年"];
    let first: &[&str] = &[HEADER, FIRST];
    let others: &[&str] = &["发生时间|票|数额|给谁", "2022-02-05|记-2|20|甲"];
    let sums: &[&str] = &["1月|10", "2月|20", "合计|30"];
    for (file, sheets) in [
        ("续表.xls", [("封面", cover), ("1", first), ("续表", &[SECOND, THIRD])]),
        ("别名.xls", [("封面", cover), ("1", first), ("2月", others)]),
        ("汇总.xls", [("封面", cover), ("1", first), ("汇总", sums)]),
    ] {
        office.file(file, workbook(&sheets));
        let line = format!("import payments {file} --unit yuan");
        office.run(&format!("{line} --yes --only-new")).ended(ExitCode::Refused);
        let json = office.run(&format!("{line} --dry-run --json")).json();
        assert_eq!(json["ok"], false, "{file}");
        let unread = json["files"][0]["unread_sheets"].as_array().expect("a list");
        assert_eq!(
            (&unread[0]["sheet"], &unread[0]["rows_with_amounts"]),
            (&"封面".into(), &0.into())
        );
        assert_eq!(unread[1]["sheet"], sheets[2].0, "{file}");
    }
    let said = [
        office.run("import payments 续表.xls --unit yuan --dry-run").ended(ExitCode::Refused),
        office
            .run("import payments 续表.xls --unit yuan --sheet 1 --dry-run")
            .ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_sheet_without_amounts_is_named_and_stops_nobody() {
    let office = office();
    let codes: &[&str] = &["办公费|30201", "印刷费|30202", "咨询费|30203"];
    let help: &[&str] = &["1|逐行填写", "2|不要合并"];
    let sheets: [(&str, &[&str]); 3] =
        [("填表说明", help), ("1", &[HEADER, FIRST]), ("选项", codes)];
    office.file("说明.xls", workbook(&sheets));
    let said = office.run("import payments 说明.xls --unit yuan --yes").ended(ExitCode::Success);
    insta::assert_snapshot!(said);
}

/// What is compared or paid out by a rule is read alike.
#[test]
fn comparisons_payrolls_and_budgets_ask_too() {
    let office = office();
    let sheets: [(&str, &[&str]); 2] = [("1", &[HEADER, FIRST]), ("续", &[SECOND])];
    office.file("系统.xls", workbook(&sheets));
    let persons: [(&str, &[&str]); 2] =
        [("1月", &["姓名|基本工资", "张三|2100"]), ("续", &["李四|2200"])];
    office.file("工资.xls", workbook(&persons));
    office.file(
        "规则.toml",
        "payee = \"在职职工\"\nmemo = \"工资\"\n[[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\n\
         economic = \"30201\"\n",
    );
    let head = "日期|变动类型|文号|指标|金额(元)";
    let row = "2022-03-01|追加|示财预〔2022〕9号|2022-001|100";
    let budget: [(&str, &[&str]); 2] = [("A", &[head, row]), ("B", &[&row.replace("100", "200")])];
    office.file("预算.xls", workbook(&budget));
    let said = [
        office.run("reconcile 系统.xls --unit yuan --date 2022-03-31").ended(ExitCode::Refused),
        office
            .run("import payroll 工资.xls --rule 规则.toml --set 日期=2022-01-10 --yes")
            .ended(ExitCode::Refused),
        office.run("import budget 预算.xls --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}
