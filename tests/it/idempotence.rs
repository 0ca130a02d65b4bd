//! Doing it again changes nothing: repeated commands, year ends, hashes on paper, backups.

use std::process::Command;

use taizhang_cli::ExitCode;

use crate::harness::{Office, root, story};

const KEY: &str = "018f0c2e-7f3a-7cc0-8000-000000000001";

/// One command of each way to record.
const REPEATED: &[&str] = &[
    "disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔",
    "attach 记-001 发票.txt",
    "submit",
    "close month 1",
    "close year",
];

#[test]
fn the_same_command_twice_is_one_event() {
    let mut told = Vec::new();
    for line in REPEATED {
        let office = Office::small();
        office.on("2023-01-05").file("发票.txt", "发票\n");
        let line = if line.starts_with("disburse") {
            format!("{line} --date 2022-12-31 --command-id {KEY}")
        } else {
            format!("{line} --command-id {KEY}")
        };
        told.push(office.run(&line).ended(ExitCode::Success));
        let after_first = office.journal();
        told.push(office.run(&line).ended(ExitCode::Success));
        assert!(after_first == office.journal(), "{line} was recorded twice");
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// A key is for one command; another one with it is refused, whatever it is.
#[test]
fn a_key_is_not_used_for_another_command() {
    let office = Office::small();
    office.on("2023-01-05").file("发票.txt", "发票\n");
    let first = "disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 \
                 --date 2022-12-31";
    office.run(&format!("{first} --command-id {KEY}")).done();
    let journal = office.journal();
    let others = [
        first.replace("1元", "2元"),
        first.replace("记-003", "记-004"),
        first.replace("2022-12-31", "2022-12-30"),
        "attach 记-001 发票.txt".to_owned(),
        "close year".to_owned(),
    ];
    let mut told = Vec::new();
    for other in others {
        let said = office.run(&format!("{other} --command-id {KEY}"));
        told.push(said.ended(ExitCode::Refused));
        assert!(journal == office.journal(), "{other} was recorded");
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// Who repeats a command on the next day means the day of the first time.
#[test]
fn a_command_of_today_may_be_repeated_tomorrow() {
    let office = Office::small();
    let line = format!("submit --command-id {KEY}");
    office.on("2023-01-05").run(&line).done();
    let journal = office.journal();
    office.on("2023-01-06").run(&line).done();
    assert!(journal == office.journal(), "it was recorded twice");
}

#[test]
fn opening_the_next_year_twice_is_one_opening() {
    let office = Office::small();
    office.on("2023-01-05");
    office.run("close year").done();
    let line = format!("open --command-id {KEY}");
    let first = office.run(&line).ended(ExitCode::Success);
    let journal = office.journal();
    let second = office.run(&line).ended(ExitCode::Success);
    assert!(journal == office.journal(), "the year was opened twice");
    insta::assert_snapshot!([first, second].join("\n"));
}

#[test]
fn an_opening_that_is_refused_changes_nothing() {
    let office = Office::at_year_end();
    office.run("close year").done();
    let before = office.recorded();
    let said = office.run("open").ended(ExitCode::Refused);
    assert!(before == office.recorded(), "the settings name a year that was not opened");
    insta::assert_snapshot!(said);
}

#[test]
fn an_opening_cut_off_before_the_settings_is_finished() {
    let office = Office::small();
    office.on("2023-01-05");
    office.run("close year").done();
    let settings = office.ledger().join("taizhang.toml");
    let before = std::fs::read(&settings).expect("the settings can be read");
    office.run("open").done();
    let (journal, after) = (office.journal(), std::fs::read(&settings).expect("they are there"));
    assert_ne!(before, after);
    // As if the power had gone after the opening was recorded.
    std::fs::write(&settings, before).expect("the settings can be written");
    office.run("open").done();
    assert!(journal == office.journal(), "the year was opened twice");
    assert_eq!(std::fs::read(&settings).expect("they are there"), after);
}

#[test]
fn the_next_year_quotes_the_closing() {
    let office = Office::small();
    office.on("2023-01-05");
    let before_closing = office.head();
    office.run("close year").done();
    let closing_hash = office.head();
    let closing = office.run("show 6 --json").json();
    assert_eq!(closing["type"], "year_closed");
    assert_eq!(closing["data"]["head_hash"], before_closing);
    office.run("open").done();
    let opening = office.run("show 8 --json").json();
    assert_eq!(opening["type"], "year_opened");
    let previous = &opening["data"]["previous"];
    assert_eq!(previous["closing_hash"], closing_hash);
    assert_eq!(
        previous["carry_over"],
        serde_json::json!([{ "line": "2022-001", "amount": "17999.50" }])
    );
}

#[test]
fn a_hash_on_paper_proves_a_past_state() {
    let office = Office::small();
    let old = office.head();
    office.on("2022-02-01");
    office.run("headcount 7 --category retired").done();
    office.run("headcount 6 --posts institution").done();
    let said = story(
        &office,
        &format!(
            "
            verify --head {old}
            verify --head {old} --json
            verify --head {}
            verify --head {}
            verify --head {} --json
            ",
            office.head(),
            "0".repeat(64),
            "0".repeat(64),
        ),
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_backup_is_the_same_ledger() {
    let office = Office::demo();
    let said = story(
        &office,
        "
        backup 备份.tar
        backup 备份.tar
        restore 备份.tar 恢复
        restore 备份.tar 恢复
        restore 备份.tar 恢复二 --json
        --ledger 恢复 verify
        --ledger 恢复 status
        --ledger 恢复 show 1
        restore 没有.tar 恢复三
        ",
    );
    insta::assert_snapshot!(said);
    let restored = office.run("--ledger 恢复 verify --json").json();
    assert_eq!(restored["head_hash"], office.head());
    assert_eq!(restored["ok"], true);
}

/// Own packs, profiles of exporters and mappings of imports are the unit's, not the program's.
#[test]
fn a_backup_takes_own_packs_profiles_and_mappings_along() {
    let office = Office::small();
    office.run("packs new 我的表样").done();
    let ledger = office.ledger();
    let profile = std::fs::read_to_string(
        root().join("crates/taizhang-export/profiles/self-evaluation.toml"),
    );
    let profile = profile.expect("a shipped profile");
    for (file, text) in [
        ("packs/profiles/csv/本县.toml", profile.as_str()),
        ("packs/profiles/xlsx/本县.toml", profile.as_str()),
        ("packs/profiles/.DS_Store", "x"),
        ("import/支付.toml", "x"),
    ] {
        let path = ledger.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("it can be written");
    }
    let config = std::fs::read_to_string(ledger.join("taizhang.toml")).expect("settings");
    let config = config.replace("national-whole-unit-2020", "我的表样");
    std::fs::write(ledger.join("taizhang.toml"), config).expect("it can be written");
    // The profiles are no packs.
    let packs = office.run("packs list").ended(ExitCode::Success);
    assert!(packs.contains("我的表样") && !packs.contains("profiles"), "{packs}");
    office.run("packs new profiles").ended(ExitCode::Refused);
    office.run("backup 备份.taizhang").done();
    office.run("restore 备份.taizhang 恢复").done();
    let restored = office.path().join("恢复");
    for file in [
        "taizhang.toml",
        "packs/我的表样/pack.toml",
        "packs/profiles/csv/本县.toml",
        "packs/profiles/xlsx/本县.toml",
        "import/支付.toml",
    ] {
        let read =
            |folder: &std::path::Path| std::fs::read(folder.join(file)).expect("the file is there");
        assert_eq!(read(&restored), read(&ledger), "{file}");
    }
    assert!(!restored.join("packs/profiles/.DS_Store").exists(), "hidden files stay");
    office.run("verify --ledger 恢复").done();
}

#[test]
fn a_damaged_backup_is_refused() {
    let office = Office::small();
    office.run("backup 备份.tar").done();
    let path = office.path().join("备份.tar");
    let mut bytes = std::fs::read(&path).expect("the backup can be read");
    let at = bytes.windows(7).position(|window| window == b"1200.00").expect("it was paid");
    bytes[at] = b'9';
    std::fs::write(&path, bytes).expect("the backup can be written");
    let said = office.run("restore 备份.tar 恢复").ended(ExitCode::Damaged);
    assert!(!office.path().join("恢复/journal").exists());
    let cut = office.file("半份.tar", &std::fs::read(&path).expect("it is there")[..700]);
    assert!(cut.exists());
    let half = office.run("restore 半份.tar 恢复").ended(ExitCode::Refused);
    insta::assert_snapshot!([said, half].join("\n"));
}

#[test]
fn a_stranger_can_verify_a_backup() {
    let office = Office::demo();
    office.run("backup 备份.tar").done();
    let verify = |hash: &str| {
        let output = Command::new("python3")
            .arg(root().join("fixtures/formats/verify_backup.py"))
            .arg(office.path().join("备份.tar"))
            .arg(hash)
            .output()
            .expect("python3 can be run");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let head = office.head();
    let (code, said) = verify(&head);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(&head), "{said}");
    let (code, said) = verify(&"0".repeat(64));
    assert_eq!(code, Some(1), "{said}");
}
