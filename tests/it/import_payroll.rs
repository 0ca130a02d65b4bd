//! Payrolls as offices keep them: departments with their subtotals, hidden columns, a sheet for each month.

use rust_xlsxwriter::{Format, Workbook};
use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const RULE: &str = "payee = \"职工\"\nmemo = \"工资\"\n[[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\n\
    economic = \"30201\"\n[[columns]]\nheader = \"绩效工资\"\nline = \"2022-001\"\neconomic = \"30211\"\n";

const IMPORT: &str = "--rule 规则.toml --set 日期=2022-01-31 --dry-run";

fn office() -> Office {
    let office = Office::at_year_end();
    office.file("规则.toml", RULE);
    office
}

/// What a payroll comes to; it is accepted.
fn comes_to(office: &Office, payroll: &str) -> String {
    office.file("工资.csv", payroll);
    let said = office.run(&format!("import payroll 工资.csv {IMPORT} --json"));
    assert_eq!(said.code, ExitCode::Success, "{payroll}\n{}", said.out);
    said.json()["sums"]["new"].as_str().expect("a sum").to_owned()
}

/// Somebody may earn what the rows above come to: a sum below that counts it says so.
#[test]
fn subtotals_of_departments_are_no_people() {
    let office = office();
    let rows = "部门,姓名,基本工资,绩效工资\n办公室,甲,100,10\n办公室,乙,200,20\n\
        {办公室}\n业务科,丙,310,31\n业务科,丁,400,40\n{业务科}\n{全部}\n";
    let labels = [
        ["办公室小计,,300,30", "业务科小计,,710,71", "合计,,1010,101"],
        [",小计（办公室）,300,30", ",小计（业务科）,710,71", ",总计,1010,101"],
        ["办公室,2人,300,30", "业务科,2人,710,71", "共4人,,1010,101"],
        // They name nobody and come to the rows above.
        ["办公室,,300,30", "业务科,,710,71", ",,1010,101"],
    ];
    for [first, second, all] in labels {
        let payroll = rows.replace("{办公室}", first).replace("{业务科}", second);
        assert_eq!(comes_to(&office, &payroll.replace("{全部}", all)), "1111.00", "{first}");
    }
}

/// Its money may stand in a column that the rule ignores, so nothing else tells that it is missed.
#[test]
fn a_column_of_the_rule_that_the_payroll_lacks_is_told() {
    let office = office();
    office.file("规则.toml", format!("ignore = [\"应发合计\"]\n{RULE}"));
    let payroll = "姓名,基本工资,应发合计\n甲,100,110\n乙,200,220\n";
    assert_eq!(comes_to(&office, payroll), "300.00");
    let said = office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Success);
    // As the remedy says, the totals are held against the rows.
    office.file("规则.toml", format!("total = \"应发合计\"\n{RULE}"));
    let refused = office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Refused);
    office.file("工资.csv", payroll.replace("110", "100").replace("220", "200"));
    let proven = office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Success);
    assert!(!proven.contains("绩效工资"), "{proven}");
    insta::assert_snapshot!(format!("{said}\n{refused}"));
}

#[test]
fn a_row_of_a_payroll_that_may_be_a_sum_is_asked_about() {
    let office = office();
    let refused = |rows: &str| {
        office.file("工资.csv", format!("姓名,基本工资,绩效工资\n甲,100,10\n乙,200,20\n{rows}\n"));
        office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Refused)
    };
    let said = [
        // A label whose sum is another one, a row of nobody, and somebody who earns what all earn.
        refused("办公室小计,301,30"),
        refused(",50,5"),
        refused("丙,300,30"),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let sum = |rows: &str| comes_to(&office, &format!("姓名,基本工资,绩效工资\n{rows}\n"));
    // As the remedies say.
    assert_eq!(sum("甲,100,10\n乙,200,20\n办公室小计,300,30"), "330.00");
    assert_eq!(sum("甲,100,10\n乙,200,20\n丙,50,5"), "385.00");
    assert_eq!(sum("甲,100,10\n乙,200,20\n合计,300,30"), "330.00");
    assert_eq!(sum("甲,100,10\n乙,200,20\n丙,300,30\n合计,600,60"), "660.00");
}

