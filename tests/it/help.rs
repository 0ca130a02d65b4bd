//! Help and manual pages: in Chinese, for every command.

use std::collections::BTreeSet;

use clap::Command;
use taizhang_cli::ExitCode;

use crate::harness::Office;

/// Names that have no Chinese form.
const PROPER_NAMES: &[&str] = &[
    "taizhang",
    "JSON",
    "Schema",
    "UUID",
    "Word",
    "CSV",
    "LibreOffice",
    "PDF",
    "PowerShell",
    "Markdown",
    "man",
    "SM3",
    "TAIZHANG_LEDGER",
    "TAIZHANG_OPERATOR",
    "TAIZHANG_PLAIN",
    "h",
    "V",
    "o",
    // Examples of keys, codes, formats and folders, which users type as they are.
    "audience",
    "sum",
    "last",
    "count",
    "assessed",
    "duties",
    "DOCNO",
    "out",
    "csv",
    "docx",
    "xlsx",
    "xls",
    "ods",
    "hledger",
    "journal",
    "XML",
    "xml",
    "TOML",
];

/// Every command with its subcommands, as the words that lead to it.
fn paths(command: &Command, above: &[String]) -> Vec<Vec<String>> {
    let mut all = vec![above.to_vec()];
    for sub in command.get_subcommands() {
        let mut path = above.to_vec();
        path.push(sub.get_name().to_owned());
        all.extend(paths(sub, &path));
    }
    all
}

fn help_of(office: &Office, path: &[String], flag: &str) -> String {
    let said = office.run(&format!("{} {flag}", path.join(" ")));
    assert_eq!(said.code, ExitCode::Success, "{said}");
    assert_eq!(said.err, "", "help is a result");
    said.out
}

#[test]
fn the_first_page() {
    let office = Office::new();
    insta::assert_snapshot!(office.run("--help"));
    insta::assert_snapshot!("disburse_help", office.run("disburse --help"));
    insta::assert_snapshot!("close_help", office.run("close --help"));
    insta::assert_snapshot!("init_short_help", office.run("init -h"));
}

#[test]
fn no_english_is_left_in_any_help() {
    let office = Office::new();
    let grammar = taizhang_cli::parser();
    let mut known: BTreeSet<String> = PROPER_NAMES.iter().map(ToString::to_string).collect();
    collect_names(&grammar, &mut known);
    let mut left = Vec::new();
    for path in paths(&grammar, &[]) {
        for flag in ["--help", "-h"] {
            for line in help_of(&office, &path, flag).lines() {
                let words = english_words(line).into_iter().filter(|word| !known.contains(word));
                left.extend(
                    words.map(|word| format!("{} {flag}: {word} in: {line}", path.join(" "))),
                );
            }
        }
    }
    assert_eq!(left, Vec::<String>::new());
}

/// Names of commands and options and the values that options take.
fn collect_names(command: &Command, names: &mut BTreeSet<String>) {
    names.insert(command.get_name().to_owned());
    for argument in command.get_arguments() {
        names.extend(argument.get_long().map(str::to_owned));
        let values = argument.get_possible_values();
        names.extend(values.iter().map(|value| value.get_name().to_owned()));
        let defaults = argument.get_default_values().iter();
        names.extend(defaults.map(|value| value.to_string_lossy().into_owned()));
    }
    for sub in command.get_subcommands() {
        collect_names(sub, names);
    }
}

/// Runs of Latin letters that stand as words: not options, not code such as `sum:audience`,
/// `outturn.total` or `名=值` pairs.
fn english_words(line: &str) -> Vec<String> {
    let is_ours = |c: char| c.is_ascii_graphic();
    line.split(|c: char| !is_ours(c))
        .filter(|token| !token.starts_with("--") && !is_code(token))
        .map(|token| token.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|token| token.chars().any(|c| c.is_ascii_alphabetic()))
        .map(str::to_owned)
        .collect()
}

fn is_code(token: &str) -> bool {
    let inside = token.trim_end_matches([',', '.', ':']);
    inside.contains([':', '(', ')', '{', '}', '|', '=', '"']) || dotted(inside)
}

/// A figure key or a file name, like `outturn.total`.
fn dotted(token: &str) -> bool {
    token.split_once('.').is_some_and(|(before, after)| !before.is_empty() && !after.is_empty())
}

#[test]
fn chinese_names_are_the_same_commands() {
    let office = Office::new();
    let grammar = taizhang_cli::parser();
    for path in paths(&grammar, &[]).into_iter().filter(|path| !path.is_empty()) {
        let (chinese, english) = (chinese(&grammar, &path), path.join(" "));
        let shown = |path: &str| office.run(&format!("{path} --help")).out;
        assert_eq!(shown(&english), shown(&chinese));
    }
}

/// The Chinese names of the commands on a path.
fn chinese(grammar: &Command, path: &[String]) -> String {
    let mut names = Vec::new();
    let mut at = grammar;
    for name in path {
        at = at.find_subcommand(name).expect("the path leads to a command");
        let alias = at.get_visible_aliases().next();
        names.push(alias.unwrap_or_else(|| panic!("{name} has no Chinese name")));
    }
    names.join(" ")
}

#[test]
fn exit_codes_are_documented() {
    let help = Office::new().run("--help").out;
    let (_, table) = help.split_once("退出码：").expect("the first page lists exit codes");
    let entries: String = table.split_whitespace().collect::<Vec<_>>().join(" ");
    let documented: Vec<u8> = entries
        .split('·')
        .filter_map(|entry| entry.trim().split(' ').next()?.parse().ok())
        .collect();
    assert_eq!(documented, ExitCode::ALL.map(|code| code as u8));
    for code in ExitCode::ALL {
        assert!(entries.contains(&format!("{} {}", code as u8, code.meaning())), "{code:?}");
    }
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let office = Office::new();
    let said = office.run("man");
    assert!(said.out.contains("预算单位的年度收支与绩效台账"), "{said}");
    office.run("man --output 手册").done();
    for command in taizhang_cli::parser().get_subcommands() {
        let path = office.path().join(format!("手册/taizhang-{}.1", command.get_name()));
        let page = std::fs::read_to_string(&path).unwrap_or_default();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let about = about.split(['（', '：']).next().unwrap_or_default();
        assert!(!about.is_empty() && page.contains(about), "{}", path.display());
        let headings: Vec<&str> =
            page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        assert!(headings.iter().all(|words| !words.is_ascii()), "{}: {headings:?}", path.display());
    }
    let page = std::fs::read_to_string(office.path().join("手册/taizhang-import-payroll.1"));
    let page = page.expect("a page for each command below another");
    let usage = page.lines().skip_while(|line| *line != ".SH 用法").nth(1).unwrap_or_default();
    assert!(usage.contains("import payroll"), "{usage}");
    assert!(usage.contains("<规则>") && usage.contains("<文件>"), "{usage}");
}
