//! Balances out of the ledger of the year before that somebody names.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// The ledger of [`Office::small`], and in the folder `别处` the one of another unit's next year.
fn office() -> Office {
    let office = Office::small();
    office.on("2023-01-10");
    office
        .run("--ledger 别处 init --unit 别的单位 --code 062999 --year 2023 --bureau 示范县财政局")
        .done();
    office
}

const CARRY: &str = "--ledger 别处 import carry-over demo --doc 示财预〔2023〕2号";

#[test]
fn balances_of_another_unit_are_asked_about() {
    let office = office();
    office.run("close year --year 2022").done();
    let said = [
        office.run(&format!("{CARRY} --yes")).ended(ExitCode::Refused),
        office.run("--ledger 别处 list lines").ended(ExitCode::Success),
        // A unit that was given another code.
        office.run(&format!("{CARRY} --accept-unit --yes")).ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let json = office.run(&format!("{CARRY} --dry-run --json")).json();
    assert_eq!(json["ok"], false, "{json}");
}

/// The day of the document is the day of the carry-over where no other is given.
#[test]
fn what_is_carried_over_is_dated_as_its_document() {
    let office = Office::small();
    office.on("2023-03-20");
    office.run("--year 2022 close year").done();
    office.run("open").done();
    let carry = "import carry-over --doc 示财预〔2023〕2号";
    for (options, day) in [
        ("--doc-date 2023-01-15", "2023-01-15"),
        ("--doc-date 2023-01-15 --date 2023-01-18", "2023-01-18"),
        ("", "2023-03-20"),
    ] {
        office.run(&format!("{carry} {options} --yes")).done();
        let log = office.run("log --json --grep 结转").json();
        let entered = log.as_array().expect("a list").iter();
        let mut entered = entered.filter(|event| event["type"] == "carry_over_brought_in");
        assert_eq!(entered.next_back().expect("it is entered")["date"], day, "{options}: {log}");
        let batches = office.run("import list --json").json();
        let batch = batches.as_array().and_then(|batches| batches.last()).expect("a batch");
        let batch = batch["batch"].as_str().expect("an id").to_owned();
        office.run(&format!("import undo {batch}")).done();
    }
}

/// A wrong number of the document does not hide a wrong folder.
#[test]
fn all_that_is_wrong_with_a_carry_over_is_said_at_once() {
    let office = office();
    let said =
        office.run("--ledger 别处 import carry-over 没有/台账 --doc 号 --date 2023-02-30 --yes");
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
}

#[test]
fn a_year_that_is_open_elsewhere_is_closed_as_the_remedy_says() {
    let office = office();
    let said = office.run(&format!("{CARRY} --dry-run"));
    let wanted = "taizhang close year --year 2022 --ledger demo";
    assert!(said.err.contains(wanted), "{said}");
    office.run(wanted.trim_start_matches("taizhang ")).done();
    assert_eq!(office.run(&format!("{CARRY} --accept-unit --dry-run")).code, ExitCode::Success);
}
