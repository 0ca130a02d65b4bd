//! Files that are imported a second time, under another day or number than before.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;
use crate::import_tables::workbook;

const RULE: &str = "payee = \"职工\"\nmemo = \"工资\"\n[[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\n\
    economic = \"30201\"\n[[columns]]\nheader = \"绩效工资\"\nline = \"2022-001\"\neconomic = \"30211\"\n";

const PAYROLL: &str =
    "2022年3月份工资表,,\n姓名,基本工资,绩效工资\n甲,100,10\n乙,200,20\n合计,300,30\n";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office.file("规则.toml", RULE);
    office.file("工资.csv", PAYROLL);
    office
}

/// The id of the last import.
fn last_batch(office: &Office) -> String {
    let batches = office.run("import list --json").json();
    let last = batches.as_array().and_then(|batches| batches.last()).expect("there is one");
    last["batch"].as_str().expect("it has an id").to_owned()
}

/// The pay of one month was paid twice: day and number are said of the whole file, so nothing in the rows
/// tells that they are the same.
#[test]
fn a_payroll_under_another_day_and_number_is_asked_about() {
    let office = office();
    let march =
        "import payroll 工资.csv --rule 规则.toml --set 日期=2022-03-31 --set 凭证号=记-031";
    let april =
        "import payroll 工资.csv --rule 规则.toml --set 日期=2022-04-15 --set 凭证号=记-041";
    office.run(&format!("{march} --yes")).done();
    assert_eq!(counts(&office, march), [0, 2, 0, 0]);
    let said = office.run(&format!("{april} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, april), [0, 0, 2, 0]);
    assert_eq!(counts(&office, &format!("{april} --accept-doubtful")), [2, 0, 0, 0]);
    // As the remedy says; then the rows are asked about for their month alone.
    office.run(&format!("import undo {}", last_batch(&office))).done();
    let right = march.replace("03-31", "03-30");
    assert_eq!(counts(&office, &right), [2, 0, 0, 0]);
    assert_eq!(counts(&office, april), [0, 0, 2, 0]);
}

/// A payroll that was only saved anew, or put right, has other bytes.
#[test]
fn a_payroll_saved_anew_under_another_day_and_number_is_asked_about() {
    let office = office();
    let import = |file: &str, day: &str, number: u32| {
        format!(
            "import payroll {file} --rule 规则.toml --set 日期=2022-{day} --set 凭证号=记-{number}"
        )
    };
    office.run(&format!("{} --yes", import("工资.csv", "03-15", 71))).done();
    office.file("另存.csv", format!("{PAYROLL}制表：甲\n"));
    let again = import("另存.csv", "03-20", 72);
    insta::assert_snapshot!(
        office
            .run(&format!("{again} --yes"))
            .ended(ExitCode::Refused)
            .replace(&last_batch(&office), "批号")
    );
    assert_eq!(counts(&office, &again), [0, 0, 2, 0]);
    assert_eq!(counts(&office, &import("另存.csv", "03-15", 71)), [0, 2, 0, 0]);
    // Of a row that was put right the other one tells that it is the same payroll.
    let put_right = PAYROLL.replace("乙,200", "乙,250").replace("300,30", "350,30");
    office.file("改.csv", put_right);
    for (day, number) in [("03-15", 72), ("03-20", 72)] {
        assert_eq!(counts(&office, &import("改.csv", day, number)), [0, 0, 2, 0], "{day}");
    }
    assert_eq!(counts(&office, &import("改.csv", "03-20", 71)), [0, 0, 2, 0]);
    // A second payroll of the month, another month, and other people are no repetition.
    let other = PAYROLL.replace("甲,100,10", "丙,70,7").replace("300,30", "270,27");
    office.file("补发.csv", &other);
    assert_eq!(counts(&office, &import("补发.csv", "03-25", 72)), [2, 0, 0, 0]);
    office.file("四月.csv", PAYROLL.replace("3月", "4月"));
    assert_eq!(counts(&office, &import("四月.csv", "04-15", 72)), [2, 0, 0, 0]);
    office.file("规则.toml", RULE.replace("payee = \"职工\"", "payee = \"退休人员\""));
    assert_eq!(counts(&office, &again), [2, 0, 0, 0]);
    office.file("规则.toml", RULE);
    // As the remedies say.
    assert_eq!(counts(&office, &format!("{again} --accept-row 3")), [2, 0, 0, 0]);
    office.run(&format!("import undo {}", last_batch(&office))).done();
    office.run(&format!("{again} --yes")).done();
    assert_eq!(counts(&office, &again), [0, 2, 0, 0]);
}

/// Nothing tells whether it is next month's list, or the same one again.
#[test]
fn a_list_without_a_month_that_says_all_again_is_asked_about_once() {
    let office = office();
    let untitled = PAYROLL.split_once('\n').expect("a title").1;
    let list = "指标,经济科目,金额(元),收款人,摘要\n2022-001,30201,5,甲,补助\n2022-001,30201,5,乙,补助\n\
                2022-001,30201,5,乙,补助\n";
    for (kind, content, import, rows) in
        [("payroll", untitled, "--rule 规则.toml", 2), ("payments", list, "", 3)]
    {
        let import = |file: &str, day: &str| {
            format!("import {kind} {file} {import} --set 日期=2022-{day} --yes")
        };
        office.file("名单.csv", content);
        office.run(&import("名单.csv", "03-15")).done();
        office.file("再存.csv", format!("{content}\n"));
        assert_eq!(counts(&office, &import("再存.csv", "04-15")), [0, 0, rows, 0], "{kind}");
        let told = office.run(&import("再存.csv", "04-15")).ended(ExitCode::Refused);
        assert_eq!(told.matches("错误：").count(), 1, "{told}");
        // As the remedy says.
        office.file("4月再存.csv", format!("{content}\n"));
        assert_eq!(counts(&office, &import("4月再存.csv", "04-15")), [rows, 0, 0, 0], "{kind}");
        let accepted = format!("{} --accept-doubtful", import("再存.csv", "04-15"));
        assert_eq!(counts(&office, &accepted), [rows, 0, 0, 0], "{kind}");
    }
    // One other amount makes another list.
    office.file("别的.csv", format!("{}\n", list.replacen(",5,甲", ",6,甲", 1)));
    let other = "import payments 别的.csv --set 日期=2022-05-15";
    assert_eq!(counts(&office, other), [3, 0, 0, 0]);
}

/// Every kind whose day or number is said of the whole file.
#[test]
fn what_a_file_entered_is_not_entered_again_under_other_words() {
    let files = [
        (
            "支付.csv",
            "指标,经济科目,金额(元),收款人,摘要\n2022-001,30201,5,甲,纸\n",
            "payments",
            "日期=2022-02-0",
        ),
        (
            "预算.csv",
            "日期,变动类型,指标,金额(元)\n2022-03-01,追加,2022-001,1000\n",
            "budget",
            "文号=示财预〔2022〕1",
        ),
        (
            "资产.csv",
            "资产类别,原值（元）,净值（元）\n通用设备,1000,400\n",
            "assets",
            "日期=2022-06-0",
        ),
        ("人员.csv", "编制或实有,人员类别,人数\n编制,事业编制,6\n", "staff", "日期=2022-06-0"),
    ];
    let office = office();
    for (file, content, kind, constant) in files {
        office.file(file, content);
        let end = if kind == "budget" { "号" } else { "" };
        let import = |turn: u32| format!("import {kind} {file} --set {constant}{turn}{end}");
        office.run(&format!("{} --yes", import(1))).done();
        assert_eq!(counts(&office, &import(1)), [0, 1, 0, 0], "{kind}");
        assert_eq!(counts(&office, &import(2)), [0, 0, 1, 0], "{kind}");
        assert_eq!(
            counts(&office, &format!("{} --accept-row 2", import(2))),
            [1, 0, 0, 0],
            "{kind}"
        );
        // A file that says the same in other bytes, as the next one does.
        office.file(file, format!("{content}\n"));
        assert_eq!(counts(&office, &import(2)), [1, 0, 0, 0], "{kind}");
    }
}

/// Money that came back of a payment comes back once, whatever day or number is said of the file.
#[test]
fn what_came_back_does_not_come_back_again_under_another_day() {
    let office = office();
    let head = "退回或红字,原凭证号,金额(元),收款人,摘要";
    let paid = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
                2022-02-01,记-71,2022-001,30201,100,甲,纸\n";
    office.file("支付.csv", paid);
    office.run("import payments 支付.csv --yes").done();
    let back = "退回,记-71,-30,甲,多付\n退回,记-71,-10,甲,又退\n";
    office.file("退回.csv", format!("{head}\n{back}"));
    let import = |day: &str, number: u32| {
        format!(
            "import payments 退回.csv --set 日期=2022-{day} --set 凭证号=记-{number} --set 指标=2022-001 \
             --set 经济科目=30201"
        )
    };
    office.run(&format!("{} --yes", import("03-01", 72))).done();
    assert_eq!(counts(&office, &import("03-01", 72)), [0, 2, 0, 0]);
    for (day, number) in [("03-02", 73), ("03-01", 73), ("03-02", 72)] {
        assert_eq!(counts(&office, &import(day, number)), [0, 0, 2, 0], "{day} {number}");
    }
    let said = office.run(&format!("{} --yes", import("03-02", 73))).ended(ExitCode::Refused);
    assert!(said.contains("这一行已经登记在第"), "{said}");
    assert_eq!(counts(&office, &format!("{} --accept-row 2", import("03-02", 73))), [1, 0, 1, 0]);
    // As the remedy says.
    office.run(&format!("import undo {}", last_batch(&office))).done();
    assert_eq!(counts(&office, &import("03-02", 73)), [2, 0, 0, 0]);
}

/// What was left out of an import may follow.
#[test]
fn rows_that_were_not_entered_are_new() {
    let office = office();
    let head = "日期,指标,经济科目,金额(元),收款人,摘要";
    let row = "2022-02-01,2022-001,30201";
    office
        .file("支付.csv", format!("{head}\n{row},500,甲,纸\n{row},90000,乙,笔\n{row},600,丙,墨\n"));
    let import = "import payments 支付.csv";
    office.run(&format!("{import} --yes --only-new")).done();
    let grant =
        "adjust 10万元 --line 2022-001 --kind supplement --doc 示财预〔2022〕9号 --date 2022-01-20";
    office.run(grant).done();
    assert_eq!(counts(&office, import), [1, 2, 0, 0]);
}

/// A day that is said of the whole file, beside a month that the file names.
#[test]
fn a_day_outside_the_month_that_a_table_names_is_asked_about() {
    let office = office();
    let import =
        |day: &str| format!("import payroll 工资.csv --rule 规则.toml --set 日期=2022-{day}");
    assert_eq!(counts(&office, &import("03-01")), [2, 0, 0, 0]);
    let said = office.run(&format!("{} --yes", import("04-15"))).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, &format!("{} --accept-row 3", import("04-15"))), [2, 0, 0, 0]);

    let rows: &[&str] = &["指标|经济科目|金额(元)|收款人|摘要", "2022-001|30201|5|甲|纸"];
    office.file("支付.xls", workbook(&[("2月", rows)]));
    assert_eq!(counts(&office, "import payments 支付.xls --set 日期=2022-02-28"), [1, 0, 0, 0]);
    assert_eq!(counts(&office, "import payments 支付.xls --set 日期=2022-03-01"), [0, 0, 1, 0]);

    let people = "编制或实有,人员类别,人数\n编制,事业编制,6\n";
    let day = "--set 日期=2022-12-31";
    let of_2022 = format!("{day} --set 年度=2022");
    let cases = [
        ("人员6月.csv", day, 1),
        ("人员1-6月.csv", day, 0),
        ("12月人员.csv", day, 0),
        ("2021年11月人员.csv", of_2022.as_str(), 1),
        // The year was asked about before.
        ("2021年12月人员.csv", of_2022.as_str(), 0),
        // What there was at the end of a month is what the next begins with.
        ("2021年12月人员.csv", "--set 日期=2022-01-01", 0),
        ("2021年11月人员.csv", "--set 日期=2022-01-01 --set 年度=2022", 1),
    ];
    for (name, flags, asked) in cases {
        office.file(name, people);
        let counted = counts(&office, &format!("import staff {name} {flags}"));
        assert_eq!(counted, [1 - asked, 0, asked, 0], "{name} {flags}");
    }
    office.file("2021年2月.csv", "指标,经济科目,金额(元),收款人,摘要\n2022-001,30201,5,甲,纸\n");
    assert_eq!(
        counts(&office, "import payments 2021年2月.csv --set 日期=2022-02-28"),
        [0, 0, 1, 0]
    );
    // Days of its own are not said of the whole file.
    office.file("3月.csv", format!("日期,{}", people.replace("\n编", "\n2022-12-31,编")));
    assert_eq!(counts(&office, "import staff 3月.csv --set 日期=2022-12-30"), [1, 0, 0, 0]);
}
