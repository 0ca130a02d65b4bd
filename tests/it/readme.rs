//! What the README tells a newcomer to type.

use taizhang_cli::parser;

use crate::harness::{Office, project_file};

/// The lines of all shell blocks of a page.
fn commands(page: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut is_shell = false;
    for line in project_file(page).lines() {
        match line.strip_prefix("```") {
            Some(language) => is_shell = !is_shell && ["sh", "bash", "console"].contains(&language),
            None if is_shell => commands.push(line.trim_start_matches("$ ").to_owned()),
            None => {}
        }
    }
    commands
}

#[test]
fn ci_calls_the_test_command_of_the_readme() {
    assert!(commands("README.md").contains(&"bash tests/run.sh".to_owned()));
    assert!(project_file(".ci/run").lines().any(|line| line == "bash tests/run.sh"));
}

#[test]
fn commands_of_the_pages_can_be_typed() {
    let mut wrong = Vec::new();
    let mut count = 0_usize;
    for page in ["README.md", "README.zh-CN.md"] {
        for line in commands(page) {
            let Some(arguments) = ours(&line) else { continue };
            count += 1;
            let words = split(arguments);
            if let Err(error) = parser().try_get_matches_from(&words) {
                use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
                if !matches!(error.kind(), DisplayHelp | DisplayVersion) {
                    wrong.push(format!("{page}: {line}\n{error}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count >= 2, "the pages show how to run the program");
}

/// The program's arguments in a command line, from the program's name on.
fn ours(line: &str) -> Option<&str> {
    let line = line.split(" #").next().unwrap_or(line);
    if let Some((_, arguments)) = line.split_once("-p taizhang-cli -- ") {
        return Some(arguments);
    }
    let (program, arguments) = line.split_once(' ')?;
    let is_ours = program == "taizhang" || program.ends_with("/taizhang");
    is_ours.then_some(arguments)
}

fn split(arguments: &str) -> Vec<String> {
    let mut words = vec!["taizhang".to_owned()];
    for (at, part) in arguments.split(['"', '\'']).enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn the_first_answer_of_the_readme_is_true() {
    let said = Office::demo().run("trace outturn.basic");
    let last = said.out.lines().last().unwrap_or_default().to_owned();
    assert_eq!(last, "共 125 个事件，合计 1005300.00 元");
    let page = project_file("README.md");
    assert!(page.contains("125 events") && page.contains("1005300.00"));
}
