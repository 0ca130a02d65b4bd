//! Exporters that are programs of their own: the example, and ones that misbehave.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use taizhang_cli::ExitCode;

use crate::harness::{Office, files_in, root};

/// What every program below answers to `--describe`.
const DESCRIBED: &str = r#"{"protocol":1,"name":"bad","summary":"坏程序"}"#;

/// Puts an exporter into `folder`.
pub(crate) fn install(folder: &Path, name: &str, program: impl AsRef<[u8]>) {
    install_program(folder, &format!("taizhang-export-{name}"), program);
}

/// Puts any program into `folder`.
pub(crate) fn install_program(folder: &Path, name: &str, program: impl AsRef<[u8]>) {
    fs::create_dir_all(folder).expect("folders can be made");
    let path = folder.join(name);
    fs::write(&path, program).expect("the folder can be written");
    let may_run = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&path, may_run).expect("permissions can be set");
}

/// A shell program that describes itself as `description` and otherwise does `work`.
pub(crate) fn script(description: &str, work: &str) -> String {
    format!(
        "#!/bin/sh\nif [ \"$1\" = --describe ]; then printf '%s' '{description}'; exit; fi\n{work}\n"
    )
}

pub(crate) fn example() -> Vec<u8> {
    let path = root().join("fixtures/exporters/taizhang-export-ical");
    fs::read(path).expect("the example is there")
}

