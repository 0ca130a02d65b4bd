//! What holds for every kind of import, and the kinds that are more than a list: payrolls and folders of
//! evidence.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const RULE: &str = r#"
payee = "在职职工（代发）"
memo = "1月工资"
total = "应发合计"
ignore = ["养老保险", "实发合计"]

[[columns]]
header = "基本工资"
line = "2022-001"
economic = "30201"

[[columns]]
header = "绩效工资"
line = "2022-001"
economic = "30211"
"#;

const PAYROLL: &str = "序号,姓名,基本工资,绩效工资,应发合计,养老保险,实发合计\n\
    1,甲,1000.50,200,1200.50,80,1120.50\n2,乙,900,100.25,1000.25,70,930.25\n\
    合计,,1900.50,300.25,2200.75,150,2050.75\n";

/// One file for each kind, and the command that takes it.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "支付.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n2022-02-01,记-021,2022-001,30201,10.01,甲,纸\n2022-02-01,,2022-001,30201,5,乙,笔\n2022-02-01,,2022-001,30201,5,乙,笔\n",
        "import payments 支付.csv",
    ),
    ("工资.csv", PAYROLL, "import payroll 工资.csv --rule 规则.toml --set 日期=2022-01-31"),
    (
        "预算.csv",
        "日期,变动类型,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)\n2022-03-01,追加,示财预〔2022〕8号,2022-007,培训,公用经费,2060701,30216,1000.00\n2022-03-02,追减,示财预〔2022〕9号,2022-007,,,,,400.00\n",
        "import budget 预算.csv",
    ),
    (
        "期初.csv",
        "日期,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)\n2022-01-20,示财预〔2022〕2号,2022-006,结转,公用经费,2060701,302,77.70\n",
        "import opening 期初.csv",
    ),
    (
        "活动.csv",
        "编号,名称,类型,开始日期,地点,计数项键,计数项名称,数量,计量单位\n2022-B1,讲座,培训,2022-04-01,礼堂,audience,受众人次,120,人次\n",
        "import activities 活动.csv",
    ),
    (
        "指标.csv",
        "日期,编号,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值\n2022-01-20,I09,产出指标,数量指标,讲座场次,≥,3,场次,10\n",
        "import indicators 指标.csv",
    ),
    (
        "资产.csv",
        "日期,资产类别,原值（元）,净值（元）\n2022-12-31,通用设备,1000.00,400.00\n",
        "import assets 资产.csv",
    ),
    (
        "人员.csv",
        "日期,编制或实有,人员类别,人数\n2022-12-31,编制,事业编制,6\n2022-12-31,实有,退休人员,3\n",
        "import staff 人员.csv",
    ),
];

fn office() -> Office {
    let office = Office::at_year_end();
    office.file("规则.toml", RULE);
    office
}

/// All figures that are not nothing. A line whose approval was undone stays known, with nothing on it.
fn figures(office: &Office) -> Vec<String> {
    let figures = office.run("list figures --json").json();
    let figures = figures.as_array().expect("figures are a list").iter();
    let is_something = |figure: &&serde_json::Value| {
        let ratio = &figure["value"]["ratio"]["numerator"];
        let value = if ratio.is_null() { &figure["value"] } else { ratio };
        value.to_string().chars().any(|c| ('1'..='9').contains(&c))
    };
    let filled = figures.filter(is_something);
    filled.map(|figure| format!("{} {}", figure["key"], figure["value"])).collect()
}

/// A payroll is entered as payments, and listed as what was imported.
#[test]
fn the_list_of_imports_names_what_was_imported() {
    for (file, content, command) in KINDS {
        let office = office();
        office.file(file, content);
        office.run(&format!("{command} --yes")).done();
        let batches = office.run("import list --json").json();
        let kind = command.split(' ').nth(1).expect("a kind");
        assert_eq!(batches[0]["kind"], kind, "{batches}");
    }
}

