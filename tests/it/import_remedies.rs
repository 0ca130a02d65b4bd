//! What an import says that is to be done is done here to the letter, and does what it says.

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn office() -> Office {
    Office::at_year_end()
}

/// The remedies of a failure that tell a command, as it would be typed.
fn commands(said: &serde_json::Value) -> Vec<String> {
    let errors = said["errors"].as_array().expect("there are errors");
    let remedies = errors.iter().filter_map(|error| error["remedy"].as_str());
    let command = |remedy: &str| {
        let (_, command) = remedy.split_once("taizhang record ")?;
        let command = command.split('；').next().unwrap_or(command);
        Some(format!("record {command}"))
    };
    remedies.filter_map(command).collect()
}

const ACTIVITIES: &str = "编号,名称,类型,开始日期,地点,计数项键,计数项名称,数量,计量单位\n";

#[test]
fn activities_without_counts_are_listed() {
    let office = office();
    office.file("活动.csv", "编号,名称,开始日期\n2022-B1,科普讲座,2022-04-01\n");
    office.run("import activities 活动.csv --yes").done();
    let said = office.run("list activities").ended(ExitCode::Success);
    assert!(said.contains("2022-B1") && said.contains("科普讲座"), "{said}");
}

#[test]
fn counts_that_come_later_put_the_activity_right() {
    let office = office();
    office
        .file("活动.csv", "编号,名称,类型,开始日期,地点\n2022-B1,科普讲座,培训,2022-04-01,礼堂\n");
    office.run("import activities 活动.csv --yes").done();
    office.file(
        "计数.csv",
        "编号,计数项键,计数项名称,数量,计量单位,打印规则\n2022-B1,audience,受众人次,2310,人次,余100\n",
    );
    let mut said = vec![
        office.run("list activities").ended(ExitCode::Success),
        office.run("import activities 计数.csv --yes").ended(ExitCode::Refused),
    ];
    let refused = office.run("import activities 计数.csv --dry-run --json").json();
    for command in commands(&refused) {
        said.push(office.run(&command).ended(ExitCode::Success));
    }
    said.push(office.run("list activities").ended(ExitCode::Success));
    // A corrected table is told the same way; once the activity is right, the table is known.
    office.file(
        "更正.csv",
        format!("{ACTIVITIES}2022-B1,科普讲座,培训,2022-04-01,礼堂,audience,受众人次,2311,人次\n"),
    );
    said.push(office.run("import activities 更正.csv --yes").ended(ExitCode::Refused));
    let refused = office.run("import activities 更正.csv --dry-run --json").json();
    for command in commands(&refused) {
        said.push(office.run(&command).ended(ExitCode::Success));
    }
    said.push(office.run("import activities 更正.csv --yes").ended(ExitCode::Success));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_second_session_gets_a_number_of_its_own() {
    let office = office();
    let list = "名称,时间,地点,参加人数\n防震讲座,2022-05-12,甲村,50\n";
    office.file("一.csv", list);
    office.run("import activities 一.csv --yes").done();
    office.file("二.csv", list.replace("甲村,50", "乙村,60"));
    office.file("两场.csv", format!("{list}防震讲座,2022-05-12,乙村,60\n"));
    office.file("有号.csv", "编号,名称,时间,地点,参加人数\n2022-B2,防震讲座,2022-05-12,乙村,60\n");
    let said = [
        office.run("import activities 二.csv --yes").ended(ExitCode::Refused),
        office.run("import activities 两场.csv --yes").ended(ExitCode::Refused),
        office.run("import activities 有号.csv --yes").ended(ExitCode::Success),
        office.run("list activities").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// What the rules refuse, and one row that may be entered.
const AGAINST_THE_RULES: &str = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
    2022-02-01,记-11,2022-009,30201,5,甲,没有的指标\n\
    2022-02-01,记-12,2022-001,30101,5,甲,科目不在指标之内\n\
    2022-02-01,记-13,2022-001,30201,99999,甲,超过可用余额\n\
    2022-02-01,记-14,2022-001,30201,5,甲,好的\n";

/// A program that reads failures reads a refused preview too, which shows its rows besides.
#[test]
fn a_refused_preview_has_what_a_failure_has() {
    let office = office();
    office.file("支付.csv", AGAINST_THE_RULES);
    let refused = office.run("import payments 支付.csv --dry-run --json");
    assert_eq!(refused.code, ExitCode::Refused);
    let preview = refused.json();
    let posted = office.run("import payments 支付.csv --yes --json").json();
    for key in ["ok", "exit_code", "errors"] {
        assert_eq!(preview[key], posted[key], "{key}");
    }
    assert_eq!(preview["exit_code"], 3);
    assert_eq!(preview["errors"].as_array().map(Vec::len), Some(3));
    assert_eq!(preview["rows"].as_array().map(Vec::len), Some(4));
    // What is left out is still told, and no error.
    let left_out = office.run("import payments 支付.csv --dry-run --only-new --json");
    assert_eq!(left_out.code, ExitCode::Success);
    let left_out = left_out.json();
    assert_eq!((&left_out["ok"], &left_out["exit_code"]), (&true.into(), &0.into()));
    assert_eq!(left_out["errors"], serde_json::json!([]));
    assert_eq!(left_out["problems"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_refusal_of_the_rules_names_its_column() {
    let office = office();
    office.file("支付.csv", AGAINST_THE_RULES);
    let preview = office.run("import payments 支付.csv --dry-run --json").json();
    let rows = preview["rows"].as_array().expect("rows").iter();
    let columns: Vec<_> = rows.map(|row| row["column"].as_str()).collect();
    assert_eq!(columns, [Some("指标"), Some("经济科目"), Some("金额(元)"), None]);
    insta::assert_snapshot!(
        office.run("import payments 支付.csv --yes --refused 退回.csv").ended(ExitCode::Refused)
    );
}

/// Rows that come back alone have numbers of their own.
#[test]
fn rows_that_came_back_alone_are_accepted_by_their_numbers_there() {
    let office = office();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    office.file("无号.csv", format!("{head}2022-02-01,,2022-001,30201,5,甲,纸\n"));
    office.run("import payments 无号.csv --yes").done();
    office.file(
        "支付.csv",
        format!(
            "{head}2022-02-02,记-20,2022-001,30201,7,乙,笔\n2022-02-01,记-21,2022-001,30201,5,甲,纸\n"
        ),
    );
    office.run("import payments 支付.csv --yes --only-new --refused 退回.csv").done();
    let text = std::fs::read_to_string(office.path().join("退回.csv")).expect("it was written");
    insta::assert_snapshot!(text);
    let (_, rest) = text.split_once("--accept-row ").expect("a remedy");
    let row: String = rest.chars().take_while(char::is_ascii_digit).collect();
    office.run(&format!("import payments 退回.csv --accept-row {row} --yes")).done();
}

#[test]
fn columns_sheets_and_profiles_that_do_not_fit_are_told() {
    let office = office();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    office.file("支付.csv", format!("{head}2022-02-01,记-31,2022-001,30201,5,甲,纸\n"));
    office.file(
        "没有金额.csv",
        "日期,凭证号,指标,经济科目,收款人,摘要\n2022-02-01,记-32,2022-001,30201,甲,纸\n",
    );
    office.file("只有表头.csv", head);
    office.file("讲座.csv", "编号,名称\n2022-B9,讲座\n");
    office.file("活动支付.csv", "日期,凭证号,指标,经济科目,金额(元),收款人,摘要,活动\n2022-02-01,记-33,2022-001,30201,5,甲,笔,2022-B7\n");
    office
        .file("a.journal", "2022-02-01 (记-41) 甲 | 纸\n    支出:办公费  5 元\n    资产:零余额\n");
    office.file("科目.toml", "[[accounts]]\nname = \"支出:办公费\"\n");
    office.run("import payments 支付.csv --yes").done();
    let profiles = office.run("import profile list --json").json();
    let profile = profiles[0]["file"].as_str().expect("a profile").trim_end_matches(".toml");
    let said = [
        office
            .run("import payments 支付.csv --amount 没有=2022-001 --dry-run")
            .ended(ExitCode::Refused),
        office.run("import payments 没有金额.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 只有表头.csv --dry-run").ended(ExitCode::Success),
        office.run("import payments 支付.csv --sheet 一 --dry-run").ended(ExitCode::Refused),
        office
            .run(&format!("import budget 支付.csv --profile {profile} --dry-run"))
            .ended(ExitCode::Refused),
        office.run("import activities 讲座.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 活动支付.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments a.journal --dry-run").ended(ExitCode::Refused),
        office
            .run("import payments a.journal --accounts 科目.toml --dry-run")
            .ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A payroll has neither a day nor a number; each row is named once.
#[test]
fn a_payroll_without_a_day_is_told_where_to_say_it() {
    let office = office();
    office.file(
        "规则.toml",
        "payee = \"职工\"\nmemo = \"工资\"\n[[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\neconomic = \"30201\"\n\
         [[columns]]\nheader = \"绩效工资\"\nline = \"2022-001\"\neconomic = \"30211\"\n",
    );
    office.file("工资.csv", "姓名,基本工资,绩效工资\n甲,10,5\n");
    let import = "import payroll 工资.csv --rule 规则.toml --unit 元 --dry-run";
    insta::assert_snapshot!(
        [
            office.run(import).ended(ExitCode::Refused),
            office.run(&format!("{import} --set 日期=2022-01-31")).ended(ExitCode::Success),
        ]
        .join("\n")
    );
}

#[test]
fn an_import_that_cannot_be_undone_says_what_can() {
    let office = office();
    let batch = |office: &Office| {
        let batches = office.run("import list --json").json();
        let last = batches.as_array().and_then(|all| all.last()).expect("a batch").clone();
        last["batch"].as_str().expect("an id").to_owned()
    };
    office.file(
        "追加.csv",
        "日期,变动类型,文号,指标,金额(元)\n2022-03-01,追加,示财预〔2022〕8号,2022-001,1000.00\n",
    );
    office.run("import budget 追加.csv --yes").done();
    let budget = batch(&office);
    office.run("disburse 18900元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-51 --memo 纸 --date 2022-03-02").done();
    office.file(
        "红字.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要,退回或红字,原凭证号\n\
         2022-03-03,记-52,2022-001,30211,-800.50,张三,记重,红字,记-002\n",
    );
    office.run("import payments 红字.csv --yes").done();
    let red = batch(&office);
    let said = [
        office.run(&format!("import undo {budget} --dry-run")).ended(ExitCode::Refused),
        office.run(&format!("import undo {red} --dry-run")).ended(ExitCode::Refused),
        office.run("import carry-over --doc 示财预〔2022〕9号 --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn vouchers_that_are_cut_off_or_contradict_themselves_are_told_in_chinese() {
    let office = office();
    let entry = |account: &str, side: &str| {
        format!(
            "<VOU_DET><GOV_ACCT_CLS_CODE>{account}</GOV_ACCT_CLS_CODE><DR_CR>{side}</DR_CR><AMT>279.00</AMT>\
             <DEP_BGT_ECO_CODE>30201</DEP_BGT_ECO_CODE><FUND_TRA_OBJ_NAME>甲</FUND_TRA_OBJ_NAME></VOU_DET>\n"
        )
    };
    let xml = format!(
        "<VOUCHERS>\n<VOUCHER><VOUCHER_NO>记-9</VOUCHER_NO>\n<FISCAL_YEAR>2021</FISCAL_YEAR>\n\
         <VOUCHER_DATE>2022-02-01</VOUCHER_DATE><VOUCHER_ABS>纸</VOUCHER_ABS>\n\
         <CR_YS_AMT>27.90</CR_YS_AMT><DR_YS_AMT>279.00</DR_YS_AMT>\n{}{}</VOUCHER>\n</VOUCHERS>\n",
        entry("7101", "借"),
        entry("6001", "贷")
    );
    office.file("矛盾.xml", xml.as_str());
    office.file("断了.xml", xml.split_once("</VOUCHER>").expect("an end").0);
    office.file("断在标记里.xml", xml.split_once("CLS_CODE>6001").expect("an account").0);
    office.file("错位.xml", xml.replacen("</VOU_DET>", "", 1));
    let said = ["矛盾.xml", "断了.xml", "断在标记里.xml", "错位.xml"].map(|name| {
        office.run(&format!("import payments {name} --dry-run")).ended(ExitCode::Refused)
    });
    insta::assert_snapshot!(said.join("\n"));
}

/// Columns of one name are told apart by their place, in the question and in its remedy.
#[test]
fn columns_of_one_name_are_named_by_their_place() {
    let office = Office::at_year_end();
    office.file(
        "公示.csv",
        "日期,项目,金额（元）,日期,项目,金额（元）\n2022-01-04,拨款,900,2022-01-05,纸,100\n2022-02-04,利息,2,2022-02-05,墨,30\n",
    );
    let import = "import payments 公示.csv --set 指标=2022-001 --set 经济科目=30201 --set 收款人=甲 --dry-run";
    let said = office.run(import).ended(ExitCode::Refused);
    for remedy in ["--map 日期=日期#2", "--map 金额=金额（元）#2"] {
        assert!(said.contains(remedy), "{said}");
    }
    assert!(said.contains("项目#1、日期#2、项目#2"), "{said}");
    let named =
        "--map 日期=日期#2 --map 金额=金额（元）#2 --map 摘要=项目#2 --accept-columns --json";
    let json = office.run(&format!("{import} {named}")).json();
    assert_eq!(json["sums"]["new"], "130.00", "{json}");
    // What is left out is the other column of each name.
    let left = json["files"][0]["unused"].as_array().expect("a list").clone();
    assert_eq!(left, ["日期#1", "项目#1", "金额（元）#1"]);
}

/// Books that are printed page by page repeat both rows of their header, 字 and 号 below 凭证 among them.
#[test]
fn a_header_of_two_rows_is_repeated_whole() {
    let office = Office::at_year_end();
    let header = "月,日,凭证,凭证,摘要,收款人,付出金额\n,,字,号,,,\n";
    office.file(
        "日记账.csv",
        format!("2022年支出日记账\n{header}1,5,付,1,纸,甲,110\n{header}2,9,付,2,墨,乙,220\n"),
    );
    let import =
        "import payments 日记账.csv --set 指标=2022-001 --set 经济科目=30201 --unit 元 --dry-run";
    let json = office.run(&format!("{import} --json")).json();
    assert_eq!(json["sums"]["new"], "330.00", "{json}");
    assert_eq!(json["sums"]["refused"], "0.00", "{json}");
}

/// Vouchers and lists of them write an amount in figures and in capitals, which must agree, as those of a bill
/// must by 《票据法》 第八条.
#[test]
fn an_amount_must_be_the_same_in_capitals() {
    let office = Office::at_year_end();
    let list = |header: &str, capitals: [&str; 3]| {
        let row = |(at, capitals): (u32, &str)| {
            format!("2022-01-0{at},记-{at},2022-001,30201,{at}00.50,{capitals},甲{at},纸\n")
        };
        let rows: String = (1..).zip(capitals).map(row).collect();
        let head = format!("日期,凭证号,指标,经济科目,金额（元）,{header},收款人,摘要");
        office.file("支付.csv", format!("{head}\n{rows}"));
        office.run("import payments 支付.csv --dry-run")
    };
    for header in ["金额大写", "金额（大写）", "大写"] {
        let right = ["壹佰元伍角整", "人民币贰佰元伍角", ""];
        assert_eq!(list(header, right).code, ExitCode::Success, "{header}");
    }
    let wrong = list("大写金额", ["壹佰元伍角整", "贰拾元伍角", "叁佰元伍角整"]);
    insta::assert_snapshot!(wrong.ended(ExitCode::Refused));
}
