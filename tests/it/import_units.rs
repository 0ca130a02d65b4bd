//! Units of money, wherever a file states them: 万元 is never read as 元 in silence.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const HEADER: &str = "日期|凭证号|经济科目|金额|收款人|摘要|指标";
const ROW: &str = "2022-02-01|记-1|30201|0.5|甲|纸|2022-001";
const OTHER: &str = "2022-02-02|记-2|30201|0.1|乙|笔|2022-001";

fn office() -> Office {
    Office::at_year_end()
}

/// What is to come of a table of one sheet.
fn of_sheet(office: &Office, sheet: &str, rows: &[String], answer: &str) -> (bool, String) {
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    office.file("表.xls", workbook(&[(sheet, &rows)]));
    let json = office.run(&format!("import payments 表.xls {answer} --dry-run --json")).json();
    (json["ok"] == true, json["sums"]["new"].as_str().unwrap_or_default().to_owned())
}

fn owned(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|row| (*row).to_owned()).collect()
}

#[test]
fn what_is_stated_anywhere_is_used_and_never_read_as_yuan() {
    let office = office();
    let beside = |cell: &str| ROW.to_owned() + cell;
    let named = |header: &str| HEADER.replace("金额", header);
    let cases: &[(&str, Vec<String>)] = &[
        ("1", owned(&["支付明细表|||||||单位：万元", HEADER, ROW])),
        ("1", owned(&["支付明细表|||||||单位|万元", HEADER, ROW])),
        ("1", owned(&["填报单位：科协  金额单位：万元", HEADER, ROW])),
        ("1", owned(&["支付明细表（万元）", HEADER, ROW])),
        ("1", owned(&["支付明细表", "以万元为单位", HEADER, ROW])),
        ("支付（万元）", owned(&[HEADER, ROW])),
        ("1", owned(&[HEADER, "|||万元|||", ROW])),
        ("1", owned(&[HEADER, "年月日|||（万元）|||", ROW])),
        ("1", vec![HEADER.to_owned() + "|单位：万元", ROW.to_owned()]),
        ("1", vec![HEADER.to_owned() + "|计量单位", beside("|万元")]),
        ("1", vec![named("金额万元"), ROW.to_owned()]),
        ("1", vec![named("金额/万元"), ROW.to_owned()]),
        ("1", vec![named("金额（含税，万元）"), ROW.to_owned()]),
        ("1", owned(&[HEADER, ROW, "金额单位：万元"])),
        ("1", owned(&["支付明细表|||||||单位：RMB万元", HEADER, ROW])),
        ("1", owned(&["Payments|||||||Unit: 10,000 yuan", HEADER, ROW])),
        ("1", owned(&["Payments|||||||Unit|RMB 10,000", HEADER, ROW])),
        ("1", owned(&["Payments of 2022 (in ten thousand yuan)", HEADER, ROW])),
        ("1", owned(&["Amounts are in ten thousand yuan.", HEADER, ROW])),
        ("Payments (10,000 yuan)", owned(&[HEADER, ROW])),
        ("1", owned(&[HEADER, "|||10,000 yuan|||", ROW])),
        ("1", vec![HEADER.to_owned() + "|Unit: 10,000 yuan", ROW.to_owned()]),
        ("1", vec![named("Amount (10,000 yuan)"), ROW.to_owned()]),
        ("1", vec![named("Amount in ten thousand yuan"), ROW.to_owned()]),
        ("1", vec![named("金额（RMB万元）"), ROW.to_owned()]),
    ];
    for (sheet, rows) in cases {
        assert!(!of_sheet(&office, sheet, rows, "").0, "{rows:?}: it is asked");
        assert!(!of_sheet(&office, sheet, rows, "--unit 元").0, "{rows:?}: it is no yuan");
        for answer in ["--unit stated", "--unit 万元"] {
            let read = of_sheet(&office, sheet, rows, answer);
            assert_eq!(read, (true, "5000.00".to_owned()), "{rows:?} {answer}");
        }
    }
}

#[test]
fn units_that_differ_are_refused() {
    let office = office();
    let second = HEADER.to_owned() + "|单位";
    let cases: &[Vec<String>] = &[
        owned(&["单位：元", HEADER, ROW, "二月支付明细", "单位：万元", HEADER, OTHER]),
        owned(&["单位：元", "金额单位：万元", HEADER, ROW]),
        owned(&["单位：元", HEADER, ROW, "注：金额单位：万元"]),
        vec![second.clone(), ROW.to_owned() + "|万元", OTHER.to_owned() + "|元"],
        vec!["单位：元".to_owned(), second, ROW.to_owned() + "|万元"],
        vec![HEADER.replace("金额", "金额（元）"), "|||万元|||".to_owned(), ROW.to_owned()],
        owned(&["单位：百万元", HEADER, ROW]),
        owned(&["单位：分", HEADER, ROW]),
        owned(&["单位|角", HEADER, ROW]),
        vec![HEADER.replace("金额", "金额（分）"), ROW.to_owned()],
        owned(&["Unit: RMB million", HEADER, ROW]),
        vec![HEADER.replace("金额", "Amount (fen)"), ROW.to_owned()],
    ];
    for rows in cases {
        for answer in ["", "--unit 元", "--unit 万元", "--unit stated"] {
            assert!(!of_sheet(&office, "1", rows, answer).0, "{rows:?} {answer}");
        }
    }
    // Words that only begin like a unit state none; whose the list is must be said.
    for title in ["编制单位：元江县科协", "元旦慰问支出（元月）", "单位：万年县科协"]
    {
        let rows = owned(&[title, HEADER, ROW]);
        let answer = "--unit 元 --set 预算单位=示范县科学技术协会";
        assert_eq!(of_sheet(&office, "1", &rows, answer), (true, "0.50".to_owned()));
    }
}