/// The sum below agrees with a row that was copied by mistake, since a formula made it.
#[test]
fn a_person_who_is_paid_the_same_twice_is_asked_about() {
    let office = office();
    let header = "序号,姓名,部门,基本工资,绩效工资";
    let list = |rows: &str| format!("{header}\n{rows}\n");
    let copied = "1,甲,办公室,100,10\n2,乙,业务科,200,20\n3,甲,办公室,100,10\n合计,,,400,40";
    office.file("工资.csv", list(copied));
    let refused = office.run(&format!("import payroll 工资.csv {IMPORT}"));
    insta::assert_snapshot!(refused.ended(ExitCode::Refused));
    let sum = |rows: &str| comes_to(&office, &list(rows));
    // As the remedies say.
    assert_eq!(sum("1,甲,办公室,100,10\n2,乙,业务科,200,20\n合计,,,300,30"), "330.00");
    assert_eq!(sum("1,甲,办公室,100,10\n2,甲（新进）,办公室,100,10"), "220.00");
    // Of one name in two departments, and of one person with a second payment of another amount.
    assert_eq!(sum("1,甲,办公室,100,10\n2,甲,业务科,100,10"), "220.00");
    assert_eq!(sum("1,甲,办公室,100,10\n2,甲,办公室,100,11"), "221.00");
    assert_eq!(sum("1,甲,办公室,100,10\n2,甲,办公室,0,0"), "110.00");
}

#[test]
fn a_hidden_column_of_a_payroll_waits_for_an_answer() {
    let office = office();
    let sheet = workbook(&[("1月", &["姓名|基本工资|绩效工资", "甲|100|10", "乙|200|20"])]);
    let columns = "<Table><Column/><Column/><Column ss:Hidden=\"1\"/>";
    office.file("工资.xls", sheet.replacen("<Table>", columns, 1));
    let import = format!("import payroll 工资.xls {IMPORT}");
    insta::assert_snapshot!(office.run(&import).ended(ExitCode::Refused));
    let read = office.run(&format!("{import} --hidden read --json")).json();
    assert_eq!(read["sums"]["new"], "330.00");
}

/// One day for sheets of several months would put the year's pay into one of them.
#[test]
fn a_payroll_of_several_months_is_not_put_on_one_day() {
    let office = office();
    let head = "姓名|基本工资|绩效工资";
    let months: [(&str, &[&str]); 2] =
        [("1月", &[head, "甲|100|10"]), ("2月", &[head, "甲|100|11"])];
    office.file("工资.xls", workbook(&months));
    office.file("一.csv", "2022年1月工资表,,\n姓名,基本工资,绩效工资\n甲,100,10\n");
    office.file("二.csv", "2022年2月工资表,,\n姓名,基本工资,绩效工资\n甲,100,11\n");
    let said = [
        office.run(&format!("import payroll 工资.xls {IMPORT}")).ended(ExitCode::Refused),
        office.run(&format!("import payroll 一.csv 二.csv {IMPORT}")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let one = office.run(&format!("import payroll 工资.xls --sheet 1月 {IMPORT} --json")).json();
    assert_eq!(one["sums"]["new"], "110.00");
    office.file("日期.toml", format!("date = \"发放日期\"\n{RULE}"));
    let head = "发放日期|姓名|基本工资|绩效工资";
    let months: [(&str, &[&str]); 2] =
        [("1月", &[head, "2022-01-31|甲|100|10"]), ("2月", &[head, "2022-02-28|甲|100|11"])];
    office.file("有日期.xls", workbook(&months));
    let all = office.run("import payroll 有日期.xls --rule 日期.toml --dry-run --json").json();
    assert_eq!(all["sums"]["new"], "221.00");
}

/// Payments of a payroll are of many people, so that nobody can be asked about one of them.
#[test]
fn what_is_struck_out_of_a_payroll_is_refused() {
    let office = office();
    let struck = Format::new().set_font_strikethrough();
    let payroll = |format: &Format, has_both: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, words) in [(0, "姓名"), (1, "基本工资"), (2, "绩效工资")] {
            sheet.write(0, column, words).expect("a header");
            sheet.write(1, column, if column == 0 { "甲" } else { "10" }).expect("a cell");
        }
        if has_both {
            sheet.write_with_format(2, 0, "乙", format).expect("a name");
            sheet.write_with_format(2, 1, 20, format).expect("an amount");
        }
        office.file("工资.xlsx", book.save_to_buffer().expect("a workbook"));
        office.run(&format!("import payroll 工资.xlsx {IMPORT}"))
    };
    let refused = payroll(&struck, true).ended(ExitCode::Refused);
    assert!(refused.contains("第 3 行“基本工资”：“20”划着删除线"), "{refused}");
    // As the remedy says: deleted, or no longer struck out.
    payroll(&struck, false).done();
    payroll(&Format::new(), true).done();
}

