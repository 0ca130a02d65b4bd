//! Columns that fill no field and whose headers are not known: nobody can say that they do not count but a person.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_outline_levels::posts;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";
const IMPORT: &str = "import payments 支付.csv --unit 元";

/// Gives a list of payments of 1.50, 2.50 and so on with further columns.
fn list(office: &Office, headers: &str, further: &[&str]) {
    let row = |(number, further): (u32, &&str)| {
        format!("2022-12-0{number},记-2{number},2022-001,30201,{number}.50,甲,纸,{further}\n")
    };
    let rows: String = (1..).zip(further).map(row).collect();
    office.file("支付.csv", format!("{HEAD},{headers}\n{rows}"));
}

/// What a person is asked of columns, or nothing.
fn asked(office: &Office, line: &str) -> Option<String> {
    let said = office.run(&format!("{line} --dry-run --json"));
    let json = said.json();
    let problems = json["errors"].as_array().or(json["problems"].as_array());
    let messages = problems.into_iter().flatten().filter_map(|problem| problem["message"].as_str());
    let of_columns: Vec<String> =
        messages.filter(|text| text.contains("列程序不认识")).map(str::to_owned).collect();
    assert!(of_columns.len() <= 1, "{of_columns:?}");
    assert_eq!(said.code == ExitCode::Refused, !of_columns.is_empty(), "{}", said.out);
    of_columns.into_iter().next()
}

/// Payments of a pool of units, of other funds, of another day and of another amount lie in columns that offices
/// call as they like.
#[test]
fn a_column_that_nobody_knows_is_asked_about() {
    let office = Office::at_year_end();
    for (headers, further) in [
        ("付款人全称", ["示范县科学技术协会", "示范县水利站"]),
        ("付款方户名", ["示范县科学技术协会", "示范县水利站"]),
        ("付款账号", ["62001", "62002"]),
        ("账套", ["示范县水利站", "示范县水利站"]),
        ("户名", ["示范县科学技术协会", "示范县科学技术协会水利站"]),
        ("资金性质", ["一般公共预算", "代管资金"]),
        ("凭证类别", ["付", "转"]),
        ("业务种类", ["授权支付", "其他"]),
        ("已退款金额", ["", "0.50"]),
        // How much came back, and not whether something did.
        ("成功退款（元）", ["0.00", "0.50"]),
        ("第二次付款", ["", "2022-05-01"]),
        ("会计科目", ["5001 业务活动费用", "1218 其他应收款"]),
        ("处理结果", ["成功", "账户已销"]),
    ] {
        list(&office, headers, &further);
        let asked = asked(&office, IMPORT).unwrap_or_else(|| panic!("{headers}"));
        assert!(asked.contains(headers), "{asked}");
        assert!(asked.contains(further[1]), "{asked}");
        assert_eq!(posts(&office, &format!("{IMPORT} --dry-run --accept-columns")).0, "4.00");
    }
}

#[test]
fn a_column_that_changes_nothing_is_not_asked_about() {
    let office = Office::at_year_end();
    for (headers, further) in [
        ("序号", ["1", "2"]),
        ("备注", ["急件", "已付讫"]),
        ("收款人账号", ["62001", "62002"]),
        ("收款人/开户银行", ["农行", "工行"]),
        ("付款账号", ["62001", "62001"]),
        ("付款人名称", ["示范县科学技术协会", "示范县科学技术协会零余额账户"]),
        ("制单日期", ["2022-11-01", "2022-11-02"]),
        ("审核人", ["王", "李"]),
        ("税额", ["0.10", "0.20"]),
        ("清算日期", ["2022-12-02", "2022-12-03"]),
        ("是否支付", ["是", "是"]),
        ("是否退款", ["否", "0"]),
        ("处理结果", ["成功", "交易成功"]),
        ("经济科目名称", ["办公费", "办公费"]),
        ("会计科目", ["5001 业务活动费用", "5101 单位管理费用"]),
        // It repeats the payee.
        ("报账对象", ["甲", "甲"]),
        // It says nothing.
        ("调减", ["0.00", "—"]),
    ] {
        list(&office, headers, &further);
        assert_eq!(asked(&office, IMPORT), None, "{headers}");
    }
}

#[test]
fn what_was_accepted_is_asked_again_where_it_says_another_word() {
    let office = Office::at_year_end();
    list(&office, "资金性质,开票额", &["一般公共预算,1.00"]);
    let refused = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    office.run(&format!("{IMPORT} --yes --accept-columns")).done();
    let again = |further: &[&str]| {
        list(&office, "资金性质,开票额", further);
        asked(&office, IMPORT)
    };
    assert_eq!(again(&["一般公共预算,2.00", "一般公共预算,7.00"]), None);
    let other = again(&["一般公共预算,2.00", "代管资金,7.00"]).expect("a question");
    assert!(other.contains("有 1 列程序不认识，没有用到：资金性质（代管资金）"), "{other}");
    office.run(&format!("{IMPORT} --yes --accept-columns")).done();
    assert_eq!(again(&["代管资金,2.00", "一般公共预算,7.00"]), None);
    let profiles = office.run("import profile list --json").json();
    let name = profiles[0]["file"].as_str().expect("a name").replace(".toml", "");
    let profile = office.run(&format!("import profile show {name}")).ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{refused}\n{profile}"));
}

