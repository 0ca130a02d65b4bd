//! Values that must not be guessed: remembered constants, dates and amounts that can be read in two ways.

use taizhang_cli::ExitCode;
use taizhang_ledger::import::kind::Kind;

use crate::harness::{Office, root};

fn office() -> Office {
    Office::at_year_end()
}

/// Days and other values of one file given by `--set` are its own: the next file of the same header has
/// none, in no cell, until somebody says them.
#[test]
fn what_is_said_of_one_file_is_not_said_of_the_next() {
    let office = office();
    let dated = "日期,摘要,金额(元),收款人,指标,经济科目\n";
    let undated = "摘要,金额(元),收款人,指标,经济科目\n";
    office.file("二月.csv", format!("{undated}电费,10,电力公司,2022-001,30206\n"));
    office.file("三月.csv", format!("{undated}电费,10,电力公司,2022-001,30206\n"));
    office.file("四月.csv", format!("{dated},电费,10,电力公司,,30206\n"));
    office.file("五月.csv", format!("{dated},电费,20,电力公司,2022-001,30206\n"));
    let said = [
        office.run("import payments 二月.csv --set 日期=2022-02-10 --yes").ended(ExitCode::Success),
        office.run("import payments 三月.csv --yes").ended(ExitCode::Refused),
        office
            .run("import payments 四月.csv --set 日期=2022-04-11 --set 指标=2022-001 --yes")
            .ended(ExitCode::Success),
        office.run("import payments 五月.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let profiles = office.run("import profile list --json").json();
    for profile in profiles.as_array().expect("a list") {
        assert_eq!(profile["constants"], serde_json::json!({}), "nothing is remembered");
    }
}

/// A profile of before may hold values of one file; they are named and not applied. What a person wrote into
/// a profile for every file of the header is, and stays there.
#[test]
fn a_profile_states_what_describes_the_list_only() {
    let office = office();
    office.file("月.csv", "摘要,金额(元),收款人,日期\n电费,10,电力公司,\n水费,5,水厂,2022-03-02\n");
    office.file(
        "方案.toml",
        "kind = \"payments\"\nheader = \"\"\nunit = \"元\"\n[constants]\n\"日期\" = \"2022-02-10\"\n\
         \"凭证号\" = \"记-9\"\n\"指标\" = \"2022-001\"\n\"经济科目\" = \"30206\"\n",
    );
    let said = [
        office.run("import payments 月.csv --profile 方案.toml --dry-run").ended(ExitCode::Refused),
        office
            .run("import payments 月.csv --profile 方案.toml --only-new --yes")
            .ended(ExitCode::Success),
        office
            .run("import payments 月.csv --set 日期=2022-03-09 --dry-run")
            .ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let profiles = office.run("import profile list --json").json();
    let constants = serde_json::json!({ "指标": "2022-001", "经济科目": "30206" });
    assert_eq!(profiles[0]["constants"], constants);
}

/// The titles name a year: days without one are of that year, in one column as in two.
#[test]
fn days_without_a_year_are_of_the_year_that_the_titles_name() {
    let office = office();
    let list = |title: &str, head: &str, day: &str| {
        format!(
            "{title},,,,,\n{head},摘要,金额(元),收款人,指标,经济科目\n{day},纸,10,甲,2022-001,30201\n"
        )
    };
    for (name, title, head, day) in [
        ("别年.csv", "2021年度支付明细表", "日期", "1-5"),
        ("别年两栏.csv", "2021年度支付明细表", "月,日", "1,5"),
        ("别年列名.csv", "支付明细表", "2021年日期", "1月5日"),
        ("两个年份.csv", "2021年指标2022年支付明细", "日期", "1-5"),
        ("本年.csv", "2022年度支付明细表", "日期", "1-5"),
        ("次年打印.csv", "2022年支付明细 打印日期：2023年1月6日", "日期", "1月5日"),
        ("无年次年打印.csv", "3月支付 制表日期：2023-01-06", "日期", "3月5日"),
        ("写全.csv", "2021年指标支付明细", "日期", "2022-1-5"),
        ("没有年份.csv", "支付明细", "日期", "1-5"),
    ] {
        office.file(name, list(title, head, day));
    }
    let refused =
        ["别年.csv", "别年两栏.csv", "别年列名.csv --map 日期=2021年日期", "两个年份.csv"];
    let said = refused.map(|file| {
        office.run(&format!("import payments {file} --dry-run")).ended(ExitCode::Refused)
    });
    insta::assert_snapshot!(said.join("\n"));
    for file in ["本年.csv", "次年打印.csv", "写全.csv", "没有年份.csv"] {
        let preview = office.run(&format!("import payments {file} --dry-run --json")).json();
        assert_eq!(preview["rows"][0]["date"], "2022-01-05", "{file}");
    }
    let printed = office.run("import payments 无年次年打印.csv --dry-run --json").json();
    assert_eq!(printed["rows"][0]["date"], "2022-03-05", "{printed}");
}

/// What may be two days is refused; what has one reading is taken.
#[test]
fn a_day_that_can_be_read_in_two_ways_is_refused() {
    let office = office();
    let head = "日期,摘要,金额(元),收款人,指标,经济科目\n";
    let rows = |days: &[&str]| {
        let row = |day: &&str| format!("{day},纸,1,甲,2022-001,30201\n");
        format!("{head}{}", days.iter().map(row).collect::<String>())
    };
    office.file(
        "两读.csv",
        rows(&["6/7", "1/2", "１/９", "12/11", "5.2", "10.1", "1.8", "13/7", "5.20"]),
    );
    office.file("一读.csv", rows(&["6/30", "6/6", "6-7", "6月7日", "2022/6/7", "2022.5.2"]));
    let said = office.run("import payments 两读.csv --dry-run").ended(ExitCode::Refused);
    let read = office.run("import payments 一读.csv --dry-run").ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{said}\n{read}"));
}

/// Rows of a number format and an amount.
type Amounts<'a> = &'a [(&'a str, &'a str)];

/// A workbook (XML of Excel 2003) of one list of payments: titles, then rows of a number format and an amount.
fn formatted(corner: &str, header: &str, rows: &[(&str, &str)]) -> String {
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let quoted = |format: &str| format.replace('"', "&quot;");
    let style = |(at, (format, _)): (usize, &(&str, &str))| {
        format!("<Style ss:ID=\"s{at}\"><NumberFormat ss:Format=\"{}\"/></Style>", quoted(format))
    };
    let text = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let texts = |texts: &[&str]| texts.iter().map(text).collect::<String>();
    let row = |(at, (_, amount)): (usize, &(&str, &str))| {
        let amount =
            format!("<Cell ss:StyleID=\"s{at}\"><Data ss:Type=\"Number\">{amount}</Data></Cell>");
        let voucher = format!("记-{at}");
        let before = texts(&["2022-01-05", &voucher, "甲", "纸", "2022-001", "30201"]);
        format!("<Row>{before}{amount}</Row>")
    };
    let head = texts(&["日期", "凭证号", "收款人", "摘要", "指标", "经济科目", header]);
    let styles: String = rows.iter().enumerate().map(style).collect();
    let body: String = rows.iter().enumerate().map(row).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\"><Styles>{styles}</Styles>\
         <Worksheet ss:Name=\"表\"><Table><Row>{}</Row><Row>{head}</Row>{body}</Table></Worksheet></Workbook>",
        texts(&["支付", corner])
    )
}

/// What is seen on a sheet is not always what is stored; which of the two is money is asked.
#[test]
fn a_number_format_that_shows_another_unit_is_asked_about() {
    let office = office();
    let wan = ["0.00\"万元\"", "0!.0,\"万\"", "0.00,,\"万元\"", "0.00"];
    let cases: [(&str, &str, &str, Amounts<'_>); 6] = [
        ("一律", "", "金额", &[(wan[0], "0.5"), (wan[0], "0.25")]),
        ("列名是元", "", "金额(元)", &[(wan[0], "0.5")]),
        ("混着", "", "金额", &[(wan[3], "10"), (wan[0], "0.5")]),
        ("缩小", "单位：万元", "金额", &[(wan[1], "5000"), (wan[1], "2500")]),
        ("缩错", "", "金额(元)", &[(wan[2], "5000")]),
        ("平常", "", "金额(元)", &[(wan[3], "5000"), ("#,##0.00\"元\"", "2500")]),
    ];
    for (name, corner, header, rows) in cases {
        office.file(&format!("{name}.xls"), formatted(corner, header, rows));
    }
    let look = |line: &str| office.run(&format!("import payments {line} --dry-run"));
    let said: Vec<String> = cases
        .iter()
        .take(5)
        .map(|(name, ..)| look(&format!("{name}.xls")).ended(ExitCode::Refused))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
    for refused in ["列名是元.xls --unit 万元", "混着.xls --unit 元", "混着.xls --unit 万元"]
    {
        look(refused).ended(ExitCode::Refused);
    }
    for refused in ["一律.xls --unit 元", "缩小.xls --unit 万元", "缩错.xls --unit 元"] {
        look(refused).ended(ExitCode::Refused);
    }
    for (taken, sum) in [
        ("一律.xls --unit 万元", "7500.00"),
        ("一律.xls --unit stated", "7500.00"),
        ("缩小.xls --unit 元", "7500.00"),
        ("平常.xls", "7500.00"),
    ] {
        let preview = office.run(&format!("import payments {taken} --dry-run --json")).json();
        assert_eq!(preview["sums"]["all"], sum, "{taken}");
    }
}

/// What is no money is summed too: a total that its rows do not come to holds the import up.
#[test]
fn totals_of_points_people_and_counts_are_checked() {
    let office = office();
    let indicators = |total: &str| {
        format!(
            "一级指标,二级指标,三级指标,指标值,分值\n产出指标,数量指标,活动次数,≥12场次,30.5\n\
             产出指标,质量指标,合格率,≥95%,50\n合计,,,,{total}\n"
        )
    };
    office.file("对.csv", indicators("80.50"));
    office.file("错.csv", indicators("81"));
    office.file("人员错.csv", "编制或实有,人员类别,人数\n编制,行政,8\n编制,事业,5\n合计,,14\n");
    office.file("人员.csv", "编制或实有,人员类别,人数\n编制,行政,8\n编制,事业,5\n合计,,13\n");
    office.file(
        "资产错.csv",
        "资产类别,原值(元),净值(元)\n通用设备,100,50\n无形资产,10,5\n合计,110,56\n",
    );
    let look = |line: &str| office.run(&format!("import {line} --set 日期=2022-01-20 --dry-run"));
    for right in ["indicators 对.csv", "staff 人员.csv"] {
        look(right).ended(ExitCode::Success);
    }
    let said = ["indicators 错.csv", "staff 人员错.csv", "assets 资产错.csv"];
    let said = said.map(|wrong| look(wrong).ended(ExitCode::Refused));
    insta::assert_snapshot!(said.join("\n"));
    look("indicators 错.csv --accept-sums").ended(ExitCode::Success);
}

/// A total that nobody can read was not checked, and the preview does not let anybody believe that it was.
#[test]
fn a_total_that_cannot_be_read_is_said_to_be_unchecked() {
    let office = office();
    office.file(
        "合计.csv",
        "日期,摘要,金额(元),收款人,指标,经济科目\n2022-01-05,纸,12.50,甲,2022-001,30201\n合计,,十二元五角,,,\n",
    );
    let said = office.run("import payments 合计.csv --dry-run").ended(ExitCode::Success);
    assert!(said.contains("合计是“十二元五角”，读不出，没有核对"), "{said}");
    let preview = office.run("import payments 合计.csv --dry-run --json").json();
    assert_eq!(preview["unread_sums"].as_array().expect("a list").len(), 1);
}

/// The unit of a payroll stands in its rule, and the remedy says so; `--unit` does not multiply again.
#[test]
fn the_unit_of_a_payroll_is_that_of_its_rule() {
    let office = office();
    let rule = |unit: &str| {
        format!(
            "payee = \"职工\"\nmemo = \"工资\"\nunit = \"{unit}\"\n[[columns]]\nheader = \"基本工资\"\n\
             line = \"2022-001\"\neconomic = \"30201\"\n"
        )
    };
    office.file("元.toml", rule("元"));
    office.file("万元.toml", rule("万元"));
    office.file("工资.csv", "单位：万元,\n姓名,基本工资\n甲,0.05\n");
    let look = |rest: &str| {
        office.run(&format!("import payroll 工资.csv --set 日期=2022-03-15 --dry-run {rest}"))
    };
    let said = [
        look("--rule 元.toml").ended(ExitCode::Refused),
        look("--rule 元.toml --unit 万元").ended(ExitCode::Refused),
        look("--rule 万元.toml").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let same = look("--rule 万元.toml --unit 万元 --json").json();
    assert_eq!(same["sums"]["all"], "500.00");
}

/// A form mixes targets that state their comparison, words, and bare numbers; what is said of the file decides
/// the last alone.
#[test]
fn a_comparison_of_the_file_is_for_targets_without_one() {
    let office = office();
    let row = |name: &str, target: &str| format!("产出指标,数量指标,{name},{target},10\n");
    let rows = [
        ("场次", "≥12场次"),
        ("人数", "100"),
        ("合格率", "不低于95%"),
        ("水平", "提升"),
        ("册数", "300册"),
        ("满意度", "90%"),
    ];
    let rows: String = rows.iter().map(|(name, target)| row(name, target)).collect();
    office.file("申报表.csv", format!("一级指标,二级指标,三级指标,指标值,分值\n{rows}"));
    let line = "import indicators 申报表.csv --set 日期=2022-01-20 --dry-run";
    let said = [
        office.run(line).ended(ExitCode::Refused),
        office.run(&format!("{line} --set 指标性质=≥")).ended(ExitCode::Success),
        office.run(&format!("{line} --set 指标性质=大约")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// What a cell says decides before what is said of the file: a time is words, 以上 and 以内 are comparisons that
/// include the number (《民法典》第一千二百五十九条), and a target that any result meets is refused.
#[test]
fn targets_are_read_by_what_they_say() {
    let office = office();
    let recorded = |target: &str| -> String {
        let head = "一级指标,二级指标,三级指标,指标值,分值";
        office.file("申报表.csv", format!("{head}\n产出指标,数量指标,甲,{target},10\n"));
        let said = office
            .run("import indicators 申报表.csv --set 日期=2022-01-20 --set 指标性质=≥ --dry-run");
        format!("{}{}", said.out, said.err)
    };
    for (target, expected) in [
        ("90%以上", "甲        ≥90% "),
        ("3天以内", "甲        ≤3天 "),
        ("5次及以上", "甲        ≥5次 "),
        ("2022年12月底前", "甲        2022年12月底前 "),
        ("12月31日前", "甲        12月31日前 "),
        ("2022年", "甲        2022年 "),
        ("2022年5场次", "不止一个数"),
        ("12月", "甲        ≥12月 "),
        ("≥12期\u{3001}≤20期", "不止一个数"),
        ("≤12月31日", "不止一个数"),
        ("≥100m2", "甲        ≥100m2 "),
        ("0起", "不能按"),
        ("=0起", "甲        =0起 "),
    ] {
        let told = recorded(target);
        assert!(told.contains(expected), "{target}: {told}");
    }
}

/// A payment far above the others of its line is asked about once the rules allow it; one below the boundary
/// is not.
#[test]
fn a_payment_a_thousand_times_the_others_of_its_line_is_asked_about() {
    let office = office();
    office
        .run(
            "allocate 200万元 --line 2022-009 --name 维修 --category operating --function 2060701 \
             --econ 302 --doc 示财预〔2022〕9号",
        )
        .done();
    let list = |amounts: &[&str]| {
        let rows = amounts.iter().enumerate().map(|(at, amount)| {
            format!("2022-03-0{},记-9{at},纸,{amount},甲,2022-009,30213\n", at + 1)
        });
        format!("日期,凭证号,摘要,金额(元),收款人,指标,经济科目\n{}", rows.collect::<String>())
    };
    office.file("远.csv", list(&["500", "500000", "400", "600"]));
    office.file("近.csv", list(&["500", "499999.99", "600"]));
    office.file("超.csv", list(&["500", "5000000"]));
    office.file("孤.csv", list(&["500000"]));
    let look = |line: &str| office.run(&format!("import payments {line} --dry-run"));
    let said = [
        look("远.csv").ended(ExitCode::Refused),
        look("远.csv --accept-row 3").ended(ExitCode::Success),
        look("超.csv").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    for taken in ["近.csv", "孤.csv"] {
        look(taken).ended(ExitCode::Success);
    }
    // Against what the ledger has, too.
    office.run("import payments 近.csv --only-new --yes").done();
    office.file("后来.csv", list(&["600000"]).replace("记-90", "记-99"));
    let later = look("后来.csv").ended(ExitCode::Refused);
    assert!(later.contains("中位数 600.00 元"), "{later}");
}

/// A wrong total that somebody accepted is still told, as accepted, and no longer a problem.
#[test]
fn an_accepted_total_is_told_as_accepted() {
    let office = office();
    office.file(
        "差.csv",
        "日期,摘要,金额(元),收款人,指标,经济科目\n2022-01-05,纸,12.50,甲,2022-001,30201\n合计,,13,,,\n",
    );
    let look = |rest: &str| office.run(&format!("import payments 差.csv --dry-run {rest}"));
    let said = look("--accept-sums").ended(ExitCode::Success);
    assert!(said.contains("合计不符，已接受：差.csv 第 3 行写的合计 13.00 元"), "{said}");
    let [open, accepted] = ["--json", "--json --accept-sums"].map(|rest| look(rest).json());
    let counts = |json: &serde_json::Value| {
        ["problems", "accepted_sums"].map(|name| json[name].as_array().map(Vec::len))
    };
    assert_eq!((open["ok"].as_bool(), counts(&open)), (Some(false), [Some(1), Some(0)]));
    assert_eq!((accepted["ok"].as_bool(), counts(&accepted)), (Some(true), [Some(0), Some(1)]));
}

/// A list that writes payments below zero: its sums are those of its own rows, signs and all; `(7)` is one of
/// the amounts below zero.
#[test]
fn a_list_of_payments_below_zero_is_summed_with_its_own_signs() {
    let office = office();
    let head = "日期,摘要,金额(元),收款人,指标,经济科目";
    office.file(
        "流水.csv",
        format!(
            "{head},余额\n2022-01-05,纸,-100,甲,2022-001,30201,900\n\
             2022-01-06,拨款,500,财政,2022-001,30201,1400\n2022-01-07,笔,(7),甲,2022-001,30201,1393\n"
        ),
    );
    let row = |amount: &str| format!("2022-01-05,纸,{amount},甲,2022-001,30201\n");
    office.file("正负.csv", format!("{head}\n{}{}{}", row("+5"), row("6"), row("(7)")));
    let said = [
        office.run("import payments 流水.csv --dry-run").ended(ExitCode::Success),
        office.run("import payments 正负.csv --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// The remedy for a wrong field lists the right ones, and the guide holds them all.
#[test]
fn the_fields_of_each_kind_are_told() {
    let office = office();
    office.file("表.csv", "日期,金额\n2022-01-05,1\n");
    let line = "import staff 表.csv --map 不存在=日期 --set 未知=1 --dry-run";
    let said = office.run(line).ended(ExitCode::Refused);
    assert!(said.contains("人员的字段：日期、年度、编制或实有、人员类别、部门、人数"), "{said}");
    let guide = std::fs::read_to_string(root().join("docs/guide/import.md")).expect("the guide");
    for kind in Kind::ALL {
        let fields = kind.columns().iter().map(|known| known.field.name());
        let row = format!("| {} | {} |", kind.name(), fields.collect::<Vec<_>>().join("、"));
        assert!(guide.contains(&row), "the guide has: {row}");
    }
}

/// The cards of a class are registered as their sum, so one that is refused keeps the others of its class out.
#[test]
fn a_class_of_assets_is_complete_or_refused() {
    let office = office();
    office.file(
        "卡片.csv",
        "资产编号,资产类别,资产名称,原值(元),净值(元),使用状态\n\
         1,通用设备,电脑,5000,1000,在用\n2,通用设备,打印机,2000.50,500,在用\n\
         3,通用设备,汽车,90000,0,已报废\n4,家具和用具,桌子,800,400,在用\n",
    );
    let line = "import assets 卡片.csv --set 日期=2022-12-31";
    let said = [
        office.run(&format!("{line} --dry-run")).ended(ExitCode::Refused),
        office.run(&format!("{line} --only-new --dry-run")).ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let preview = office.run(&format!("{line} --dry-run --json")).json();
    let sums = ["all", "new", "refused"].map(|name| preview["sums"][name].clone());
    assert_eq!(sums, ["97800.50", "800.00", "97000.50"]);
    // A card whose class cannot be read may be of any.
    let text = std::fs::read_to_string(office.path().join("卡片.csv")).expect("it is there");
    office.file("卡片.csv", text.replace("通用设备,汽车", "不明,汽车"));
    let preview = office.run(&format!("{line} --dry-run --json")).json();
    assert_eq!(preview["counts"]["new"], 0);
}

/// Given a class of assets that there is none of, then the classes are told apart although one of them
/// holds the mark that commonly sets names apart.
#[test]
fn classes_of_assets_are_told_apart() {
    let office = Office::at_year_end();
    office.file("资产.csv", "资产类别,原值(元),净值(元)\n飞船,5.00,1.00\n");
    let said = office.run("import assets 资产.csv --dry-run --set 日期=2022-12-31");
    assert!(said.to_string().contains("；家具、用具、装具及动植物；"), "{said}");
}
