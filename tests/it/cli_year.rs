//! `headcount`, `asset`, `waive`, `submit`, `review`, `close`, `reopen` and `open`.

use std::collections::BTreeMap;

use taizhang_ledger::Request;
use taizhang_ledger::core::book::Command;

use crate::harness::{Office, story};

#[test]
fn people_and_assets() {
    let said = story(
        &Office::small(),
        "
        headcount 6 --posts 事业编制 --doc 示编〔2015〕3号 --doc-date 2015-03-01
        headcount 4 --category civil-service-managed --json
        headcount 3 --category 事业管理人员
        asset 通用设备 --gross 26.84万元 --net 118100元
        asset intangible --gross 1000元 --net 1000元 --json
        asset 专用设备 --gross 10元 --net 11元
        headcount 3 --category 临时工
        headcount 3
        list figures --grep headcount
        list figures --grep assets.gross
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_month_is_locked_and_reopened() {
    let said = story(
        &Office::small(),
        "
        @ 2022-02-02
        结账 月结 1
        disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 1-4
        reopen --month 1 --reason 漏记一笔 --dry-run
        reopen --month 1 --reason 漏记一笔
        reopen --month 1 --reason 漏记一笔
        disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 1-4
        close month 1 --json
        disburse -5元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn from_submission_to_the_next_year() {
    let office = Office::small();
    office.file("上报表.csv", "一张报表\n");
    let said = story(
        &office,
        "
        close month 1 --json
        disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 1-4
        close month 13
        @ 2023-01-10
        review --approve
        submit
        review --approve
        @ by 分管领导
        review --return=金额有误
        @ by 经办会计
        submit --json
        @ by 分管领导
        review --approve=同意 --json
        upload 上报表.csv --profile 部门整体支出绩效自评表
        receipt HZ-2023-001 --json
        score 96.5 --remark 资料齐全
        score 101
        open
        close year --dry-run
        close year
        close year
        status
        reopen --reason 漏记一笔 --json
        close year --surplus 2022-001 --json
        open --dry-run
        open
        open
        status
        adjust 100元 --kind 结转 --line 2023-001 --name 公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2023〕1号 --date 2023-01-09
        open --json
        status --year 2022 --json
        log --from 13
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_finding_is_accepted_with_a_reason() {
    let said = story(
        &Office::small(),
        "
        @ 2022-12-31
        adjust 1万元 --kind 追加 --line 2022-001 --doc 示财科〔2020〕2号
        check
        waive DOCNO 2022-001 --reason 文件跨年执行 --json
        check --json
        check --explain docno
        check --explain NOSUCH
        check --explain DOCNO --json
        ",
    );
    insta::assert_snapshot!(said);
}

/// Payments of January do not wait for the report on the year before.
#[test]
fn the_next_year_begins_while_the_old_one_is_open() {
    let office = Office::small();
    office.on("2023-01-05");
    let said = story(
        &office,
        "
        open
        open --before-closing --dry-run
        open --before-closing
        open --before-closing
        allocate 1万元 --line 2023-001 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2023〕1号
        disburse 300元 --line 2023-001 --econ 30201 --payee 县文具店 --voucher 记-001 --memo 办公用品
        --year 2022 disburse 100元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 十二月补记 --date 2022-12-30
        --year 2022 status
        status
        --year 2022 close year
        --year 2022 disburse 1元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-004 --memo 笔 --date 2022-12-30
        import carry-over --doc 示财预〔2023〕2号 --yes
        status
        --year 2023 log --from 10
        verify
        ",
    );
    insta::assert_snapshot!(said);
}

/// The bare command says what is still to be done with the year before; its quote comes with the
/// closing, is repeated when that year is closed anew, and can be added by hand.
#[test]
fn an_early_year_quotes_the_closing_when_it_comes() {
    let office = Office::small();
    office.on("2023-01-05");
    let said = story(
        &office,
        "
        open --before-closing
        --json
        --year 2023 close year
        @ 2024-01-03
        --year 2023 close year
        @ 2023-02-01
        --year 2022 close year --dry-run
        --year 2022 close year --json
        --year 2022 close year
        --json
        --year 2022 reopen --reason 漏记一笔
        --year 2022 close year --surplus 2022-001
        --year 2022 open
        log --from 8
        verify
        ",
    );
    insta::assert_snapshot!(said);
}

/// Years of which one was closed by a program that did not know of the quote.
#[test]
fn a_missing_quote_is_seen_and_added() {
    let office = Office::small();
    office.on("2023-01-05");
    office.run("open --before-closing").done();
    let mut ledger = office.open_year("2022".parse().expect("it is a year"));
    let head_hash = ledger.head().hash.to_string();
    let closing = Command::CloseYear { head_hash, disposals: BTreeMap::new() };
    let on = "2022-12-31".parse().expect("it is a date");
    ledger.record(&Request::new(on, closing)).expect("the year is over");
    drop(ledger);
    let mut said = vec![office.run_words([]).to_string()];
    said.push(story(&office, "--year 2022 open\n--year 2022 open\nverify"));
    said.push(office.run_words([]).to_string());
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn particulars_and_documents_are_put_right() {
    let office = Office::small();
    let said = story(
        &office,
        "
        改正 指标 2022-001 --name 公用经费 --category personnel --econ 302 --reason 类别写错
        amend line 2022-001 --name 公用经费 --reason 写错
        amend line 2022-001 --econ 30201 --reason 细化
        amend line 2022-001 --project 甲 --reason 写错
        amend line 2022-001 --category project --reason 写错
        amend line 2022-001 --category project --project-code 0620 --fund own-source --function 2060702 --reason 写错 --dry-run
        amend line 2022-009 --name 甲 --reason 写错
        amend document 3 --doc 示财预〔2022〕11号 --doc-date 2022-01-03 --reason 文号抄错 --json
        amend document 3 --reason 文号抄错
        amend document 4 --doc 示财预〔2022〕11号 --reason 文号抄错
        amend document 记-001 --doc 示财预2022第11号 --doc-date 2022-13-01 --reason 文号抄错
        adjust 1元 --kind 追加 --line 2022-001 --doc 示财预〔2022〕12号
        list lines
        list changes
        trace budget.original.total
        trace outturn.basic.personnel --json
        show 6
        search 抄错
        correct 6 --reason 不对
        verify
        ",
    );
    insta::assert_snapshot!(said);
}
