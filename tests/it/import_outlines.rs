//! Rows that are no payments by what the layout says: parts of other rows, totals of the year, the numbers
//! of columns.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// Previews a list of payments of so many yuan each; returns how it ended and what the new rows come to.
fn new(office: &Office, rows: &[&str], rest: &str) -> (ExitCode, String) {
    office.file("公开.xls", workbook(&[("支出", rows)]));
    let line = format!(
        "import payments 公开.xls --set 日期=2022-05-08 --set 收款人=各单位 --set 指标=2022-001 \
         --set 经济科目=30299 --unit 元 --dry-run --json {rest}"
    );
    let said = office.run(&line);
    let sum = said.json()["sums"]["new"].as_str().unwrap_or_else(|| panic!("{said}")).to_owned();
    (said.code, sum)
}

fn check(cases: &[(&[&str], &str, ExitCode, &str)]) {
    let office = office();
    for (rows, rest, code, sum) in cases {
        assert_eq!(new(&office, rows, rest), (*code, (*sum).to_owned()), "{rows:?} {rest}");
    }
}

/// Final accounts are published with a vehicle row of nought above what was paid for vehicles.
#[test]
fn parts_that_exceed_their_row_are_told() {
    const MEMO: &str = "--map 摘要=项目";
    const ACCEPTED: &str = "--map 摘要=项目 --accept-sums";
    let list = |above: &'static str| -> [&'static str; 5] {
        ["项目|金额（元）", "1.接待费|17", above, "其中：（1）运行维护费|32.5", "（2）购置费|7.5"]
    };
    let [nought, blank, dash, less, equal, more] = [
        "2.车辆费|0",
        "2.车辆费|",
        "2.车辆费|-",
        "2.车辆费|39.99",
        "2.车辆费|40",
        "2.车辆费|40.01",
    ]
    .map(list);
    check(&[
        (&nought, MEMO, ExitCode::Refused, "57.00"),
        (&blank, MEMO, ExitCode::Refused, "57.00"),
        (&dash, MEMO, ExitCode::Refused, "57.00"),
        (&less, MEMO, ExitCode::Refused, "57.00"),
        // What is told can be accepted: the parts are the payments.
        (&nought, ACCEPTED, ExitCode::Success, "57.00"),
        (&blank, ACCEPTED, ExitCode::Success, "57.00"),
        // The parts make up their row, or are a part of it.
        (&equal, MEMO, ExitCode::Success, "57.00"),
        (&more, MEMO, ExitCode::Success, "57.01"),
    ]);
}

/// A part of one row ends where the next row of the outline begins.
#[test]
fn parts_end_with_the_row_that_they_are_of() {
    const ROWS: [&str; 10] = [
        "项目|金额（元）",
        "一、事业支出|1500",
        "（一）人员|1000",
        "1.工资|600",
        "2.津贴|400",
        "其中：下乡津贴|100",
        "（二）商品和服务|500",
        "1.办公费|300",
        "2.印刷费|200",
        "二、经营支出|50",
    ];
    let mut wrong = ROWS;
    wrong[8] = "2.印刷费|199";
    check(&[
        (&ROWS, "--map 摘要=项目", ExitCode::Success, "1550.00"),
        (&wrong, "--map 摘要=项目", ExitCode::Refused, "1549.00"),
    ]);
}

/// In a budget, and in a list of which nothing says that it is a part of the year, 本年支出合计 sums the table.
#[test]
fn a_total_of_the_year_is_checked() {
    const HEAD: &str = "摘要|金额（元）";
    let list = |label: &'static str| [HEAD, "培训费|300", "印刷费|200", label];
    let [right, wrong, running, quarter] =
        ["本年支出合计|500", "本年支出合计|510", "本年累计|900", "一季度合计|900"].map(list);
    let journal = [HEAD, "培训费|300", "印刷费|200", "本月合计|500", "本年合计|900"];
    check(&[
        (&right, "", ExitCode::Success, "500.00"),
        (&wrong, "", ExitCode::Refused, "500.00"),
        (&wrong, "--accept-sums", ExitCode::Success, "500.00"),
        // These hold what earlier months brought.
        (&running, "", ExitCode::Success, "500.00"),
        (&quarter, "", ExitCode::Success, "500.00"),
        (&journal, "", ExitCode::Success, "500.00"),
    ]);
}

/// A budget is of one year, whatever other sums stand in it.
#[test]
fn a_total_of_the_year_is_checked_in_budgets() {
    let office = office();
    let run = |sum: u32| {
        let sum = format!("本年支出合计|{sum}");
        let rows: [&str; 6] = [
            "项目|预算数",
            "培训费|300",
            "印刷费|200",
            sum.as_str(),
            "年终结转结余|",
            "支出总计|500",
        ];
        office.file("总表.xls", workbook(&[("收支", &rows)]));
        let line = "import budget 总表.xls --set 变动类型=年初批复 --set 日期=2022-01-20 \
                    --set 文号=示财预〔2022〕9号 --map 指标=项目 --map 指标名称=项目 \
                    --set 支出类别=公用经费 --set 功能科目=2060701 --set 经济科目=302 --unit 元 --dry-run";
        office.run(line).code
    };
    assert_eq!([run(500), run(510)], [ExitCode::Success, ExitCode::Refused]);
}

