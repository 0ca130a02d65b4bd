//! What a row says of itself besides its payment: whether it is one at all.

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// hledger counts virtual postings and rules only where it is asked to; `!` marks what is pending.
#[test]
fn of_a_journal_only_real_postings_are_payments() {
    let office = office();
    office.file("对照.toml", "[\"支出:公用\"]\nline = \"2022-001\"\neconomic = \"30201\"\n");
    office.file(
        "账.journal",
        "2022-03-01 * (记-41) 甲 | 纸\n    支出:公用  10 CNY\n    资产:零余额\n\n\
         2022-03-02 ! (记-42) 甲 | 笔\n    支出:公用  20 CNY\n    资产:零余额\n\n\
         2022-03-03 * (记-43) 甲 | 墨\n    支出:公用  30 CNY\n    资产:零余额  -30 CNY\n    \
         (支出:公用)  3 CNY\n    [支出:公用]  5 CNY\n    [预算:公用]  -5 CNY\n\n\
         2022-03-04 (记-44) 甲 | 砚\n    ! 支出:公用  40 CNY\n    资产:零余额\n\n\
         = 支出:公用\n    支出:公用  *1\n    资产:零余额  *-1\n\n\
         ~ monthly\n    支出:公用  50 CNY\n    资产:零余额\n",
    );
    let import = "import payments 账.journal --accounts 对照.toml --dry-run";
    insta::assert_snapshot!(office.run(import).ended(ExitCode::Refused));
    office.run(&format!("{import} --accept-row 6 --accept-row 17")).done();
}
