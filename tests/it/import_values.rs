//! Values that must not be guessed: remembered constants, dates and amounts that can be read in two ways.

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// Days and other values of one file given by `--set` are its own: the next file of the same header has
/// none, in no cell, until somebody says them.
#[test]
fn what_is_said_of_one_file_is_not_said_of_the_next() {
    let office = office();
    let dated = "日期,摘要,金额(元),收款人,指标,经济科目\n";
    let undated = "摘要,金额(元),收款人,指标,经济科目\n";
    office.file("二月.csv", format!("{undated}电费,10,电力公司,2022-001,30206\n"));
    office.file("三月.csv", format!("{undated}电费,10,电力公司,2022-001,30206\n"));
    office.file("四月.csv", format!("{dated},电费,10,电力公司,,30206\n"));
    office.file("五月.csv", format!("{dated},电费,20,电力公司,2022-001,30206\n"));
    let said = [
        office.run("import payments 二月.csv --set 日期=2022-02-10 --yes").ended(ExitCode::Success),
        office.run("import payments 三月.csv --yes").ended(ExitCode::Refused),
        office
            .run("import payments 四月.csv --set 日期=2022-04-11 --set 指标=2022-001 --yes")
            .ended(ExitCode::Success),
        office.run("import payments 五月.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let profiles = office.run("import profile list --json").json();
    for profile in profiles.as_array().expect("a list") {
        assert_eq!(profile["constants"], serde_json::json!({}), "nothing is remembered");
    }
}

/// A profile of before may hold values of one file; they are named and not applied. What a person wrote into
/// a profile for every file of the header is, and stays there.
#[test]
fn a_profile_states_what_describes_the_list_only() {
    let office = office();
    office.file("月.csv", "摘要,金额(元),收款人,日期\n电费,10,电力公司,\n水费,5,水厂,2022-03-02\n");
    office.file(
        "方案.toml",
        "kind = \"payments\"\nheader = \"\"\nunit = \"元\"\n[constants]\n\"日期\" = \"2022-02-10\"\n\
         \"凭证号\" = \"记-9\"\n\"指标\" = \"2022-001\"\n\"经济科目\" = \"30206\"\n",
    );
    let said = [
        office.run("import payments 月.csv --profile 方案.toml --dry-run").ended(ExitCode::Refused),
        office
            .run("import payments 月.csv --profile 方案.toml --only-new --yes")
            .ended(ExitCode::Success),
        office
            .run("import payments 月.csv --set 日期=2022-03-09 --dry-run")
            .ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let profiles = office.run("import profile list --json").json();
    let constants = serde_json::json!({ "指标": "2022-001", "经济科目": "30206" });
    assert_eq!(profiles[0]["constants"], constants);
}