/// Who somebody is and where pay goes to is no money, and is shown to nobody.
#[test]
fn numbers_of_people_are_no_pay() {
    let office = office();
    let number = "622826199001010011";
    for header in [
        "身份证号",
        "证件号码",
        "单位代码",
        "人员编码",
        "银行账号",
        "工资卡号",
        "手机号",
        "开户行账号/号码",
    ] {
        let payroll = format!("姓名,{header},基本工资,绩效工资\n甲,{number},100,10\n乙,7,200,20\n");
        assert_eq!(comes_to(&office, &payroll), "330.00", "{header}");
    }
    // Whatever their header says: nobody is paid as much.
    assert_eq!(
        comes_to(&office, &format!("姓名,信息,基本工资,绩效工资\n甲,{number},100,10\n")),
        "110.00"
    );
    office.file("工资.csv", format!("姓名,信息,津贴,基本工资,绩效工资\n甲,{number},5,100,10\n"));
    let said = office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Refused);
    assert!(said.contains("津贴") && !said.contains(number), "{said}");
}

/// The totals of all rows were wrong, and nobody said that a column of the rule is missing.
#[test]
fn a_payroll_that_lacks_a_column_of_its_rule_is_told_so() {
    let office = office();
    office.file("规则.toml", format!("total = \"应发\"\n{RULE}"));
    office.file("工资.csv", "姓名,基本工资,应发\n甲,100,110\n乙,200,220\n");
    let refused = "import payroll 工资.csv --rule 规则.toml --dry-run --refused 退回.csv";
    insta::assert_snapshot!(
        office.run(&format!("{refused} --set 日期=2022-01-31")).ended(ExitCode::Refused)
    );
    assert!(!office.path().join("退回.csv").exists());
    // A day that nobody said is missed once, whatever payments there are.
    office.file("工资.csv", "姓名,基本工资,绩效工资,应发\n甲,100,10,110\n乙,200,20,220\n");
    let said =
        office.run("import payroll 工资.csv --rule 规则.toml --dry-run").ended(ExitCode::Refused);
    assert_eq!(said.matches("没有日期").count(), 1, "{said}");
}

/// What was held back was paid with the others.
#[test]
fn somebody_whose_pay_was_held_back_is_told() {
    let office = office();
    let payroll =
        |remark: &str| format!("姓名,基本工资,绩效工资,备注\n甲,100,10,\n乙,200,20,{remark}\n");
    office.file("工资.csv", payroll("12月退休，停发"));
    let said = office.run(&format!("import payroll 工资.csv {IMPORT}")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    for remark in ["12月退休，停发（已发）", "停发下乡补助", "补发11月", ""] {
        assert_eq!(comes_to(&office, &payroll(remark)), "330.00", "{remark}");
    }
    let nothing = "姓名,基本工资,绩效工资,备注\n甲,100,10,\n乙,0,0,停发\n";
    assert_eq!(comes_to(&office, nothing), "110.00");
}
