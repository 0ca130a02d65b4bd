//! What is refused: in Chinese, with 原因 and 办法, with the documented exit code, and without a
//! byte written.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use taizhang_cli::ExitCode;

use crate::harness::{Office, Said};

/// Runs each line, asserts its exit code and that nothing was written, and returns all that was
/// said.
fn refused(office: &Office, code: ExitCode, lines: &str) -> String {
    let before = office.recorded();
    let mut told = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        told.push(office.run(line).ended(code));
        assert!(before == office.recorded(), "{line} wrote something");
    }
    told.join("\n")
}

#[test]
fn what_cannot_be_paid() {
    let said = refused(
        &Office::small(),
        ExitCode::Refused,
        "
        disburse 18000元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 17999.51元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 0元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 10元 --line 2022-009 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 10元 --line 2022-001 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 10元 --line 2022-001 --econ 30101 --payee 县文具店 --voucher 记-003 --memo 办公用品
        disburse 10元 --line 2022-001 --econ 30201 --payee '' --voucher '' --memo ''
        disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --activity A9
        disburse 2万元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --json
        adjust 18000元 --kind reduction --line 2022-001 --doc 示财预〔2022〕2号
        adjust 18000元 --kind freeze --line 2022-001 --doc 示财预〔2022〕2号
        adjust 1元 --kind release --line 2022-001 --doc 示财预〔2022〕2号
        adjust 1元 --kind virement --line 2022-001 --to 2022-001 --doc 示财预〔2022〕2号
        adjust 1元 --kind 调剂 --line 2022-001 --doc 示财预〔2022〕2号
        adjust 1元 --kind carry-over --origin-year 2022 --line 2022-001 --doc 示财预〔2022〕2号
        allocate 1元 --line 2022-001 --doc 示财预〔2022〕2号
        allocate 1元 --line 2022-001 --name 公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕2号
        allocate 1元 --line 2022-002 --doc 示财预〔2022〕2号
        allocate 1元 --line 2022-002 --name 项目 --category project --function 2060702 --econ 302 --doc 示财预〔2022〕2号
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn codes_that_do_not_exist() {
    let said = refused(
        &Office::small(),
        ExitCode::Refused,
        "
        disburse 10元 --line 2022-001 --econ 30250 --payee 县文具店 --voucher 记-003 --memo 笔
        disburse 10元 --line 2022-001 --econ 3x --payee 县文具店 --voucher 记-003 --memo 笔
        allocate 1元 --line 2022-002 --name 甲 --category operating --function 2069701 --econ 302 --doc 示财预〔2022〕2号
        allocate 1元 --line 2022-002 --name 甲 --category operating --function 2060701 --econ 388 --doc 示财预〔2022〕2号
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn names_that_do_not_exist() {
    let office = Office::small();
    office.run("close month 1").done();
    let said = refused(
        &office,
        ExitCode::Refused,
        "
        target add --id I1 --level1 产出指标 --level2 成本指标 --name 甲 --sign <= --value 1 --unit 元 --weight 10 --source figure:outturn.totle
        explain --figure rate.execution.totl --reason 原因
        narrate dutys --text 职责。
        narrate 没有的章节 --text 职责。
        narrate dutys --review
        waive ZZZ 2022-001 --reason 理由
        waive DOCNO 2022-001 --reason 理由
        waive EVID payment --reason 理由
        check --explain ZZZ
        search ' '
        search 1.005元
        adjust 1元 --kind 追加 --line 2022-001 --to 2022-002 --origin-year 2021 --doc 示财预〔2022〕2号
        reopen --month 2 --reason 漏记
        receipt HZ-001
        upload 没有的.csv
        score 九十
        ",
    );
    insta::assert_snapshot!(said);
}

/// 设备 of the classification of 2022 holds 通用设备 and 专用设备, in whichever order they come.
#[test]
fn equipment_is_divided_in_one_way() {
    let recorded = |classes: &[&str]| {
        let office = Office::small();
        for class in classes {
            office.run(&format!("asset {class} --gross 2元 --net 1元 --date 2022-01-03")).done();
        }
        office
    };
    let divided = recorded(&["通用设备", "专用设备"]);
    let said = [
        refused(&divided, ExitCode::Refused, "asset 设备 --gross 9元 --net 1元 --date 2022-01-04"),
        refused(
            &recorded(&["设备"]),
            ExitCode::Refused,
            "asset 通用设备 --gross 9元 --net 1元 --date 2022-01-04",
        ),
    ];
    insta::assert_snapshot!(said.join("\n"));
    for class in ["通用设备", "专用设备"] {
        divided.run(&format!("asset {class} --gross 0元 --net 0元 --date 2022-01-04")).done();
    }
    divided.run("asset 设备 --gross 9元 --net 1元 --date 2022-01-04").done();
}

#[test]
fn a_trial_is_refused_like_the_deed() {
    let office = Office::small();
    office.file("有了.taizhang", "x");
    let said = refused(
        &office,
        ExitCode::Refused,
        "
        init --unit 甲 --code 1 --dry-run
        --ledger new init --unit 甲 --code 1 --pack 没有的 --dry-run
        --ledger new init --unit '' --code 1 --dry-run
        backup 有了.taizhang --dry-run
        ",
    );
    office.run("backup 备份.taizhang").done();
    let restore = refused(&office, ExitCode::Refused, "restore 备份.taizhang demo --dry-run");
    insta::assert_snapshot!([said, restore].join("\n"));
}

#[test]
fn control_characters_stay_out() {
    let office = Office::small();
    let before = office.recorded();
    let said = office.run_words([
        "disburse",
        "1元",
        "--line",
        "2022-001",
        "--econ",
        "30201",
        "--payee",
        "县\n文具店",
        "--voucher",
        "记-003",
        "--memo",
        "笔",
    ]);
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
    assert!(before == office.recorded());
}

#[test]
fn what_is_written_wrong() {
    let said = refused(
        &Office::small(),
        ExitCode::Refused,
        "
        disburse 1.234,5元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        disburse 2000 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        disburse 10.001元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        disburse 十元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-6-31
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 22-6-30
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 昨天
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-01-05
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2021-12-31
        adjust 1元 --kind supplement --line 2022-001 --doc 甘财科2022年2号
        adjust 1元 --kind supplement --line 2022-001 --doc 〔2022〕2号
        adjust 1元 --kind supplement --line 2022-001 --doc 甘财科〔22〕2号
        adjust 1元 --kind supplement --line 2022-001 --doc 甘财科〔2022〕二号
        disburse 2000 --line 2022-001 --econ 3x --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-6-31
        disburse 2000 --line 2022-001 --econ 3x --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-6-31 --json
        record --id A1 --name 讲座 --start 1-4 --count 受众300
        record --id A1 --name 讲座 --start 1-4 --count audience:受众:300人次:约100
        record --id A1 --name 讲座 --start 1-4 --end 1-3
        record --id A1 --name 讲座 --start 2-30
        adjust 1元 --kind supplement --line 2022-001 --doc 甘财科2022年2号 --date 2022-2-30
        record --id A9 --name 讲座 --start 1-4 --correct 原因
        target add --id I1 --level1 产出指标 --level2 数量指标 --name 甲 --sign = --value 若干 --weight 0 --source sums:x
        target adjust --id I9 --sign = --value 1 --reason 原因
        survey 群众 --sample 10 --satisfied 11
        assess I9 --actual 1 --reason 依据
        explain --indicator I9 --reason 原因
        waive DOCNO 2022-001 --reason ''
        status --as-of 2022-02-30
        status --year 22
        submit --command-id 一号
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn what_was_already_reversed() {
    let office = Office::small();
    office.run("refund 记-001 200元 --voucher 记-003 --reason 多付").done();
    office.run("correct 记-002 --reason 作废").done();
    let said = refused(
        &office,
        ExitCode::Refused,
        "
        correct 记-002 --reason 再作废
        correct 7 --reason 冲销红字
        correct 1 --reason 冲销建账
        correct 记-001 --reason 已有退回
        correct 3 --reason 已经支付的批复
        correct 6 --reason 退回不能带更正项 --amount 1元
        correct 99 --reason 没有这一号
        refund 记-001 1000.01元 --voucher 记-004 --reason 超过原支付
        refund 记-002 1元 --voucher 记-004 --reason 已冲销
        refund 3 1元 --voucher 记-004 --reason 不是支付
        refund 记-999 1元 --voucher 记-004 --reason 没有
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_locked_or_closed() {
    let office = Office::small();
    office.on("2022-02-01");
    office.run("close month 1").done();
    let month = refused(
        &office,
        ExitCode::Refused,
        "
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 1-31
        correct 记-001 --reason 一月已结 --date 1-31
        adjust 1元 --kind supplement --line 2022-001 --doc 示财预〔2022〕2号 --date 1-31
        close month 13
        reopen --reason 没有年结
        open
        ",
    );
    office.on("2022-12-30");
    let early = refused(&office, ExitCode::Refused, "close year");
    office.on("2023-01-10");
    office.run("submit").done();
    let review = refused(&office, ExitCode::Refused, "review --approve\nreview --return=重填");
    office.run("close year").done();
    let year = refused(
        &office,
        ExitCode::Refused,
        "
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-12-31
        correct 记-001 --reason 已年结 --date 2022-12-31
        headcount 7 --category retired
        close month 12
        close year
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --year 2023
        ",
    );
    insta::assert_snapshot!([month, early, review, year].join("\n"));
}

#[test]
fn a_ledger_that_is_not_there() {
    let said = refused(
        &Office::new(),
        ExitCode::Unavailable,
        "
        status
        verify
        disburse 1元 --line 2022-001 --payee 县文具店 --voucher 记-003 --memo 笔
        --ledger 没有 list --json
        ",
    );
    insta::assert_snapshot!(said);
}

/// A refused opening must not leave a folder that is neither empty nor a ledger.
#[test]
fn a_ledger_that_is_not_to_be() {
    let office = Office::new();
    let said = office.run("init --unit 示范县科协 --code 100001 --year 2999");
    assert!(said.ended(ExitCode::Refused).contains("还没有到"));
    assert!(!office.ledger().join("journal").exists());
    office.run("init --unit 示范县科协 --code 100001 --year 2022").done();
}

#[test]
fn a_ledger_that_another_one_writes() {
    let office = Office::small();
    let line =
        "disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔";
    let held = office.open();
    let before = office.journal();
    let refused = office.run(line).ended(ExitCode::Unavailable);
    let pid = std::process::id().to_string();
    insta::assert_snapshot!(refused.replace(&pid, "[PID]"));
    office.run("status").done();
    let mut other = program(&office);
    let output = other.args(line.split(' ')).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("台账正被另一个程序使用"));
    assert!(before == office.journal());
    drop(held);
    office.run(line).done();
}

#[test]
fn a_journal_that_was_touched() {
    let office = Office::small();
    let path = office.ledger().join("journal/000001.jsonl");
    let sound = fs::read(&path).expect("the journal can be read");
    let at = sound.windows(7).position(|window| window == b"1200.00").expect("it was paid");
    let mut touched = sound.clone();
    touched[at] = b'9';
    fs::write(&path, &touched).expect("the journal can be written");
    let said = refused(
        &office,
        ExitCode::Damaged,
        "
        verify
        verify --json
        status
        disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        backup 备份.tar
        show 记-001
        refund 记-001 1元 --voucher 记-004 --reason 多付
        ",
    );
    insta::assert_snapshot!(said);
    fs::write(&path, &sound).expect("the journal can be written");
    office.run("verify").done();
}

#[test]
fn evidence_that_was_touched() {
    let office = Office::small();
    office.file("发票.txt", "发票一张\n");
    office.run("attach 记-001 发票.txt").done();
    let evidence = office.ledger().join("evidence");
    let file = fs::read_dir(&evidence).expect("it is there").next().expect("it holds the file");
    let path = file.expect("it can be listed").path();
    fs::write(&path, "发票两张\n").expect("it can be written");
    let changed = office.run("verify").ended(ExitCode::Findings);
    fs::remove_file(&path).expect("it can be removed");
    let missing = office.run("verify --json").ended(ExitCode::Findings);
    insta::assert_snapshot!([changed, missing].join("\n"));
}

#[test]
fn command_lines_that_are_wrong() {
    let said = refused(
        &Office::small(),
        ExitCode::Usage,
        "
        disburze 1元
        支处 1元
        status --unti wan
        status --unit 亿元
        disburse 1元
        disburse
        close
        close week 1
        headcount 七 --category retired
        headcount 7
        
        headcount 7 --category retired --posts support
        review
        narrate duties
        assess I1 --reason 依据
        adjust 1元 --kind 调增 --line 2022-001 --doc 示财预〔2022〕2号
        status 多余
        status --as-of-seq 三
        export
        export pdf
        completions cmd
        help 状太
        help status 多余
        headcount -3 --category retired
        doctor --as-of 2022-03-01
        disburse 1元 --as-of-seq 3
        --ledger
        --ledger 甲 --ledger 乙 status
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_reader_that_went_away() {
    let office = Office::demo();
    let mut child = program(&office)
        .args(["list", "figures", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let mut err = String::new();
    let mut stderr = child.stderr.take().expect("it is piped");
    stderr.read_to_string(&mut err).expect("messages are UTF-8");
    let status = child.wait().expect("the program ends");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn the_program_itself_finds_its_ledger() {
    let office = Office::small();
    let run = |command: &mut Command| -> String {
        let output = command.output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("results are UTF-8")
    };
    let named = run(program(&office).args(["list", "lines"]));
    let inside = office.ledger().join("journal");
    let found = run(program(&office)
        .env_remove("TAIZHANG_LEDGER")
        .current_dir(inside)
        .args(["列表", "指标"]));
    let above = run(program(&office).env("TAIZHANG_LEDGER", office.path()).args(["list"]));
    assert_eq!((&named, &named), (&found, &above));
    let here: Said = office.run("list lines");
    assert_eq!(named, here.out);
}

/// The real program, with nothing in its environment but the ledger.
fn program(office: &Office) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command
        .env_clear()
        .env("TAIZHANG_LEDGER", office.ledger())
        .env("TAIZHANG_OPERATOR", "经办会计")
        .current_dir(office.path());
    command
}
