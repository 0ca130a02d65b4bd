//! `doctor`: each fault of computer and ledger is named with what to do; and colours.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use taizhang_cli::{Colour, ExitCode, Machine};

use crate::harness::{Office, Said, project_file};

const MIB: u64 = 1024 * 1024;

/// A computer with a word processor, no fonts, and so much free space.
fn machine(office: &Office, free_mib: u64, locale: &str) -> Machine {
    let programs = office.path().join("programs");
    fs::create_dir_all(&programs).expect("the folder can be made");
    fs::write(programs.join("soffice"), "").expect("the folder can be written");
    Machine {
        free_bytes: Rc::new(move |_: &Path| Ok(free_mib * MIB)),
        font_folders: Vec::new(),
        program_folders: vec![programs],
        locale: Some(locale.to_owned()),
        columns: None,
        ..Machine::unknown()
    }
}

/// What was said, the same on every computer.
fn anywhere(said: &Said) -> String {
    let here = format!("（{} {}）", std::env::consts::OS, std::env::consts::ARCH);
    said.to_string().replace(&here, "（系统）").replace(env!("CARGO_PKG_VERSION"), "[版本]")
}

#[test]
fn a_fit_ledger_and_one_with_every_fault() {
    let office = Office::demo();
    office.with_machine(machine(&office, 50_000, "zh_CN.UTF-8"));
    let mut seen = vec![anywhere(&office.run("doctor"))];
    office.run("backup 备份.taizhang").done();
    seen.push(anywhere(&office.run("doctor --json")));
    office.with_machine(machine(&office, 9, "zh_CN.GB18030")).on("2022-01-01");
    let evidence = fs::read_dir(office.ledger().join("evidence")).expect("there is evidence");
    let first = evidence.map(|file| file.expect("it can be listed").path()).min();
    fs::remove_file(first.expect("there is evidence")).expect("it can be removed");
    fs::remove_file(office.path().join("备份.taizhang")).expect("it was made");
    let pack = office.ledger().join("packs/我的表样");
    fs::create_dir_all(&pack).expect("the folder can be made");
    fs::write(pack.join("pack.toml"), "format = 1\nidd = \"x\"\n").expect("it can be written");
    fs::write(pack.join("outline.toml"), "").expect("it can be written");
    let said = office.run("doctor");
    assert_eq!(said.code, ExitCode::Findings, "{said}");
    seen.push(anywhere(&said));
    insta::assert_snapshot!(seen.join("\n"));
}

#[test]
fn without_a_ledger() {
    let office = Office::new();
    office.with_machine(machine(&office, 150, "C"));
    let said = office.run("doctor");
    assert_eq!(said.code, ExitCode::Success, "{said}");
    insta::assert_snapshot!(anywhere(&said));
}

#[test]
fn an_old_backup_and_a_full_disk() {
    let office = Office::small();
    office.with_machine(machine(&office, 150, "C.UTF-8"));
    office.run("backup 备份.taizhang").done();
    office.run("close month 1").done();
    let age = |office: &Office| {
        let said = office.run("doctor").out;
        said.lines().filter(|line| line.contains("备份：")).collect::<String>()
    };
    assert!(age(office.on("2022-02-03")).starts_with("✔ "), "{}", age(&office));
    assert!(age(office.on("2022-02-04")).ends_with("已过 31 天"), "{}", age(&office));
}

#[test]
fn a_held_lock_names_its_holder() {
    let office = Office::small();
    let _open = office.open();
    let said = office.run("doctor");
    assert_eq!(said.code, ExitCode::Success, "{said}");
    let lock = said.out.lines().find(|line| line.contains("占用：")).unwrap_or_default();
    let holder = format!("▲ 占用：进程 {}（taizhang）自 2022-01-04", std::process::id());
    assert!(lock.starts_with(&holder), "{said}");
}

#[test]
fn damage_is_told_by_the_exit_code() {
    let office = Office::small();
    let path = office.ledger().join("journal/000001.jsonl");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, text.replace("1200.00", "1900.00")).expect("it can be written");
    assert_eq!(office.run("doctor").code, ExitCode::Damaged);
}

#[test]
fn the_fonts_are_those_of_the_report() {
    let office = Office::new();
    let said = office.run("doctor").out;
    let fonts = said.lines().find_map(|line| line.strip_prefix("▲ 公文字体：没有 "));
    let table = project_file("exporters/taizhang-docx/assets/font-table.xml");
    let fonts: Vec<&str> = fonts.expect("no fonts are known").split('、').collect();
    assert_eq!(fonts.len(), table.matches("<w:font ").count());
    assert!(fonts.iter().all(|font| table.contains(&format!("w:name=\"{font}\""))), "{fonts:?}");
}

#[test]
fn a_backup_without_all_evidence_says_so() {
    let office = Office::demo();
    let folder = office.ledger().join("evidence");
    let first = fs::read_dir(&folder).expect("there is evidence").next().expect("there is one");
    fs::remove_file(first.expect("it can be listed").path()).expect("it can be removed");
    let said = office.run("backup 备份.taizhang");
    assert_eq!(said.code, ExitCode::Findings, "{said}");
    assert!(said.err.contains("▲ 备份里没有 1 份佐证"), "{said}");
    assert_eq!(office.run("backup 备份.json --json").code, ExitCode::Findings);
}

#[test]
fn marks_are_coloured_by_meaning_and_only_when_asked() {
    let office = Office::demo();
    let plain = office.run("check");
    assert!(!plain.out.contains('\u{1b}'), "{plain}");
    let coloured = office.coloured().run("check");
    assert_ne!(coloured.out, plain.out);
    assert!(coloured.out.contains("\u{1b}[33m▲\u{1b}[0m "), "{coloured}");
    let json = office.run("check --json");
    assert!(!json.out.contains('\u{1b}'), "{json}");
}

#[test]
fn colours_follow_the_conventions() {
    let both = Colour { out: true, err: true };
    let neither = Colour::default();
    let by_stream = Colour { out: false, err: true };
    for (variables, expected) in [
        (&[][..], by_stream),
        (&[("NO_COLOR", "1")], neither),
        (&[("NO_COLOR", "")], by_stream),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], neither),
        (&[("CLICOLOR_FORCE", "1")], both),
        (&[("CLICOLOR_FORCE", "0")], by_stream),
        (&[("CLICOLOR", "0")], neither),
        (&[("CLICOLOR", "1")], by_stream),
        (&[("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], both),
        (&[("TERM", "dumb")], neither),
        (&[("TERM", "xterm")], by_stream),
    ] {
        let value = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(Colour::decide(value, false, true), expected, "{variables:?}");
    }
}
