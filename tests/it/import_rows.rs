//! What a row says of itself besides its payment: that it is void, what it is charged to, whose it is.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// A row of that number, with what stands in the last columns.
fn row(number: u32, rest: &str) -> String {
    format!("2022-03-0{number},记-2{number},2022-001,30201,{number}.50,甲,纸{rest}\n")
}

/// The sums of new rows, of rows that are asked about, and of those set aside.
fn sums(office: &Office, file: &str, rest: &str) -> [String; 3] {
    let preview =
        office.run(&format!("import payments {file} --unit 元 --dry-run {rest} --json")).json();
    ["new", "doubtful", "set_aside"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

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
