//! What a terminal shows: tables in narrow windows, and completions in the shells themselves.

use std::fs;
use std::process::Command;

use taizhang_cli::{Machine, parser};

use crate::harness::Office;

fn window(office: &Office, columns: usize) {
    office.with_machine(Machine { columns: Some(columns), ..Machine::unknown() });
}

#[test]
fn tables_fit_narrow_windows() {
    let office = Office::demo();
    let mut said = Vec::new();
    for columns in [80, 60] {
        window(&office, columns);
        said.push(format!("@ {columns} 列"));
        for line in ["status", "list payments --grep 电费", "log --limit 2", "packs list", ""] {
            said.push(office.run(line).to_string());
        }
    }
    insta::assert_snapshot!(said.join("\n"));
}

/// What goes into a pipe or a file is one line a row, however narrow the window is.
#[test]
fn what_leaves_the_terminal_is_not_broken() {
    let office = Office::demo();
    let piped = office.run("log");
    window(&office, 400);
    assert_eq!(office.run("log").out, piped.out);
}

#[test]
fn doctor_names_a_narrow_window() {
    let office = Office::new();
    let width = |columns| {
        window(&office, columns);
        let said = office.run("doctor").out;
        said.lines().find(|line| line.contains("终端宽度")).unwrap_or_default().to_owned()
    };
    assert_eq!(width(80), "✔ 终端宽度：80 列");
    assert_eq!(width(79), "▲ 终端宽度：79 列，宽的表会折行或逐项列出");
}

/// Asks bash for what it would offer after `words`; none where bash is not installed.
fn offered_by_bash(office: &Office, words: &[&str]) -> Option<Vec<String>> {
    let script = office.file("taizhang.bash", office.run("completions bash").out);
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let program = format!(
        "source '{}'\nCOMP_WORDS=({})\nCOMP_CWORD={}\n_taizhang taizhang '{}' '{}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        quoted.join(" "),
        words.len() - 1,
        words[words.len() - 1],
        words[words.len() - 2],
    );
    let said = Command::new("bash").args(["--norc", "-c", &program]).output().ok()?;
    assert!(said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
    let text = String::from_utf8(said.stdout).expect("bash writes UTF-8");
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_commands_options_and_values() {
    let office = Office::new();
    let Some(verbs) = offered_by_bash(&office, &["taizhang", ""]) else { return };
    for verb in parser().get_subcommands() {
        assert!(verbs.iter().any(|offered| offered == verb.get_name()), "{}", verb.get_name());
    }
    for (words, expected) in [
        (&["taizhang", "disb"][..], &["disburse"][..]),
        (&["taizhang", "支"], &["支出"]),
        (&["taizhang", "packs", "sch"], &["schema"]),
        (&["taizhang", "disburse", "--vou"], &["--voucher"]),
        (&["taizhang", "status", "--unit", "w"], &["wan"]),
    ] {
        let offered = offered_by_bash(&office, words).expect("bash was there");
        assert_eq!(offered, expected, "{words:?}");
    }
}

/// Every page is laid out by `mandoc` without a warning of substance, where it is installed.
#[test]
fn mandoc_reads_every_manual_page() {
    let office = Office::new();
    office.run("man --output 手册").done();
    for page in fs::read_dir(office.path().join("手册")).expect("they were written") {
        let path = page.expect("it can be listed").path();
        let Ok(said) =
            Command::new("mandoc").args(["-T", "lint", "-W", "error"]).arg(&path).output()
        else {
            return;
        };
        let faults = String::from_utf8_lossy(&said.stdout);
        assert!(faults.is_empty(), "{faults}");
        let shown = Command::new("mandoc").args(["-T", "utf8"]).arg(&path).output();
        let shown = String::from_utf8(shown.expect("it ran before").stdout).expect("UTF-8");
        // A terminal shows bold as a character that is struck twice.
        let struck: Vec<&str> = shown.split('\u{8}').collect();
        let plain: String = struck
            .iter()
            .enumerate()
            .map(|(at, part)| {
                let mut characters = part.chars();
                if at + 1 < struck.len() {
                    characters.next_back();
                }
                characters.as_str()
            })
            .collect();
        assert!(plain.contains("通用选项"), "{}: {plain}", path.display());
    }
}
