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

#[test]
fn a_year_that_is_open_elsewhere_is_closed_as_the_remedy_says() {
    let office = office();
    let said = office.run(&format!("{CARRY} --dry-run"));
    let wanted = "taizhang close year --year 2022 --ledger demo";
    assert!(said.err.contains(wanted), "{said}");
    office.run(wanted.trim_start_matches("taizhang ")).done();
    assert_eq!(office.run(&format!("{CARRY} --accept-unit --dry-run")).code, ExitCode::Success);
}
