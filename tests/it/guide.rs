//! Every example of the guides is run in the order of its page, and must print what the page shows.
//!
//! A page's examples are the blocks with lines that begin with `$ taizhang`. Each page names its
//! ledgers: see [`worlds`]. What cannot be the same on every run is made the same first, see
//! [`comparable`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use taizhang_cli::ExitCode;

use crate::harness::{Office, files_in, project_file, put_files, root};

/// One command line of a page with what the page says it prints.
#[derive(Debug)]
struct Example {
    /// Line of the page, from 1.
    line: usize,
    command: String,
    shown: String,
}

impl Example {
    fn is_run(&self) -> bool {
        let told = format!("{}\n{}", self.command, self.shown);
        !self.shown.is_empty() && NOT_RUN.iter().all(|(start, _)| !told.starts_with(start))
    }
}

/// Reads the examples of a page.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut in_block = false;
    let mut in_example = false;
    for (at, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            in_block = !in_block;
            in_example = false;
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| in_block) {
            in_example = command.starts_with("taizhang");
            if in_example {
                let command = command.to_owned();
                examples.push(Example { line: at + 1, command, shown: String::new() });
            }
        } else if in_example && let Some(example) = examples.last_mut() {
            example.shown.push_str(line);
            example.shown.push('\n');
        }
    }
    examples
}

/// Where the pages say that the ledgers are.
const SHOWN_FOLDER: &str = "/home/wang/台账";

/// Examples that are only read, with why they cannot be run here.
const NOT_RUN: &[(&str, &str)] = &[
    ("taizhang audit ", "the files are the reader's own"),
    ("taizhang survey 学校 ", "another process holds the lock, or the journal was damaged"),
    ("taizhang verify\n✘", "an evidence file was removed"),
    ("taizhang status\n错误", "there is no ledger around"),
    ("taizhang show 记-0613", "its payload is printed in full elsewhere"),
];

/// What each command of `guide.story` said, the first time it was run.
fn story() -> BTreeMap<String, String> {
    let office = Office::new();
    for (name, text) in [
        ("签到表.txt", "甲 乙 丙\n"),
        ("差旅费发票.txt", "差旅费发票\n"),
        ("总体目标.md", "广泛开展科普活动，提升公众科学素质。\n"),
    ] {
        office.file(name, text);
    }
    office.by("王会计").stands_in("");
    let mut said = BTreeMap::new();
    for line in project_file("tests/it/guide.story").lines() {
        if let Some(day) = line.strip_prefix("@ ") {
            office.on(day);
        } else if let Some(folder) = line.strip_prefix("in ") {
            office.stands_in(folder);
        } else if let Some(command) = line.strip_prefix("$ ") {
            said.entry(command.to_owned()).or_insert(run(&office, command));
        }
    }
    said
}

/// Runs a command line as the pages print it, and returns what it said as they show it.
fn run(office: &Office, command: &str) -> String {
    let said = office.run(command.trim_start_matches("taizhang").trim());
    comparable(office.path(), &[said.out, said.err].concat())
}

/// Makes the same on every run what cannot be: the folder, which the pages give a plain name.
fn comparable(folder: &Path, text: &str) -> String {
    text.replace(&*folder.to_string_lossy(), SHOWN_FOLDER)
}

/// Runs the examples of a page that belong to no story in the sample ledger of 2022, in order.
struct Sample(Option<Office>);

impl Sample {
    fn run(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("taizhang demo ") {
            let office = Office::new();
            office.stands_in("");
            return run(&office, &format!("taizhang demo {folder}"));
        }
        let office = self.0.get_or_insert_with(|| {
            let office = Office::demo();
            put_files(office.path(), &files_in(&root().join("fixtures/import/guide")));
            office
        });
        run(office, command)
    }
}

/// The page with what its examples really print.
fn as_run(page: &str, story: &BTreeMap<String, String>, sample: &mut Sample) -> (String, usize) {
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let examples: Vec<Example> = examples(page).into_iter().filter(Example::is_run).collect();
    let said: Vec<String> = examples
        .iter()
        .map(|example| match story.get(&example.command) {
            Some(said) => said.clone(),
            None => sample.run(&example.command),
        })
        .collect();
    // From the end, so that the places before stay.
    for (example, said) in examples.iter().zip(&said).rev() {
        let shown = example.shown.lines().count();
        let said = said.lines().map(str::to_owned);
        lines.splice(example.line..example.line + shown, said);
    }
    (lines.join("\n") + "\n", examples.len())
}

/// Set `TAIZHANG_UPDATE_GUIDES=1` to write what is printed into the pages; then read the difference.
#[test]
fn every_example_prints_what_its_page_shows() {
    let story = story();
    let mut wrong = Vec::new();
    let mut total = 0;
    for page in [
        "README.zh-CN.md",
        "docs/guide/year.md",
        "docs/guide/cli.md",
        "docs/guide/errors.md",
        "docs/guide/import.md",
    ] {
        let written = project_file(page);
        let (run, count) = as_run(&written, &story, &mut Sample(None));
        total += count;
        if std::env::var("TAIZHANG_UPDATE_GUIDES").is_ok() {
            fs::write(root().join(page), &run).expect("the page can be written");
        } else if run != written {
            let differs = run.lines().zip(written.lines()).enumerate().find(|(_, (a, b))| a != b);
            wrong.push(format!("{page}: {differs:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "see the comment of this test");
    assert!(total > 100, "only {total} examples were found");
}

/// Pages without printed results: what one shall type can at least be typed.
#[test]
fn every_command_of_the_guides_can_be_read() {
    let mut wrong = Vec::new();
    for page in [
        "README.zh-CN.md",
        "docs/guide/year.md",
        "docs/guide/cli.md",
        "docs/guide/audit.md",
        "docs/guide/monitor.md",
        "docs/guide/packs.md",
        "docs/guide/import.md",
    ] {
        for example in examples(&project_file(page)) {
            let command = example.command.split_once(' ').map_or("", |(_, rest)| rest);
            let words = crate::harness::words(command);
            let arguments = std::iter::once("taizhang".to_owned()).chain(words);
            if let Err(error) = taizhang_cli::parser().try_get_matches_from(arguments) {
                wrong.push(format!("{page}:{}: {}\n{error}", example.line, example.command));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(Office::new().run("--help").code, ExitCode::Success);
}