/// A second payment of a row has a day of its own.
#[test]
fn the_day_of_another_group_is_asked_about() {
    let office = Office::at_year_end();
    let rows = "合同,指标,经济科目,收款人,第一次付款,,第二次付款,\n,,,,日期,金额,日期,金额\n\
                修渠,2022-001,30201,甲公司,2022-03-01,3.00,2022-05-01,2.00\n";
    office.file("合同.csv", rows);
    let import = "import payments 合同.csv --unit 元 --header 1-2 --map 摘要=合同 --map 日期=第一次付款/日期 \
                  --amount 第一次付款/金额= --amount 第二次付款/金额=";
    let asked = asked(&office, import).expect("a question");
    assert!(asked.contains("第二次付款/日期（2022-05-01）"), "{asked}");
}

#[test]
fn a_column_of_many_words_is_asked_about_once() {
    let office = Office::at_year_end();
    let many: Vec<String> = (1..10).map(|at| format!("第{at}批,其{at}")).collect();
    let rows: Vec<String> =
        many.iter().map(|words| words.replace("第", "甲")).chain(many.clone()).collect();
    let row = |(at, words): (u32, &String)| {
        format!("2022-12-08,记-{at},2022-001,30201,1.50,甲,纸,{words}\n")
    };
    let rows: String = (40..).zip(&rows).map(row).collect();
    office.file("支付.csv", format!("{HEAD},批次,环节\n{rows}"));
    office.run(&format!("{IMPORT} --yes --accept-columns")).done();
    list(&office, "批次,环节", &["又一批,其3"]);
    assert_eq!(asked(&office, IMPORT), None);
    list(&office, "批次,环节", &["又一批,另一节"]);
    let other = asked(&office, IMPORT).expect("a question");
    assert!(other.contains("环节（另一节）") && !other.contains("批次"), "{other}");
}

/// Of staff, assets and comparisons too: 编制数 beside 实有人数, what was disposed of, who paid.
#[test]
fn all_kinds_ask() {
    let office = Office::at_year_end();
    office.file("人员.csv", "人员类别,编制数,实有人数\n公务员,11,10\n");
    let staff = "import staff 人员.csv --set 日期=2022-12-31 --set 编制或实有=实有";
    let of_staff = asked(&office, staff).expect("a question");
    assert!(of_staff.contains("实有人数（10）"), "{of_staff}");
    let assets =
        "资产编号,资产名称,资产类别,原值（元）,净值（元）,盘点结果\nA1,甲,通用设备,2,1,盘亏\n";
    office.file("资产.csv", assets);
    let of_assets = asked(&office, "import assets 资产.csv --set 日期=2022-12-31");
    assert!(of_assets.is_some_and(|asked| asked.contains("盘点结果（盘亏）")));
    list(&office, "付款人", &["示范县水利站"]);
    let comparison = "reconcile 支付.csv --unit 元 --date 2022-12-31";
    assert!(asked(&office, comparison).is_some_and(|asked| asked.contains("示范县水利站")));
    office.run(&format!("{comparison} --accept-columns --explanation 补记")).done();
    assert_eq!(asked(&office, &format!("{comparison} --explanation 补记")), None);
}

/// How much came back of the payments of one month says nothing of those of another.
#[test]
fn a_column_of_what_came_back_is_asked_about_in_each_file() {
    let office = Office::at_year_end();
    list(&office, "已退款金额", &["0.50"]);
    office.run(&format!("{IMPORT} --accept-columns --yes")).done();
    let next = |further: [&str; 2]| {
        list(&office, "已退款金额", &further);
        asked(&office, IMPORT)
    };
    assert!(next(["0.50", "0"]).is_some());
    assert_eq!(next(["0.00", ""]), None);
}

/// 部门支出经济分类编码 was the name of no field, and harmless by its end.
#[test]
fn codes_are_found_under_each_of_their_names() {
    let office = Office::at_year_end();
    for header in ["部门支出经济分类编码", "经济分类代码", "部门预算支出经济分类科目编码"]
    {
        let row = "2022-12-01,记-21,2022-001,1.50,甲,纸,30211\n";
        office.file("支付.csv", format!("日期,凭证号,指标,金额,收款人,摘要,{header}\n{row}"));
        let said = office.run(&format!("{IMPORT} --set 经济科目=30201 --dry-run"));
        let said = said.ended(ExitCode::Success);
        assert!(said.contains("经济科目 30211"), "{said}");
    }
}

/// 1 and 2 under 借贷 are none of its words, so that the column was left out without a word.
#[test]
fn a_column_of_sides_in_codes_is_asked_about() {
    let office = Office::at_year_end();
    list(&office, "借贷", &["1", "2"]);
    let said = asked(&office, IMPORT).expect("a question");
    assert!(said.contains("借贷（1、2）"), "{said}");
    assert_eq!(asked(&office, &format!("{IMPORT} --map 收支方向=")), None);
}
