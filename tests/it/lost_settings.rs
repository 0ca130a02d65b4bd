//! A ledger whose `taizhang.toml` was lost, or names another unit: nobody is led to begin anew over it.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn settings(office: &Office) -> std::path::PathBuf {
    office.ledger().join("taizhang.toml")
}

#[test]
fn lost_settings_are_told_and_the_journal_stays() {
    let office = Office::small();
    let journal = office.journal();
    let kept = fs::read(settings(&office)).expect("it is there");
    fs::remove_file(settings(&office)).expect("it can be removed");
    for line in ["", "status", "verify"] {
        let said = office.run(line);
        assert_eq!(said.code, ExitCode::Unavailable, "{line}: {said}");
        assert!(said.err.contains("缺少设置文件 taizhang.toml"), "{line}: {said}");
    }
    let doctor = office.run("doctor");
    assert!(format!("{doctor}").contains("缺少设置文件 taizhang.toml"), "{doctor}");
    let anew = office.run("init --unit 示范县科协 --code 062001 --year 2022");
    assert_eq!(anew.code, ExitCode::Refused, "{anew}");
    assert!(!anew.err.contains("空文件夹"), "{anew}");
    assert!(journal == office.journal());
    fs::write(settings(&office), kept).expect("it can be written");
    office.run("status").done();
}

/// The remedy that is printed, done by hand.
#[test]
fn settings_can_be_written_anew() {
    let office = Office::small();
    let kept = fs::read_to_string(settings(&office)).expect("it is there");
    let unit = kept.lines().find(|line| line.starts_with("unit")).expect("it names the unit");
    let anew = format!("format = 1\n{unit}\nyear = 2022\npack = \"national-whole-unit-2020\"\n");
    fs::write(settings(&office), anew).expect("it can be written");
    office.run("status").done();
}

#[test]
fn settings_of_another_unit_are_refused() {
    let office = Office::small();
    let kept = fs::read_to_string(settings(&office)).expect("it is there");
    let unit = kept.lines().find(|line| line.starts_with("unit")).expect("it names the unit");
    fs::write(settings(&office), kept.replace(unit, "unit = \"999999\""))
        .expect("it can be written");
    let before = office.journal();
    for line in [
        "status",
        "disburse 1元 --line 2022-001 --econ 30201 --payee 甲 --voucher 记-003 --memo 笔",
    ] {
        let said = office.run(line);
        assert_eq!(said.code, ExitCode::Refused, "{said}");
        assert!(said.err.contains("999999 不是这本台账的单位"), "{said}");
    }
    assert!(before == office.journal());
}
