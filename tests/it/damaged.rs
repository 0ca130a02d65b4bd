//! What can still be read of a ledger whose journal was touched.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::{Office, Said};

/// Rewrites the lines of the journal, of which the first is the header.
fn touch(office: &Office, change: impl FnOnce(&mut Vec<String>)) {
    let path = office.ledger().join("journal/000001.jsonl");
    let text = fs::read_to_string(&path).expect("there is a journal");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    change(&mut lines);
    fs::write(&path, lines.join("\n") + "\n").expect("it can be written");
}

/// The numbers of the events that are listed.
fn numbers(said: &Said) -> Vec<u64> {
    said.out
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect()
}

/// Given a journal of which one line was edited, when the events are listed, then those before the
/// edited one are there, and what is wrong is told behind them. The ledger opens or does not, by where
/// the line stands: the last one is looked at on opening, those before a checkpoint near it.
#[test]
fn the_events_before_an_edited_one_are_listed() {
    for edited in [1, 2, 100, 309, 310] {
        let office = Office::demo();
        touch(&office, |lines| {
            let changed = lines[edited].replacen("\"operator\":\"", "\"operator\":\"副", 1);
            assert_ne!(changed, lines[edited], "somebody recorded it");
            lines[edited] = changed;
        });
        let before: Vec<u64> = (1..u64::try_from(edited).expect("it is small")).collect();
        let said = office.run("log");
        assert_eq!(numbers(&said), before, "{edited}: {said}");
        assert!(said.err.contains(&format!("从第 {edited} 号起不可信")), "{said}");
        said.ended(ExitCode::Damaged);
        let few = office.run("log --from 1 --limit 5");
        assert_eq!(numbers(&few), before.iter().copied().take(5).collect::<Vec<_>>(), "{few}");
    }
}

/// Given a journal of which one line was edited, when events behind it are asked for, then they are listed, and
/// the damage before them is told; a program gets the failure alone.
#[test]
fn damage_before_the_events_that_are_asked_for_is_told() {
    let office = Office::demo();
    touch(&office, |lines| lines[2] = lines[2].replacen("2022-", "2021-", 1));
    let said = office.run("log --from 120 --limit 2");
    assert_eq!(numbers(&said), [120, 121], "{said}");
    assert!(said.err.contains("从第 2 号起不可信"), "{said}");
    said.ended(ExitCode::Damaged);
    let json = office.run("log --from 120 --limit 2 --json");
    assert_eq!((json.code, &json.json()["ok"]), (ExitCode::Damaged, &false.into()), "{json}");
}

/// Given a journal from which the last line was cut, then the others are listed before the failure.
#[test]
fn the_events_before_a_cut_are_listed() {
    let office = Office::small();
    touch(&office, |lines| lines.truncate(lines.len() - 1));
    insta::assert_snapshot!(office.run("log").ended(ExitCode::Damaged));
}

/// Given an edited journal, then a program gets one value, the failure, unless it asks for events
/// before the damage and the ledger opens.
#[test]
fn programs_get_the_failure() {
    let office = Office::demo();
    touch(&office, |lines| lines[100] = lines[100].replacen("2022-", "2021-", 1));
    let said = office.run("log --json");
    assert_eq!((said.code, &said.json()["ok"]), (ExitCode::Damaged, &false.into()), "{said}");
    let early = office.run("log --json --as-of-seq 50");
    assert_eq!(early.json().as_array().map(Vec::len), Some(50), "{early}");
}
