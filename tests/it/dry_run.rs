//! `--dry-run` on every command that writes: it says what would happen, as text and as JSON, and
//! not a byte changes.

use std::collections::BTreeSet;

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// Commands that only read.
const READERS: &[&str] = &[
    "status",
    "list",
    "search",
    "codes",
    "show",
    "trace",
    "check",
    "audit",
    "verify",
    "doctor",
    "log",
    "completions",
    "schema",
];

/// One command line at least for every command that writes, all of them acceptable.
const WRITERS: &[&str] = &[
    "--ledger new init --unit 示范县科学技术协会 --code 062001 --year 2023",
    "demo new",
    "allocate 1万元 --line 2022-011 --name 新指标 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-12-01",
    "adjust 1万元 --kind supplement --line 2022-008 --doc 示财预〔2022〕2号 --date 2022-12-01",
    "amend line 2022-008 --name 公用经费 --reason 写错",
    "amend document 14 --doc 示财预〔2022〕9号 --reason 写错",
    "disburse 1元 --line 2022-011 --payee 张三 --voucher 记-001 --memo 无",
    "refund ZF-2022-0001 1元 --voucher 记-002 --reason 多付 --date 2022-12-31",
    "correct ZF-2022-0001 --reason 重复 --date 2022-12-31",
    "correct ZF-2022-0001 --reason 写颠倒 --amount 100元 --date 2022-12-31",
    "record --id 2022-Z1 --name 讲座 --start 2022-12-30",
    "record --id 2022-A01 --name 三下乡 --start 2022-01-18 --correct 名称有误",
    "import payments 支付.csv",
    "import payroll 工资.csv --rule 规则.toml --set 日期=2022-12-31 --set 指标=2022-011",
    "import budget 预算.csv",
    "import evidence 佐证",
    "import profile add 方案.toml",
    "attach ZF-2022-0001 发票.txt --memo 发票",
    "target objective 目标",
    "target goal 1 目标 --weight 50 --indicator I01",
    "target add --id Z1 --level1 产出指标 --level2 数量指标 --name 新指标 --sign >= --value 1 --unit 次 --weight 1",
    "target adjust --id I01 --sign >= --value 1 --unit 场次 --reason 压减",
    "assess I08 --tier achieved --percent 100 --reason 复查",
    "explain --indicator I01 --reason 天气 --cause 其他",
    "narrate duties --text 职责。",
    "narrate duties --review",
    "survey 群众 --sample 10 --satisfied 9",
    "headcount 7 --category retired",
    "headcount 6 --posts institution",
    "asset intangible --gross 1元 --net 1元",
    "waive DOCNO 2022-010 --reason 跨年执行",
    "reconcile --shown 1205300元",
    "submit",
    "upload 发票.txt --profile 自评表",
    "review --approve --operator 分管领导",
    "close month 12",
    "close year",
    "report",
    "export csv",
    "export docx",
    "monitor --output new",
    "backup 备份.tar",
    "restore 旧备份.tar new",
    "rebuild",
    "man --output new",
    "packs new gansu-2023",
];

/// Commands that want the return to be with the bureau.
const AFTER_UPLOAD: &[&str] = &["receipt HZ-001", "score 96.5"];

/// Commands that want a closed year.
const AFTER_CLOSING: &[&str] = &["reopen --reason 漏记", "open"];

#[test]
fn nothing_is_written() {
    let office = Office::demo();
    office.file("发票.txt", "一张发票\n");
    office.file(
        "支付.csv",
        "日期,金额(元),指标,收款人,摘要\n2022-12-31,0.50,2022-011,县文具店,订书钉\n",
    );
    office.file("工资.csv", "姓名,补助\n甲,0.30\n乙,0.20\n");
    office.file(
        "规则.toml",
        "payee = \"职工\"\nmemo = \"补助\"\n[[columns]]\nheader = \"补助\"\neconomic = \"30201\"\n",
    );
    office.file(
        "预算.csv",
        "日期,变动类型,文号,指标,金额(元)\n2022-12-01,追加,示财预〔2022〕2号,2022-008,10000.00\n",
    );
    office.file(
        "方案.toml",
        "kind = \"payments\"\nheader = \"0123456789abcdef\"\nunit = \"元\"\n[columns]\n\"金额\" = \"支付金额\"\n",
    );
    std::fs::create_dir(office.path().join("佐证")).expect("a folder");
    office.file("佐证/ZF-2022-0001 发票.txt", "发票\n");
    office.run("backup 旧备份.tar").done();
    // A payment that would otherwise not fit: the sample year spent everything.
    office
        .run("allocate 1元 --line 2022-011 --name 备用 --category operating --function 2060701 --econ 30201 --doc 示财预〔2022〕9号 --date 2022-12-01")
        .done();
    let mut said =
        all_stay_dry(&office, &WRITERS.iter().map(|line| adapted(line)).collect::<Vec<_>>());
    let batches = office.run("import list --json").json();
    let batch = batches[0]["batch"].as_str().expect("the sample year was imported").to_owned();
    said.extend(all_stay_dry(&office, &[format!("import undo {batch}")]));
    office.run("upload 发票.txt").done();
    said.extend(all_stay_dry(
        &office,
        &AFTER_UPLOAD.iter().map(ToString::to_string).collect::<Vec<_>>(),
    ));
    office.run("close year").done();
    said.extend(all_stay_dry(
        &office,
        &AFTER_CLOSING.iter().map(ToString::to_string).collect::<Vec<_>>(),
    ));
    insta::assert_snapshot!(said.join("\n"));
}

/// The prepared line 2022-011 exists, so the approval names another and the payment is this year's.
fn adapted(line: &str) -> String {
    if line.starts_with("allocate") {
        line.replace("2022-011", "2022-012")
    } else if line.starts_with("disburse") {
        format!("{line} --date 2022-12-31")
    } else {
        line.to_owned()
    }
}

fn all_stay_dry(office: &Office, lines: &[String]) -> Vec<String> {
    let before = office.recorded();
    let mut told = Vec::new();
    for line in lines {
        let said = office.run(&format!("{line} --dry-run"));
        told.push(said.ended(ExitCode::Success));
        let said = office.run(&format!("{line} --dry-run --json"));
        assert_eq!(said.code, ExitCode::Success, "{said}");
        assert_eq!(said.json()["dry_run"], true, "{said}");
        let after = office.recorded();
        let changed: Vec<_> = after
            .iter()
            .filter(|(path, bytes)| before.get(*path) != Some(*bytes))
            .map(|(path, _)| path)
            .collect();
        assert!(changed.is_empty() && before.len() == after.len(), "{line} changed {changed:?}");
    }
    told
}

#[test]
fn every_command_is_in_a_table() {
    let lines = WRITERS.iter().chain(AFTER_UPLOAD).chain(AFTER_CLOSING);
    let mut known: BTreeSet<&str> = lines.filter_map(|line| verb(line)).collect();
    known.extend(READERS);
    let grammar = taizhang_cli::parser();
    let verbs: BTreeSet<&str> = grammar.get_subcommands().map(clap::Command::get_name).collect();
    assert_eq!(known, verbs, "every command either reads or is tried with --dry-run");
}

/// The verb of a command line, behind `--ledger FOLDER`.
fn verb(line: &str) -> Option<&str> {
    let mut words = line.split(' ');
    match words.next() {
        Some("--ledger") => words.nth(1),
        first => first,
    }
}