#[test]
fn what_is_said_of_units_that_differ() {
    let office = office();
    let yuan = HEADER.replace("金额", "金额（元）");
    let sheets: &[(&str, &[&str])] = &[
        ("两块", &["单位：元", HEADER, ROW, "二月支付明细", "单位：万元", HEADER, OTHER]),
        ("列名", &["单位：万元", &yuan, ROW]),
        ("大", &["支付明细（单位：百万元）", HEADER, ROW]),
    ];
    let said = sheets.iter().map(|sheet| {
        let name = format!("{}.xls", sheet.0);
        office.file(&name, workbook(&[*sheet]));
        office.run(&format!("import payments {name} --dry-run")).ended(ExitCode::Refused)
    });
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_payroll_is_held_against_the_units_of_its_columns_and_blocks() {
    let office = office();
    office.file(
        "规则.toml",
        "payee = \"在职职工\"\nmemo = \"工资\"\n[[columns]]\nheader = \"基本工资\"\nline = \"2022-001\"\n\
         economic = \"30201\"\n",
    );
    let cases: [(&str, &[&str]); 5] = [
        ("1月", &["姓名|基本工资（万元）", "张三|0.21"]),
        ("1月", &["姓名|基本工资", "|万元", "张三|0.21"]),
        ("1月", &["姓名|基本工资|单位", "张三|0.21|万元"]),
        (
            "1月",
            &["单位：元", "姓名|基本工资", "张三|0.21", "单位：万元", "姓名|基本工资", "李四|0.2"],
        ),
        ("1月（万元）", &["姓名|基本工资", "张三|0.21"]),
    ];
    for sheet in cases {
        office.file("工资.xls", workbook(&[sheet]));
        let line = "import payroll 工资.xls --rule 规则.toml --set 日期=2022-01-10 --dry-run";
        let said = office.run(line).ended(ExitCode::Refused);
        assert!(said.contains("万元") && said.contains("规则里是 元"), "{said}");
    }
}

/// Nobody should have to answer one question to hear the next: what needs no unit is told beside it, and no
/// sum is told in a unit that nobody knows.
#[test]
fn what_needs_no_unit_is_told_beside_the_question_for_it() {
    let office = office();
    let rows = "2022-13-05,记-9,30201,0.05,甲,纸,2022-001\n\
                2022-02-30,记-10,30201,0.0125,甲,纸,2022-001\n\
                2022-03-05,记-11,3020,500000,甲,纸,2022-001\n\
                2022-03-06,记-12,30201,1,,纸,2022-001\n\
                2022-03-07,记-13,30201,十元,甲,纸,2022-001\n\
                2022-03-08,记-14,30201,1,甲,纸,2022-999\n\
                2021-03-09,记-15,30201,1,甲,纸,2022-001\n\
                2022-03-10,记-16,30201,500000,甲,纸,2022-001\n\
                合计,,,7,,,\n";
    let header = HEADER.replace('|', ",");
    office.file("没有单位.csv", format!("{header}\n{rows}"));
    office.file("表角.csv", format!("支付,,,,,,单位：万元\n{header}\n{rows}"));
    office.file(
        "缺列.csv",
        "日期,凭证号,金额,摘要,指标,经济科目\n2022-13-05,记-9,0.05,纸,2022-001,30201\n",
    );
    office.file("系统.csv", "日期,凭证号,金额\n2022-13-05,记-9,0.05\n2022-03-06,记-10,1\n");
    let said = [
        office.run("import payments 没有单位.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 表角.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 缺列.csv --dry-run").ended(ExitCode::Refused),
        office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Refused),
    ];
    for said in &said {
        assert!(!said.contains(".00"), "no amount is told: {said}");
    }
    insta::assert_snapshot!(said.join("\n"));
    let json = office.run("import payments 没有单位.csv --dry-run --json").json();
    let places = json["errors"].as_array().expect("problems").iter();
    let mut rows: Vec<_> = places.filter_map(|problem| problem["place"]["row"].as_u64()).collect();
    rows.sort_unstable();
    assert_eq!(rows, [2, 3, 4, 5, 6, 7, 8]);
}

/// English words state yuan too, and are heard where an earlier file of the same header was in yuan.
#[test]
fn english_words_state_yuan_and_are_never_overheard() {
    let office = office();
    for rows in [
        owned(&["Unit: yuan", HEADER, ROW]),
        owned(&["Unit: RMB Yuan", HEADER, ROW]),
        vec![HEADER.replace("金额", "Amount (RMB yuan)"), ROW.to_owned()],
        vec![HEADER.replace("金额", "金额（元、角、分）"), ROW.to_owned()],
    ] {
        assert_eq!(of_sheet(&office, "1", &rows, ""), (true, "0.50".to_owned()), "{rows:?}");
    }
    office.file("元.xls", workbook(&[("1", &["单位：元", HEADER, ROW])]));
    office.run("import payments 元.xls --yes").done();
    assert!(of_sheet(&office, "1", &owned(&[HEADER, OTHER]), "").0, "yuan is remembered");
    for corner in
        ["Unit: 10,000 yuan", "单位：分", "Figures in RMB thousand", "RMB'000", "金额以万元计"]
    {
        let rows = owned(&[corner, HEADER, OTHER]);
        assert!(!of_sheet(&office, "1", &rows, "").0, "{corner}");
    }
}