/// Imports, imports again, undoes, and imports once more.
fn is_lawful(office: &Office, command: &str) {
    let before = figures(office);
    office.run(&format!("{command} --yes")).done();
    let once = figures(office);
    let again = office.run(&format!("{command} --yes --json")).json();
    assert_eq!(again["events"], 0, "{command}: twice is once");
    assert_eq!(figures(office), once, "{command}");
    let batches = office.run("import list --json").json();
    let last = batches.as_array().and_then(|batches| batches.last()).expect("there is one");
    let batch = last["batch"].as_str().expect("it has an id").to_owned();
    office.run(&format!("import undo {batch}")).done();
    assert_eq!(figures(office), before, "{command}: undone is never");
    office.run(&format!("{command} --yes")).done();
    assert_eq!(figures(office), once, "{command}: undone and done again is once");
}

#[test]
fn every_kind_is_entered_once_undone_and_entered_again() {
    for (file, content, command) in KINDS {
        let office = office();
        office.file(file, content);
        is_lawful(&office, command);
    }
}

#[test]
fn the_order_of_files_changes_no_figure() {
    let forward = office();
    let backward = office();
    for (file, content, _) in KINDS {
        forward.file(file, content);
        backward.file(file, content);
    }
    for (_, _, command) in KINDS {
        forward.run(&format!("{command} --yes")).done();
    }
    for (_, _, command) in KINDS.iter().rev() {
        backward.run(&format!("{command} --yes")).done();
    }
    assert_eq!(figures(&forward), figures(&backward));
}

