//! `init`, `allocate` and every kind of `adjust`.

use crate::harness::{Office, story};

#[test]
fn a_ledger_is_made() {
    let said = story(
        &Office::new(),
        "
        init --unit 示范县科学技术协会 --code 062001 --year 2022
        init --unit 示范县科学技术协会 --code 062001 --year 2022
        --ledger other init --unit 示范县科学技术协会 --code 062001 --year 2022 --alias 县科协 --kind 参公事业单位 --department 中共示范县县委 --bureau 示范县财政局 --pack national-whole-unit-2020 --json
        --ledger third init --unit 示范县科学技术协会 --code 062001
        --ledger fourth init --unit 示范县科学技术协会 --code 062001 --dry-run
        --ledger fourth status
        --ledger not/yet/there init --unit 示范县科学技术协会 --code 062001
        --ledger not/yet/there status
        status
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn every_kind_of_budget_change() {
    let said = story(
        &Office::new(),
        "
        init --unit 示范县科学技术协会 --code 062001 --year 2022
        @ 2022-06-01
        allocate 50万元 --line 2022-001 --name 在职人员经费 --category personnel --function 2060701 --econ 301 --doc 示财预〔2022〕1号 --date 2022-01-10
        allocate 30,000.00元 --line 2022-002 --name 日常公用经费 --category 公用经费 --function 2060701 --econ 302 --doc 示财预[2022]1号 --date 2022/1/10 --doc-date 2022年1月8日 --memo 按在职7人
        adjust 20万元 --kind supplement --line 2022-003 --name 基层科普行动计划 --category project --project-code 062100000000000000001 --project 2022年基层科普行动计划 --function 2060702 --econ 39999 --doc 示财科〔2022〕2号 --date 5-18
        adjust 1万元 --kind 追减 --line 2022-001 --doc 示财预〔2022〕3号 --date 5-19
        adjust 5000元 --kind virement --line 2022-001 --to 2022-002 --doc 示财预〔2022〕4号 --date 5-20
        adjust 0.3万元 --kind carry-over --line 2022-002 --doc 示财预〔2022〕5号 --date 5-21
        adjust 100元 --kind 结转 --origin-year 2020 --line 2022-002 --doc 示财预〔2022〕5号 --date 5-21
        adjust 8万元 --kind freeze --line 2022-003 --doc 示财预〔2022〕6号 --date 5-22
        adjust 3万元 --kind release --line 2022-003 --doc 示财预〔2022〕7号 --date 5-23
        adjust 2万元 --kind 收回 --line 2022-003 --doc 示财预〔2022〕8号 --date 5-24 --json
        list lines
        list changes
        list changes --grep 追减
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn other_funds_and_the_result_as_json() {
    let said = story(
        &Office::small(),
        "
        allocate 1.234567万元 --line 2022-101 --name 自有资金 --category operating --fund 单位资金 --function 2060701 --econ 30201 --doc 示财预〔2022〕9号 --json
        adjust 500元 --kind supplement --line 2022-102 --name 彩票公益金 --category project --project-code 062100000000000000002 --fund government-funds --function 2296003 --econ 302 --doc 示财预〔2022〕9号 --dry-run --json
        status --json
        ",
    );
    insta::assert_snapshot!(said);
}
