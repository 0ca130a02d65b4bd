//! `import`: files in, in four steps, and back out.

use taizhang_cli::ExitCode;

use crate::harness::{Office, root};
use crate::import_returned::returned;

/// A list as the county's staff keep it: titles, a unit in the corner, sums, remarks, odd spellings.
const LIST: &str = "示范县科协2022年支付明细,,,,,\n,,,,,单位：元\n\
    日 期,凭证号,经济分类,支付金额,收款单位,用途\n\
    2022年1月5日,记-003,30201 办公费,\"1,000.00\",县文具店,墨盒\n\
    2022/1/6,记-004,30211,￥ 200.50,李四,下乡差旅费\n\
    小计,,,\"1,200.50\",,\n\
    日 期,凭证号,经济分类,支付金额,收款单位,用途\n\
    20220104,记-001,30201,\"1,200.00\",县文具店,办公用品\n\
    合 计,,,\"2,400.50\",,\n\
    注：记-001 已记账,,,,,\n";

fn office() -> Office {
    Office::at_year_end()
}

#[test]
fn a_list_is_previewed_posted_and_found_again() {
    let office = office();
    office.file("支付.csv", LIST);
    let mut said = vec![office.run("import payments 支付.csv --dry-run").ended(ExitCode::Success)];
    let before = office.run("status").ended(ExitCode::Success);
    said.push(office.run("import payments 支付.csv --yes").ended(ExitCode::Success));
    said.push(office.run("import payments 支付.csv --yes").ended(ExitCode::Success));
    said.push(office.run("import list").ended(ExitCode::Success));
    let batches = office.run("import list --json").json();
    let batch = batches[0]["batch"].as_str().expect("there is a batch").to_owned();
    said.push(office.run(&format!("import undo {batch}")).ended(ExitCode::Success));
    assert_eq!(office.run("status").ended(ExitCode::Success), before, "figures are as before");
    said.push(office.run("import payments 支付.csv --yes").ended(ExitCode::Success));
    said.push(office.run("status").ended(ExitCode::Success));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let office = office();
    let journal = office.journal();
    office.file(
        "坏.csv",
        "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n\
         2022-6-31,记-101,30201,10,甲,乙,2022-001\n\
         22-6-30,记-102,30201,\"1.234,5\",甲,乙,2022-001\n\
         44742,记-103,30201,十二,甲,乙,2022-001\n\
         2022-01-05,记-104,办公费,(500.00),甲,乙,2022-001\n\
         2022-01-05,记-105,30201,10.005,,乙,2022-001\n\
         2022-01-05,记-106,30201,30000,甲,乙,2022-001\n\
         2022-01-05,记-001,30201,999,县文具店,办公用品,2022-001\n\
         2022-01-05,记-107,30201,10,甲,乙,2022-009\n\
         2023-01-05,记-108,30201,10,甲,乙,2022-001\n\
         2022-01-05,,30201,5,甲,同样的一笔,2022-001\n\
         2022-01-05,,30201,5,甲,同样的一笔,2022-001\n",
    );
    let said =
        office.run("import payments 坏.csv --yes --refused 退回.csv").ended(ExitCode::Refused);
    assert_eq!(office.journal(), journal, "nothing is written by half");
    let returned = std::fs::read_to_string(office.path().join("退回.csv")).expect("it was written");
    insta::assert_snapshot!(format!("{said}\n{returned}"));
}