#[test]
fn a_payroll_becomes_payments_by_a_rule() {
    let office = office();
    office.file("工资.csv", PAYROLL);
    office.file("多一列.csv", PAYROLL.replace("养老保险", "取暖补贴"));
    office.file("坏规则.toml", "payee = \"甲\"\nmemo = \"乙\"\n[[columns]]\nheader = \"奖金\"\n");
    let line = "--rule 规则.toml --set 日期=2022-01-31 --set 凭证号=记-031";
    let said = [
        office.run(&format!("import payroll 工资.csv {line} --dry-run")).ended(ExitCode::Success),
        office.run(&format!("import payroll 工资.csv {line} --yes")).ended(ExitCode::Success),
        office.run(&format!("import payroll 工资.csv {line} --yes")).ended(ExitCode::Success),
        office.run(&format!("import payroll 多一列.csv {line} --yes")).ended(ExitCode::Refused),
        office.run("import payroll 工资.csv --rule 坏规则.toml --dry-run").ended(ExitCode::Refused),
        office.run("list payments").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let json = office.run(&format!("import payroll 工资.csv {line} --dry-run --json")).json();
    assert_eq!(json["rows"][0]["column"], "基本工资", "{json}");
    assert_eq!(json["rows"][0]["others"], serde_json::json!([3]));
    // What is wrong with a payment is told by the payroll's own column.
    office.file("无指标.toml", RULE.replacen("2022-001", "2022-099", 1));
    let line = line.replace("规则", "无指标");
    let said = office.run(&format!("import payroll 工资.csv {line} --dry-run"));
    assert!(said.ended(ExitCode::Refused).contains("工资.csv 第 2 行“基本工资”"));
}

/// A list without money has no column of amounts, and no word of them.
#[test]
fn what_has_no_amount_shows_what_matters() {
    let office = office();
    office.file(
        "活动.csv",
        "名称,活动时间,地点,参加人数,类型\n科普讲座,2022-04-01至4月3日,礼堂,120人,培训\n走访,2022-05-06,各村,,调研\n",
    );
    office.file(
        "指标.csv",
        "一级指标,二级指标,三级指标,指标值,分值\n产出指标,数量指标,讲座场次,≥3场次,10\n,质量指标,资料合格率,不低于95%,5.5\n,,档案,齐全,5\n",
    );
    let people = "日期,编制或实有,人员类别,人数\n2022-12-31,编制,事业编制,6\n2022-12-31,实有,专业技术人员,12\n";
    office.file("人员.csv", people);
    office.file(
        "资产.csv",
        "资产编号,资产类别,原值（元）,累计折旧\nA1,通用设备,1000.00,400\nA2,通用设备,234.5,0\nB1,无形资产,99,0\n",
    );
    let look = |command: &str| office.run(&format!("{command} --dry-run"));
    let mut said = vec![
        look("import activities 活动.csv").ended(ExitCode::Success),
        look("import indicators 指标.csv --set 日期=2022-01-20").ended(ExitCode::Success),
        look("import staff 人员.csv").ended(ExitCode::Success),
        look("import assets 资产.csv --set 日期=2022-12-31").ended(ExitCode::Success),
    ];
    let json = office.run("import staff 人员.csv --dry-run --json").json();
    assert!(json["rows"][0]["amount"].is_null(), "{json}");
    office.run("import staff 人员.csv --yes").done();
    office.file("人员.csv", people.replace(",12\n", ",13\n"));
    said.push(look("import staff 人员.csv").ended(ExitCode::Refused));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn evidence_is_matched_by_the_names_of_its_files() {
    let office = office();
    let put = |name: &str, content: &str| {
        let path = office.path().join("佐证").join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        std::fs::write(path, content).expect("it can be written");
    };
    put("记-001 发票.txt", "发票一");
    put("记-002/发票.txt", "发票二");
    put("记-002/发票 副本.txt", "发票二");
    put("记-001 记-002 合并.txt", "两张");
    put("合影.txt", "合影");
    put("记-0011.txt", "别的凭证");
    put("记-001 空.txt", "");
    put(".隐藏 记-001.txt", "看不见");
    let journal = office.journal();
    let mut said = vec![office.run("import evidence 佐证 --dry-run").ended(ExitCode::Success)];
    assert_eq!(office.journal(), journal, "a preview writes nothing");
    said.push(office.run("import evidence 佐证 --yes").ended(ExitCode::Success));
    said.push(office.run("import evidence 佐证 --yes").ended(ExitCode::Success));
    said.push(office.run("show 记-001").ended(ExitCode::Success));
    said.push(office.run("verify").ended(ExitCode::Success));
    let again = office.run("import evidence 佐证 --dry-run --json").json();
    assert_eq!(again["new"], 0);
    insta::assert_snapshot!(said.join("\n"));
    let batches = office.run("import list --json").json();
    let batch = batches[0]["batch"].as_str().expect("there is a batch").to_owned();
    office.run(&format!("import undo {batch}")).done();
    let again = office.run("import evidence 佐证 --dry-run --json").json();
    assert_eq!(again["new"], 2, "what was undone is new again");
    office.run("import evidence 佐证 --yes").done();
}

/// Offices begin the numbers of vouchers anew each month: a file is attached to the voucher of the month that
/// its name or folder names, and to none where that is open.
#[test]
fn evidence_of_one_month_is_not_attached_to_the_voucher_of_another() {
    let office = office();
    for (day, payee) in [("2022-01-20", "甲"), ("2022-03-20", "乙")] {
        office
            .run(&format!(
                "disburse 5元 --line 2022-001 --econ 30201 --payee {payee} --voucher 记-5 --memo 纸 --date {day}"
            ))
            .done();
    }
    let put = |name: &str| {
        let path = office.path().join("佐证").join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        std::fs::write(path, name).expect("it can be written");
    };
    for name in ["2022-03 记-5.txt", "1月/记-5 发票.txt", "记-5 合同.txt", "2月/记-5.txt"]
    {
        put(name);
    }
    let mut said = vec![office.run("import evidence 佐证 --yes").ended(ExitCode::Success)];
    said.push(office.run("import evidence 佐证 --dry-run --json").out);
    for (payee, files) in [("甲", ["发票", "2022-03"]), ("乙", ["2022-03", "发票"])] {
        let payments = office.run("list payments --json").json();
        let payments = payments.as_array().expect("payments").iter();
        let payment =
            payments.clone().find(|payment| payment["payee"] == payee).expect("it is there");
        let shown = office.run(&format!("show {}", payment["sequence"])).out;
        assert!(shown.contains(files[0]) && !shown.contains(files[1]), "{shown}");
    }
    // As the hint says.
    put("3月/记-5 合同.txt");
    let again = office.run("import evidence 佐证 --dry-run --json").json();
    assert_eq!(again["new"], 1);
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_person_is_asked_and_only_a_yes_posts() {
    let office = office();
    let (file, content, command) = KINDS[0];
    office.file(file, content);
    let journal = office.journal();
    office.answering("");
    let no = office.run(command).ended(ExitCode::Success);
    assert_eq!(office.journal(), journal, "no answer is a no");
    office.answering("y");
    let yes = office.run(command).ended(ExitCode::Success);
    assert_ne!(office.journal(), journal);
    insta::assert_snapshot!(format!("{no}\n{yes}"));
}

#[test]
fn long_imports_show_how_far_they_are_on_a_terminal_only() {
    let office = office();
    let row = |at: u32| format!("2022-02-01,记-{at:05},30201,0.01,甲,纸");
    let rows: Vec<String> = (0..1500).map(row).collect();
    let head = "日期,凭证号,经济科目,金额(元),收款人,摘要";
    office.file("长.csv", format!("{head}\n{}\n", rows.join("\n")));
    let quiet = office.run("import payments 长.csv --dry-run");
    assert!(!quiet.err.contains('\r'), "a script sees no progress");
    office.answering("y");
    let shown = office.run("import payments 长.csv");
    assert!(shown.err.contains("\r正在检查 1,000/1,500 行"), "{shown}");
    assert!(shown.err.contains("\r正在写入 1,500/1,500 行"), "{shown}");
}

/// Bureaus print what lessens a line with a minus, so that the sum is net.
#[test]
fn a_reduction_is_read_with_either_sign_and_a_grant_with_one() {
    let office = office();
    let head = "日期,变动类型,文号,指标,金额(元)\n";
    let row = |kind: &str, amount: &str, number: u32| {
        format!("2022-03-01,{kind},示财预〔2022〕{number}号,2022-001,{amount}\n")
    };
    let signed =
        [row("追加", "1000", 8), row("追减", "-400", 9), row("冻结", "-50.5", 10)].concat();
    office.file("净额.csv", format!("{head}{signed}合计,,,,549.50\n"));
    let plain = signed.replace(",-", ",");
    office.file("正数.csv", format!("{head}{plain}合计,,,,1450.50\n"));
    office.file("错号.csv", format!("{head}{}", row("追加", "-1000", 8)));
    let said = [
        office.run("import budget 错号.csv --yes").ended(ExitCode::Refused),
        office.run("import budget 净额.csv --yes").ended(ExitCode::Success),
        office.run("import budget 正数.csv --yes").ended(ExitCode::Success),
        office.run("list changes").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A document of the bureau lists what each line gives, below zero, and what each takes.
#[test]
fn a_virement_of_two_rows_is_one_event() {
    let office = office();
    let head = "日期,变动类型,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)\n";
    let known = |line: &str, amount: &str, number: u32| {
        format!("2022-03-01,调剂,示财预〔2022〕{number}号,{line},,,,,{amount}\n")
    };
    let new = |line: &str, amount: &str, number: u32| {
        let rest = "培训费,公用经费,2060701,30216";
        format!("2022-03-01,调剂,示财预〔2022〕{number}号,{line},{rest},{amount}\n")
    };
    let two = [known("2022-001", "-300", 8), new("2022-007", "300", 8)].concat();
    let three =
        [new("2022-008", "20", 9), known("2022-001", "-50.50", 9), new("2022-009", "30.50", 9)];
    office.file("调剂.csv", format!("{head}{two}{}合计,,,,,,,,0\n", three.concat()));
    let off = [known("2022-001", "-5", 10), new("2022-010", "4.99", 10)].concat();
    let alone = known("2022-001", "5", 11);
    let several = [("2022-001", "-1"), ("2022-007", "-2"), ("2022-008", "1"), ("2022-009", "2")];
    let several = several.map(|(line, amount)| known(line, amount, 12)).concat();
    office.file("错.csv", format!("{head}{off}{alone}{several}"));
    let said = [
        office.run("import budget 调剂.csv --dry-run").ended(ExitCode::Success),
        office.run("import budget 调剂.csv --yes").ended(ExitCode::Success),
        office.run("import budget 调剂.csv --yes").ended(ExitCode::Success),
        office.run("list changes").ended(ExitCode::Success),
        office.run("import budget 错.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    is_lawful_again(&office);
}

/// What was undone can be entered again.
fn is_lawful_again(office: &Office) {
    let batches = office.run("import list --json").json();
    let last = batches.as_array().and_then(|batches| batches.last()).expect("there is one");
    assert_eq!(last["events"], 3, "a virement is one event for each pair of lines");
    let batch = last["batch"].as_str().expect("it has an id").to_owned();
    office.run(&format!("import undo {batch}")).done();
    office.run("import budget 调剂.csv --yes").done();
}