/// Official forms number their columns below the header, words with 甲 乙 丙 and figures with 1 2 3.
#[test]
fn the_numbers_of_columns_are_no_data() {
    const MEMO: &str = "--map 摘要=项目";
    const FIRST: &str = "培训费|省城|300";
    const NEXT: &str = "印刷费|县城|200";
    let wide = |numbers: &'static str| ["项目|地点|金额（元）", numbers, FIRST, NEXT, "合计||500"];
    let [label, stems, plain, computed] = ["栏次||1", "甲|乙|1", "1|2|3", "栏次|1|2=1+1"].map(wide);
    let narrow = |numbers: &'static str| ["项目|金额（元）", numbers, "培训费|300", "印刷费|200"];
    let [two, one] = ["栏次|1", "甲|1"].map(narrow);
    // Another page begins with the header.
    let pages =
        ["项目|金额（元）", "栏次|1", "培训费|300", "项目|金额（元）", "栏次|1", "印刷费|200"];
    for rows in [&label[..], &stems, &plain, &computed, &two, &one, &pages] {
        check(&[(rows, MEMO, ExitCode::Success, "500.00")]);
    }
    // These are rows like others: a list of 甲 and 乙, a row that does not begin with 1 or ends too early.
    let data: [(&[&str], &str); 4] = [
        (&["项目|金额（元）", "甲|1", "乙|2", "丙|3"], "6.00"),
        (&["项目|金额（元）", "甲|2", "培训费|300", "印刷费|200"], "502.00"),
        (&["项目|地点|金额（元）", "甲||1", FIRST, NEXT], "501.00"),
        (&["项目|地点|金额（元）", FIRST, "甲|乙|1", NEXT], "501.00"),
    ];
    for (rows, sum) in data {
        check(&[(rows, MEMO, ExitCode::Success, sum)]);
    }
}

#[test]
fn a_header_may_be_named_with_the_numbers_of_its_columns() {
    let rows = ["项目|金额（元）", "栏次|1", "培训费|300", "印刷费|200"];
    check(&[(&rows, "--map 摘要=项目 --header 1-2", ExitCode::Success, "500.00")]);
}

/// Villages publish their accounts with what was left of the last quarter above and who signs below.
#[test]
fn what_is_left_and_who_signs_is_no_data() {
    const MEMO: &str = "--map 摘要=项目 --map 金额=支出";
    let list = |last: &'static str| {
        ["项目|收入|支出|说明", "上季结存|9|700|", "培训费||300|", "印刷费||200|", last]
    };
    for last in ["村主任：张三||会计：李四|", "报账单位：|审核：||经办：王五", "监督人:|||"]
    {
        check(&[(&list(last), MEMO, ExitCode::Success, "500.00")]);
    }
    // What somebody was paid is data, whatever its words.
    check(&[(&list("会计：李四||7|"), MEMO, ExitCode::Success, "507.00")]);
}

/// The rows that 分类汇总 of a spreadsheet makes, groups in groups too.
#[test]
fn sums_that_a_spreadsheet_made_of_groups_are_no_payments() {
    let office = office();
    let list = "部门,类别,日期,凭证号,收款人,摘要,金额（元）\n\
        办公室,纸,2022-03-01,记-31,甲,复印纸,12\n办公室,纸,2022-03-02,记-32,甲,信纸,3\n,纸 汇总,,,,,15\n\
        办公室,车,2022-03-03,记-33,乙,过路费,20\n,车 汇总,,,,,20\n办公室 汇总,,,,,,35\n\
        业务室,纸,2022-03-04,记-34,甲,卡纸,4\n,纸 汇总,,,,,4\n\
        业务室,车,2022-03-05,记-35,乙,停车费,6\n,车 汇总,,,,,6\n业务室 汇总,,,,,,10\n总计,,,,,,45\n";
    office.file("支付.csv", list);
    let import = "import payments 支付.csv --set 指标=2022-001 --set 经济科目=30201 --dry-run";
    let preview = office.run(&format!("{import} --json")).json();
    assert_eq!(preview["sums"]["new"], "45.00", "{preview}");
    // They are checked as other sums are.
    office.file("支付.csv", list.replace("业务室 汇总,,,,,,10", "业务室 汇总,,,,,,11"));
    let said = office.run(import).ended(ExitCode::Refused);
    assert!(said.contains("11.00"), "{said}");
    // A memo that speaks of 汇总 is none of them.
    office
        .file("支付.csv", "凭证号,金额（元）,日期,收款人,摘要\n记-31,5,2022-03-01,甲,资料 汇总\n");
    assert_eq!(office.run(&format!("{import} --json")).json()["sums"]["new"], "5.00");
}

#[test]
fn labels_of_sums_are_known_in_two_cells_and_with_what_is_summed() {
    let office = office();
    let import =
        "import payments 支付.csv --set 指标=2022-001 --set 经济科目=30201 --dry-run --json";
    for label in
        ["合,计,,", "合 计,,,", "共计支出,,,", "合计支付金额,,,", "合计：2笔,,,", "总,,计,"]
    {
        let rows = "2022-03-01,甲,纸,7\n2022-03-02,乙,笔,8\n";
        office.file("支付.csv", format!("日期,收款人,摘要,金额（元）\n{rows}{label}15\n"));
        let preview = office.run(import).json();
        assert_eq!(preview["sums"]["new"], "15.00", "{label}: {preview}");
    }
}
