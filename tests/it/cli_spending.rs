//! `disburse`, `refund`, `correct` and `reconcile`.

use crate::harness::{Office, story};

#[test]
fn payments_with_all_particulars() {
    let said = story(
        &Office::small(),
        "
        record --id A1 --name 三下乡 --start 2022-01-04
        disburse 1,234.50元 --line 2022-001 --econ 30217 --payee 县招待所 --voucher 记-003 --memo 公务接待 --method 授权支付 --three-public 公务接待费 --activity A1
        disburse 0.2万元 --line 2022-001 --econ 30218 --payee 示例商行 --voucher 记-004 --memo 专用材料 --method transfer --procurement --date 1-4 --json
        show 记-003
        status --unit 万元
        list payments
        list payments --grep 接待
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn money_that_came_back() {
    let said = story(
        &Office::small(),
        "
        @ 2022-02-01
        refund 记-002 100元 --voucher 记-003 --reason 多报市内交通费
        refund 4 50.25元 --voucher 记-004 --reason 再退 --date 1-20 --json
        list payments
        trace outturn.line.2022-001
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn red_letters() {
    let said = story(
        &Office::small(),
        "
        @ 2022-02-01
        correct 记-002 --reason 单据作废
        correct 记-001 --reason 金额写颠倒了 --amount 2100元 --voucher 记-003
        correct 8 --reason 科目记错 --econ 30218 --payee 县文具店（总店） --memo 专用材料 --json
        record --id A1 --name 三下乡 --start 2022-01-18
        correct 11 --reason 活动没有办成
        show 6
        show 记-002
        list payments
        status
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn the_provincial_system_beside_the_ledger() {
    let said = story(
        &Office::small(),
        "
        @ 2022-02-01
        reconcile --shown 2000.50元 --date 1-31
        reconcile --shown 2000.50元 --line 2022-001 --json
        reconcile --shown 1200元
        reconcile --shown 1200元 --explanation 记-002月底在途
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn the_status_tells_how_fresh_the_comparison_is() {
    let said = story(
        &Office::small(),
        "
        status
        @ 2022-02-01
        reconcile --shown 2000.50元 --date 1-31
        status
        disburse 10元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-010 --memo 补记 --date 1-20
        disburse 20元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-011 --memo 纸 --date 2-1
        disburse 30元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-012 --memo 作废 --date 2-1
        correct 记-012 --reason 作废
        status
        refund 记-001 5元 --voucher 记-013 --reason 多付
        correct 记-002 --reason 作废
        status
        status --as-of 2022-01-31
        status --as-of 2022-01-10
        reconcile --shown 2000.50元 --line 2022-001 --explanation 记-010记-011在途
        status --json
        ",
    );
    insta::assert_snapshot!(said);
}
