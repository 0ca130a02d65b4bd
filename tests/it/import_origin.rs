//! Where imported entries came from: every kind of import records its files, and whoever asks for a number gets
//! as far as the row of the list.

use std::fs;

use taizhang_cli::ExitCode;
use taizhang_ledger::Request;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{Command, Payment};
use taizhang_ledger::core::event::PaymentMethod;
use taizhang_ledger::core::ids::BatchId;

use crate::harness::{Office, root};
use crate::import_tables::workbook;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";

const RULE: &str = "payee = \"在职职工\"\nmemo = \"补助\"\n[[columns]]\nheader = \"补助\"\nline = \"2022-001\"\neconomic = \"30201\"\n";

const ACCOUNTS: &str = "[\"支出:办公费\"]\nline = \"2022-001\"\neconomic = \"30201\"\n";

fn office() -> Office {
    let office = Office::at_year_end();
    office.file(
        "支付.csv",
        format!(
            "{HEAD}2022-02-02,记-12,2022-001,30201,12.50,甲,纸\n2022-02-01,记-11,2022-001,30201,3,乙,笔\n"
        ),
    );
    office.file(
        "红字.csv",
        "日期,凭证号,退回或红字,原凭证号,金额(元),收款人,摘要\n2022-02-03,记-13,退回,记-12,-2.50,甲,多付\n",
    );
    let workbook = root().join("fixtures/import/两张相同的表.xlsx");
    office.file("两月.xlsx", fs::read(workbook).expect("the fixture is there"));
    office.file("补助.csv", "姓名,补助\n甲,10\n乙,20\n合计,30\n");
    office.file("规则.toml", RULE);
    office
        .file("a.journal", "2022-02-09 (记-41) 丙 | 墨\n    支出:办公费  5 元\n    资产:零余额\n");
    office.file("科目.toml", ACCOUNTS);
    office.file(
        "追加.csv",
        "日期,变动类型,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)\n2022-03-01,追加,示财预〔2022〕8号,2022-001,,,,,1000.00\n",
    );
    office.file("人员.csv", "日期,编制或实有,人员类别,人数\n2022-12-31,编制,事业编制,6\n");
    fs::create_dir(office.path().join("佐证")).expect("a new folder");
    office.file("佐证/记-11 发票.txt", "发票");
    office
}

/// One import of each kind, with what it takes.
const IMPORTS: [&str; 8] = [
    "import payments 支付.csv --yes",
    "import payments 红字.csv --yes",
    "import payments 两月.xlsx --accept-doubtful --yes",
    "import payroll 补助.csv --rule 规则.toml --set 日期=2022-03-01 --set 凭证号=记-21 --unit 元 --yes",
    "import payments a.journal --accounts 科目.toml --yes",
    "import budget 追加.csv --yes",
    "import staff 人员.csv --yes",
    "import evidence 佐证 --yes",
];

