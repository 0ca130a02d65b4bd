//! What a terminal shows: tables in narrow windows, and manual pages.

use std::fs;
use std::process::Command;

use taizhang_cli::Machine;

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

/// What a screen reader gets: no columns, no signs, no colours; and the same from the environment.
#[test]
fn plain_output_is_words() {
    let office = Office::small();
    office.coloured();
    let mut said = Vec::new();
    for line in
        ["--plain list payments", "--plain status", "--plain", "--plain verify", "--plain check"]
    {
        said.push(office.run(line).to_string());
    }
    said.push(office.run("--plain close month 1 --date 2022-01-04").to_string());
    let text = said.join("\n");
    assert!(!text.contains(['✔', '▲', '✘', '\u{1b}']), "{text}");
    insta::assert_snapshot!(text);
    office.with_machine(Machine { is_plain: true, ..Machine::unknown() });
    assert_eq!(office.run("verify").out, office.run("--plain verify").out);
}

/// A dash that the terminal gives two cells moves nothing out of its column.
#[test]
fn wide_dashes_keep_their_columns() {
    let office = Office::new();
    office.with_machine(Machine { ambiguous_is_wide: true, ..Machine::unknown() });
    insta::assert_snapshot!(office.run("packs list"));
}