/// As many files as are taken, and one more.
#[test]
fn a_plug_in_makes_ten_thousand_files_at_most() {
    let said = |count: usize| {
        let files: Vec<String> =
            (0..count).map(|at| format!(r#"{{"name":"{at}","content":""}}"#)).collect();
        let answer = format!(r#"{{"protocol":1,"artifacts":[{}]}}"#, files.join(","));
        let office = Office::small();
        office.file("answer.json", &answer);
        let path = office.path().join("answer.json");
        let work = format!("cat >/dev/null; cat '{}'", path.display());
        install(&office.programs(), "bad", script(DESCRIBED, &work));
        office.run("export bad -o out --dry-run")
    };
    let taken = said(10_000);
    assert_ne!(taken.code, ExitCode::Refused, "{}", taken.err);
    let refused = said(10_001).ended(ExitCode::Refused);
    assert!(refused.contains("一次做了 10001 个文件，最多 10000 个"), "{refused}");
}

#[test]
fn the_example_makes_a_calendar_of_the_activities() {
    let office = Office::demo();
    install(&office.programs(), "ical", example());
    let said = office.run("export ical -o out").ended(ExitCode::Success);
    let calendar = fs::read(office.path().join("out/活动台账.ics")).expect("it was written");
    let calendar = String::from_utf8(calendar).expect("it is UTF-8");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    insta::assert_snapshot!(format!("{said}\n{}", calendar.replace("\r\n", "\n")));
}

#[test]
fn the_example_is_short() {
    let lines = String::from_utf8_lossy(&example()).lines().count();
    assert!(lines < 60, "{lines} lines");
}

#[test]
fn options_of_a_program_are_checked_before_it_runs() {
    let office = Office::demo();
    install(&office.programs(), "ical", example());
    let without = office.run("export ical -o out --option results=no");
    assert_eq!(without.code, ExitCode::Success, "{without}");
    let wrong = office.run("export ical -o out --option results=maybe").ended(ExitCode::Usage);
    let unknown = office.run("export ical -o out --option colour=red").ended(ExitCode::Usage);
    insta::assert_snapshot!(format!("{wrong}\n{unknown}"));
}

/// One that came with the ledger is announced and runs only when it is named.
#[test]
fn a_program_in_the_ledger_runs_only_when_it_is_named() {
    let office = Office::demo();
    let marker = office.path().join("ran");
    let work = format!("touch '{}'; echo '{{\"protocol\":1,\"artifacts\":[]}}'", marker.display());
    install(&office.ledger().join("exporters"), "bad", script(DESCRIBED, &work));
    let listed = office.run("export --list").ended(ExitCode::Success);
    assert!(!marker.exists(), "listing ran it");
    let listed: String =
        listed.lines().filter(|line| line.contains("外部程序")).map(str::to_owned).collect();
    let ran = office.run("export bad").ended(ExitCode::Success);
    assert!(marker.exists(), "it was named and did not run");
    insta::assert_snapshot!(format!("{listed}\n\n{ran}"));
}

/// The program's own exporters go before plug-ins of the same name, and the list says so.
#[test]
fn a_plug_in_that_the_program_shadows_is_marked() {
    let office = Office::demo();
    let name = |name: &str| DESCRIBED.replace("\"bad\"", &format!("\"{name}\""));
    for plugin in ["csv", "tsv"] {
        install(&office.programs(), plugin, script(&name(plugin), "exit 7"));
    }
    let listed = office.run("export --list").ended(ExitCode::Success);
    let line = |plugin: &str| {
        let mut lines = listed.lines().filter(|line| line.contains("外部程序"));
        lines.find(|line| line.contains(&format!("taizhang-export-{plugin}"))).map(str::to_owned)
    };
    let (shadowed, free) = (line("csv").expect("listed"), line("tsv").expect("listed"));
    assert!(shadowed.contains("（本程序自带 csv，这个不会运行；改名后可用）"), "{shadowed}");
    assert!(!free.contains("自带"), "{free}");
    let json = office.run("export --list --json").json();
    let entries =
        json.as_array().expect("a list").iter().filter(|entry| entry["program"].is_string());
    let marks: Vec<_> = entries.map(|entry| (&entry["name"], &entry["shadowed"])).collect();
    assert_eq!(
        format!("{marks:?}"),
        r#"[(String("csv"), Bool(true)), (String("tsv"), Bool(false))]"#
    );
    office.run("export csv -o out").ended(ExitCode::Success);
}

#[test]
fn an_installed_program_goes_before_one_in_the_ledger() {
    let office = Office::demo();
    let answer = |name: &str| {
        let content = r#""content":"5Y+w6LSm""#;
        let answer = format!(r#"{{"protocol":1,"artifacts":[{{"name":"{name}",{content}}}]}}"#);
        script(DESCRIBED, &format!("echo '{answer}'"))
    };
    install(&office.ledger().join("exporters"), "bad", answer("ledger"));
    install(&office.programs(), "bad", answer("installed"));
    office.run("export bad -o out").done();
    let files = files_in(&office.path().join("out"));
    assert_eq!(files.get(Path::new("installed")).map(Vec::as_slice), Some("台账".as_bytes()));
}

/// Nothing is written, everything is said, and the exit code is that of refused data.
#[test]
fn programs_that_misbehave_write_nothing() {
    let answer = |body: &str| script(DESCRIBED, &format!("cat >/dev/null; echo '{body}'"));
    let cases = [
        ("too slow", script(DESCRIBED, "sleep 60")),
        ("too slow to end", script(DESCRIBED, "exec >&-; sleep 60")),
        ("too much output", script(DESCRIBED, "exec cat /dev/zero")),
        (
            "fails with a message",
            script(DESCRIBED, "echo 缺少字体 >&2; printf '\\033[2J' >&2; exit 7"),
        ),
        ("no JSON", answer("hello")),
        ("other fields", answer(r#"{"protocol":1,"files":[]}"#)),
        ("newer answer", answer(r#"{"protocol":2,"artifacts":[]}"#)),
        ("refuses", answer(r#"{"protocol":1,"error":"没有活动，不必导出"}"#)),
        ("escapes", answer(r#"{"protocol":1,"artifacts":[{"name":"../x","content":""}]}"#)),
        ("absolute", answer(r#"{"protocol":1,"artifacts":[{"name":"/tmp/x","content":""}]}"#)),
        ("no Base64", answer(r#"{"protocol":1,"artifacts":[{"name":"x","content":"台"}]}"#)),
        (
            "one place twice",
            answer(
                r#"{"protocol":1,"artifacts":[{"name":"x","content":""},{"name":"X","content":""}]}"#,
            ),
        ),
        ("newer description", script(r#"{"protocol":9}"#, "")),
        ("other name", script(r#"{"protocol":1,"name":"good","summary":"好"}"#, "")),
        ("no program", "#!/nonexistent/interpreter\n".to_owned()),
    ];
    let mut said = Vec::new();
    for (case, program) in cases {
        let office = Office::small();
        install(&office.programs(), "bad", program);
        let ran = office.run("export bad -o out --time-limit 1 --size-limit 1");
        assert!(!office.path().join("out").exists(), "{case}: something was written");
        said.push(format!("## {case}\n{ran}"));
    }
    insta::assert_snapshot!(said.join("\n"));
}