/// The safeguards of an import hold for a comparison too.
#[test]
fn a_list_that_is_cut_off_of_another_year_or_not_paid_is_no_outturn() {
    let office = office();
    let head = "日期,凭证号,金额(元),状态\n2022-01-04,记-001,1200.00,已支付\n2022-01-04,记-002,800.50,已支付\n";
    office.file("上年.csv", format!("{head}2021-12-31,记-900,7.00,已支付\n"));
    office.file("不全.csv", format!("{head}合计,,9999.00,\n"));
    office.file("退回.csv", format!("{head}2022-01-05,记-901,500.00,已退回\n"));
    office.file("换号.csv", head.replace("记-002", "记-777"));
    let said = [
        office.run("reconcile 上年.csv").ended(ExitCode::Refused),
        office.run("reconcile 不全.csv").ended(ExitCode::Refused),
        office.run("reconcile 不全.csv --accept-sums --dry-run").ended(ExitCode::Success),
        office.run("reconcile 退回.csv --dry-run").ended(ExitCode::Success),
        office.run("reconcile 换号.csv --dry-run").ended(ExitCode::Refused),
        office.run("reconcile 换号.csv --explanation 换了凭证号").ended(ExitCode::Success),
        office.run("status").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Two files and two sheets have a second row each; a remedy that is followed to the letter means one.
#[test]
fn a_row_is_accepted_in_one_table_only() {
    let office = office();
    let list = |voucher: &str, amount: &str| {
        format!(
            "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n2022-01-05,{voucher},2022-001,30201,{amount},甲,乙\n"
        )
    };
    office.file("甲.csv", list("", "100"));
    office.file("乙.csv", list("", "50"));
    office.run("import payments 甲.csv 乙.csv --yes").done();
    office.file("甲2.csv", list("记-91", "100"));
    office.file("乙2.csv", list("记-92", "50"));
    let both = "import payments 甲2.csv 乙2.csv";
    let said = [
        office.run(&format!("{both} --dry-run")).ended(ExitCode::Refused),
        office.run(&format!("{both} --accept-row 2 --yes")).ended(ExitCode::Refused),
        office
            .run(&format!("{both} --accept-row 甲2.csv:9 --accept-row x --yes"))
            .ended(ExitCode::Refused),
        office
            .run(&format!("{both} --accept-row 甲2.csv:2 --only-new --yes"))
            .ended(ExitCode::Success),
        office.run("import list").ended(ExitCode::Success),
        office.run("import undo 018f").ended(ExitCode::Refused),
        office.run("import undo nosuch").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A clerk opens the file with a double click: it must be in the encoding that the list had, or say its own.
#[test]
fn wrong_rows_of_a_list_come_back_as_the_list_was_encoded() {
    let office = office();
    let list =
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n2022-6-31,记-1,2022-001,30201,10,甲,乙\n";
    office.file("国标.csv", encoding_rs::GB18030.encode(list).0);
    office.file("制表.csv", list.replace(',', "\t"));
    let (text, had_faults) = {
        let bytes = returned(&office, "国标.csv");
        let (text, _, had_faults) = encoding_rs::GB18030.decode(&bytes);
        (text.into_owned(), had_faults)
    };
    assert!(!had_faults && text.starts_with("日期,凭证号"), "{text}");
    let marked = String::from_utf8(returned(&office, "制表.csv")).expect("UTF-8");
    assert!(marked.starts_with("\u{feff}日期\t凭证号"), "{marked}");
}

/// What people write with an editor of a Chinese system, which saves GBK and calls it ANSI.
#[test]
fn rules_and_narratives_are_read_in_gbk_too() {
    let office = office();
    let rule = "payee = \"在职职工\"\nmemo = \"补助\"\n[[columns]]\nheader = \"补助\"\nline = \"2022-001\"\neconomic = \"30201\"\n";
    office.file("规则.toml", encoding_rs::GBK.encode(rule).0);
    office.file("补助.csv", "姓名,补助\n甲,10\n");
    office.file("坏.toml", [b'x', 0x00, 0xff]);
    office.file("正文.md", encoding_rs::GBK.encode("全年经费保障到位。\n").0);
    let said = [
        office
            .run("import payroll 补助.csv --rule 规则.toml --unit 元 --set 日期=2022-03-01 --dry-run")
            .ended(ExitCode::Success),
        office.run("import payroll 补助.csv --rule 坏.toml --dry-run").ended(ExitCode::Refused),
        office.run("narrate 正文 --file 正文.md").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Lists of two systems have the same headers, one in 元 and one in 万元: a larger unit that was confirmed
/// for one file is asked for again, 元 is not, unless an amount or a title speaks against it.
#[test]
fn a_remembered_unit_is_asked_again_unless_it_is_yuan() {
    let office = office();
    let header = "日期,凭证号,金额,收款人,摘要,指标,经济科目";
    let list = |name: &str, day: &str, number: u8, amount: &str| {
        let row = format!("2022-{day},记-{number},{amount},甲,乙,2022-001,30201");
        office.file(name, format!("{header}\n{row}\n"));
    };
    list("一月.csv", "01-05", 9, "0.05");
    list("二月.csv", "02-05", 10, "0.01");
    list("四月.csv", "04-05", 12, "100");
    list("五月.csv", "05-05", 13, "0.0125");
    let stated = |name: &str, corner: &str, row: &str| {
        office.file(name, format!("{header}\n{row},甲,乙,2022-001,30201\n{corner},,,,,,\n"));
    };
    stated("三月.csv", "单位：元", "2022-03-05,记-11,100");
    stated("六月.csv", "注：以上都是万元", "2022-06-05,记-14,0.1");
    let said = [
        office.run("import payments 一月.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 一月.csv --yes --unit 万元").ended(ExitCode::Success),
        office.run("import payments 二月.csv --yes").ended(ExitCode::Refused),
        office
            .run("import payments 二月.csv --yes --profile payments-c443299f41246e1e")
            .ended(ExitCode::Success),
        office.run("import payments 三月.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 三月.csv --yes --unit 元").ended(ExitCode::Success),
        office.run("import payments 四月.csv --yes").ended(ExitCode::Success),
        office.run("import payments 五月.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 五月.csv --yes --unit 万元").ended(ExitCode::Success),
        office.run("import payments 四月.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 四月.csv --yes --unit 元").ended(ExitCode::Success),
        office.run("import payments 六月.csv --yes").ended(ExitCode::Refused),
        office.run("import profile list").ended(ExitCode::Success),
        office.run("status").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn equal_salaries_stay_two_and_look_alikes_are_asked() {
    let office = office();
    let row = "2022-01-15,30201,100,王五,劳务费\n";
    office.file("两笔.csv", format!("日期,经济科目,金额(元),收款人,摘要\n{row}{row}"));
    office.run("import payments 两笔.csv --yes").done();
    let again = office.run("import payments 两笔.csv --dry-run --json").json();
    assert_eq!(again["counts"]["known"], 2);
    assert_eq!(again["counts"]["new"], 0);
    // The same two with numbers: perhaps the same, perhaps not.
    let head = "日期,凭证号,经济科目,金额(元),收款人,摘要\n";
    office.file("有号.csv", format!("{head}2022-01-15,记-77,30201,100,王五,劳务费\n"));
    let said = office.run("import payments 有号.csv --dry-run").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    office.run("import payments 有号.csv --yes --accept-row 2").done();
    // What a person reversed stays known; what an undo reversed is new again.
    office.run("correct 记-77 --reason 没有这笔").done();
    let again = office.run("import payments 有号.csv --dry-run --json").json();
    assert_eq!(again["counts"]["known"], 1);
}

#[test]
fn a_script_must_say_what_it_wants() {
    let office = office();
    office.file("支付.csv", LIST);
    insta::assert_snapshot!(office.run("import payments 支付.csv").ended(ExitCode::Usage));
}

#[test]
fn a_wrong_sum_is_not_believed() {
    let office = office();
    office.file("支付.csv", LIST.replace("\"2,400.50\"", "\"2,400.00\""));
    let said = office.run("import payments 支付.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    office.run("import payments 支付.csv --yes --accept-sums").done();
}

#[test]
fn the_provincial_list_is_compared_number_by_number() {
    let office = office();
    office.file(
        "一体化.csv",
        "支付日期,支付凭证号,实际支付金额(元)\n2022-01-04,记-001,1200.00\n\
         2022-01-04,记-002,800.00\n2022-02-08,记-009,50.00\n合计,,2050.00\n",
    );
    office.file("相符.csv", "日期,金额(元)\n2022-01-04,1200.00\n2022-01-04,800.50\n");
    let said = [
        office.run("reconcile 一体化.csv").ended(ExitCode::Refused),
        office.run("reconcile 一体化.csv --explanation 在途").ended(ExitCode::Success),
        office.run("status").ended(ExitCode::Success),
        office.run("reconcile 相符.csv --date 1-31").ended(ExitCode::Success),
        office.run("reconcile 相符.csv --date 1-31 --dry-run --json").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A number of January is not that of February, and money in another month is a difference.
#[test]
fn numbers_that_begin_anew_each_month_are_compared_by_month() {
    let office = office();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    office.file(
        "支付.csv",
        format!(
            "{head}2022-02-05,记-1,2022-001,30201,100,甲,纸\n2022-03-06,记-1,2022-001,30201,200,乙,笔\n\
             2022-03-07,记-3,2022-001,30201,30,丙,墨\n"
        ),
    );
    office.run("import payments 支付.csv --yes").done();
    let list =
        "支付日期,支付凭证号,支付金额(元)\n2022-01-04,记-001,1200.00\n2022-01-04,记-002,800.50\n";
    office.file(
        "对调.csv",
        format!("{list}2022-02-05,记-1,200\n2022-03-06,记-1,100\n2022-03-07,记-3,30\n"),
    );
    office.file(
        "晚了.csv",
        format!("{list}2022-02-05,记-1,100\n2022-03-06,记-1,200\n2022-04-01,记-3,30\n"),
    );
    let json = office.run("reconcile 晚了.csv --json --dry-run");
    assert_eq!(json.code, ExitCode::Refused);
    let json = json.json();
    assert_eq!((&json["ok"], &json["exit_code"]), (&false.into(), &3.into()));
    assert_eq!(json["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["differences"][0]["finding"], "month_differs");
    assert_eq!(json["differences"][0]["ledger_date"], "2022-03-07");
    let said = [
        office.run("reconcile 对调.csv").ended(ExitCode::Refused),
        office.run("reconcile 晚了.csv").ended(ExitCode::Refused),
        office.run("reconcile 晚了.csv --explanation 系统四月补录").ended(ExitCode::Success),
        office.run("reconcile 支付.csv --date 2022-03-31 --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A reversal has no number of its own in the ledger; the list that it was imported from has one.
#[test]
fn a_list_with_returns_and_red_letters_agrees_with_what_was_imported_from_it() {
    let office = office();
    office.file(
        "支付.csv",
        "日期,凭证号,指标,经济科目,金额(元),收款人,摘要,退回或红字,原凭证号\n\
         2022-01-04,记-001,2022-001,30201,1200.00,县文具店,办公用品,,\n\
         2022-01-04,记-002,2022-001,30211,800.50,张三,下乡差旅费,,\n\
         2022-02-05,记-1,2022-001,30201,100,甲,纸,,\n2022-02-06,记-2,2022-001,30201,100,甲,笔,,\n\
         2022-02-20,记-21,2022-001,30201,-100,甲,冲销,红字,记-1\n2022-03-20,记-22,2022-001,30201,-30,甲,退,退回,记-2\n\
         2022-03-21,记-23,2022-001,30211,-800.50,张三,冲销,红字,记-002\n",
    );
    office.run("import payments 支付.csv --yes").done();
    let list = "支付日期,支付凭证号,支付金额(元)\n2022-01-04,记-001,1200.00\n2022-01-04,记-002,800.50\n\
        2022-02-05,记-1,100\n2022-02-06,记-2,100\n2022-02-20,记-21,-100\n2022-03-20,记-22,-30\n2022-03-22,记-23,-800.50\n";
    office.file("系统.csv", list);
    office.file("别的红字.csv", list.replace("记-21,-100", "记-21,-99"));
    let said = [
        office.run("reconcile 支付.csv --dry-run").ended(ExitCode::Success),
        office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Success),
        office.run("reconcile 别的红字.csv --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_balances_of_last_year_are_carried_over_once() {
    let office = office();
    office.run("close year").done();
    office.on("2023-01-10");
    office.run("open").done();
    let line = "import carry-over --doc 示财预〔2023〕1号";
    let said = [
        office.run(&format!("{line} --dry-run")).ended(ExitCode::Success),
        office.run(&format!("{line} --yes")).ended(ExitCode::Success),
        office.run(&format!("{line} --yes")).ended(ExitCode::Success),
        office.run("status").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// How many marks each part of a workbook has.
fn marked(office: &Office, name: &str) -> Vec<String> {
    let bytes = std::fs::read(office.path().join(name)).expect("it was written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let said = (0..archive.len()).filter_map(|index| {
        let part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let text = std::io::read_to_string(part).unwrap_or_default();
        let count = |what: &str| text.matches(what).count();
        let (reasons, notes, boxes) = (count("inlineStr"), count("</comment>"), count(":shape>"));
        let line = format!("{name}: {reasons} texts in cells, {notes} notes, {boxes} boxes");
        (reasons + notes + boxes > 0).then_some(line)
    });
    said.collect()
}

#[test]
fn a_workbook_comes_back_whole_with_its_wrong_cells_marked() {
    let office = office();
    let list = root().join("fixtures/import/支付明细-带格式.xlsx");
    office.file("支付.xlsx", std::fs::read(list).expect("the fixture is there"));
    // The third sheet has nothing but a formula, so that the sheets to read are named.
    let sheets = "--sheet 1月 --sheet 2月";
    let import = format!("import payments 支付.xlsx {sheets} --yes --only-new --refused");
    let mut said = vec![
        office.run(&format!("{import} 支付.xlsx")).ended(ExitCode::Refused),
        office.run(&format!("{import} 退回.xlsx")).ended(ExitCode::Success),
    ];
    said.extend(marked(&office, "退回.xlsx"));
    // The workbook that came back reads as the one that was sent: what is posted is known.
    let again = format!("import payments 退回.xlsx {sheets} --dry-run --refused 再退/");
    said.push(office.run(&again).ended(ExitCode::Refused));
    let (once, twice) = (marked(&office, "退回.xlsx"), marked(&office, "再退/退回.xlsx"));
    assert_eq!(once, twice, "marks do not pile up");
    insta::assert_snapshot!(said.join("\n"));
}