#[test]
fn every_kind_of_import_records_what_it_read() {
    let office = office();
    for line in IMPORTS {
        office.run(line).done();
    }
    let said = [
        office.run("import list").ended(ExitCode::Success),
        office.run("import list --json").ended(ExitCode::Success),
        office.run("log --grep 导入记录").ended(ExitCode::Success),
        office.run("trace outturn.total").ended(ExitCode::Success),
        office.run("show 记-12").ended(ExitCode::Success),
        office.run("show 记-21").ended(ExitCode::Success),
        office.run("show 记-21 --json").ended(ExitCode::Success),
        office.run("verify").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    // The digest is that of the file, so whoever kept it can tell.
    let imports = office.run("import list --json").json();
    let digest = imports[0]["files"][0]["digest"].as_str().expect("a digest").to_owned();
    let kept = fs::read(office.path().join("支付.csv")).expect("it is there");
    assert_eq!(digest, taizhang_ledger::store::HashValue::of(&kept).to_string());
}

/// The record stays when what was entered is taken back; importing again has a record of its own, and
/// importing what is known has none.
#[test]
fn the_record_stays_when_an_import_is_undone() {
    let office = office();
    office.run(IMPORTS[0]).done();
    let journal = office.journal();
    office.run(IMPORTS[0]).done();
    assert_eq!(office.journal(), journal, "nothing new, nothing written");
    let imports = office.run("import list --json").json();
    let batch = imports[0]["batch"].as_str().expect("a batch").to_owned();
    let record = imports[0]["record"].as_u64().expect("a record");
    let said = [
        office.run(&format!("correct {record} --reason 试")).ended(ExitCode::Refused),
        office.run(&format!("import undo {batch}")).ended(ExitCode::Success),
        office.run(&format!("import undo {batch}")).ended(ExitCode::Refused),
        office.run("import list").ended(ExitCode::Success),
        office.run(IMPORTS[0]).ended(ExitCode::Success),
        office.run("import list").ended(ExitCode::Success),
        office.run(&format!("show {record}")).ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Names come from files of others: of a path only the last part is kept, and names stay on their line.
#[test]
fn names_are_data() {
    let office = office();
    let folder = office.path().join("下载/某人");
    fs::create_dir_all(&folder).expect("a new folder");
    let name = "支\u{1b}[31m付\n.csv";
    fs::copy(office.path().join("支付.csv"), folder.join(name)).expect("it can be copied");
    let path = folder.join(name);
    let path = path.to_str().expect("the name is text");
    assert_eq!(office.run_words(["import", "payments", path, "--yes"]).code, ExitCode::Success);
    let imports = office.run("import list --json").json();
    assert_eq!(imports[0]["files"][0]["file"], "支\u{fffd}[31m付\u{fffd}.csv");
    let journal = String::from_utf8(office.journal()).expect("it is text");
    assert!(!journal.contains("某人"), "folders are nobody's business");
}

/// A workbook can name a sheet as it likes; an event has at most 1 MiB.
#[test]
fn a_name_that_fills_a_record_is_kept_in_part() {
    let office = office();
    let name = "月".repeat(400_000);
    let rows: &[&str] = &[
        "日期|凭证号|指标|经济科目|金额(元)|收款人|摘要",
        "2022-02-01|记-51|2022-001|30201|3|乙|笔",
    ];
    office.file("长名.xls", workbook(&[(&name, rows)]));
    office.run("import payments 长名.xls --yes").done();
    let imports = office.run("import list --json").json();
    assert_eq!(imports[0]["files"][0]["sheet"], "月".repeat(255));
}

/// What an earlier version imported has a batch and no record.
#[test]
fn an_import_without_a_record_is_shown_without_a_file() {
    let office = office();
    let mut ledger = office.open();
    let payment = Payment {
        line: "2022-001".parse().expect("an id"),
        economic: Some("30201".parse().expect("a code")),
        amount: Money::from_fen(700),
        payee: "甲".to_owned(),
        voucher: "记-31".to_owned(),
        payment_id: None,
        memo: "纸".to_owned(),
        method: PaymentMethod::Direct,
        three_public: None,
        procurement: false,
        activity: None,
    };
    let on = "2022-02-01".parse().expect("a date");
    let batch: BatchId = "018f0000-0000-7000-8000-0000000000ff".parse().expect("an id");
    let request = Request::new(on, Command::Disburse(payment)).of_batch(batch);
    ledger.record(&request).expect("it is allowed");
    drop(ledger);
    let said = [
        office.run("import list").ended(ExitCode::Success),
        office.run("show 记-31").ended(ExitCode::Success),
        office.run("trace outturn.total").ended(ExitCode::Success),
        office.run(&format!("import undo {batch}")).ended(ExitCode::Success),
        office.run("import list").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// The balances of last year name the ledger and the hash of its closing.
#[test]
fn a_carry_over_names_the_ledger_it_read() {
    let office = Office::small();
    office.on("2023-01-10");
    office.run("close year").done();
    let closing = office.head();
    office.run("open").done();
    office.run("import carry-over --doc 示财预〔2023〕1号 --yes").done();
    let imports = office.run("import list --json").json();
    assert_eq!(imports[0]["files"][0]["digest"], closing.as_str());
    let place = imports[0]["first"].as_u64().expect("a place");
    let said = [
        office.run("import list").ended(ExitCode::Success),
        office.run(&format!("show {place}")).ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Files of one name are told apart by their folders while they are imported, and by their digests in the
/// ledger, which knows no folders.
#[test]
fn files_of_one_name_are_told_apart() {
    let office = office();
    for (month, number) in [("1月", "61"), ("2月", "62")] {
        fs::create_dir(office.path().join(month)).expect("a new folder");
        let row = format!("2022-02-01,记-{number},2022-001,30201,3,乙,笔,\n");
        let failed = format!("2022-02-02,记-{number}9,2022-001,30201,4,乙,笔,失败\n");
        let head = HEAD.trim_end();
        office.file(&format!("{month}/支付.csv"), format!("{head},状态\n{row}{failed}"));
    }
    let both = "import payments 1月/支付.csv 2月/支付.csv";
    let said = [
        office.run(&format!("{both} --dry-run")).ended(ExitCode::Refused),
        office.run(&format!("{both} --dry-run --accept-row 3")).ended(ExitCode::Refused),
        office
            .run(&format!("{both} --accept-row 1月/支付.csv:3 --yes --only-new --refused 退回/"))
            .ended(ExitCode::Success),
        office.run("show 记-61").ended(ExitCode::Success),
        office.run("import list").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let returned =
        fs::read_to_string(office.path().join("退回/2月/支付.csv")).expect("it is there");
    assert!(returned.contains("记-629") && !returned.contains("记-619"), "{returned}");
    assert!(!office.path().join("退回/1月").exists(), "all of its rows were entered");
    office.run("import payments 退回/2月/支付.csv --accept-row 2 --yes").done();
}
