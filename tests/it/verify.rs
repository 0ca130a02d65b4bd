//! `verify` in every state of a ledger, word for word.

use std::collections::BTreeMap;
use std::fs;

use taizhang_cli::ExitCode;
use taizhang_ledger::Request;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::PreviousClosing;

use crate::harness::{Office, files_in};

#[test]
fn another_program_holds_the_ledger() {
    let office = Office::small();
    fs::create_dir_all(office.ledger().join("index.sled")).expect("the folder can be made");
    let open = office.open();
    let said = office.run("verify").ended(ExitCode::Success);
    let json = office.run("verify --json").json();
    assert_eq!((&json["ok"], &json["index_unseen"]), (&true.into(), &true.into()));
    drop(open);
    assert_eq!(office.run("verify --json").json()["index_unseen"], false);
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_wrong_is_named() {
    let mut said = Vec::new();
    let office = Office::demo();
    said.push(office.run("verify").ended(ExitCode::Success));
    let evidence = fs::read_dir(office.ledger().join("evidence")).expect("there is evidence");
    let mut files: Vec<_> = evidence.map(|file| file.expect("it can be listed").path()).collect();
    files.sort();
    fs::remove_file(&files[0]).expect("it can be removed");
    fs::write(&files[1], "改过").expect("it can be written");
    said.push(office.run("verify").ended(ExitCode::Findings));
    let office = Office::demo();
    fs::create_dir_all(office.ledger().join("index.sled")).expect("the folder can be made");
    fs::write(office.ledger().join("index.sled/conf"), "x").expect("it can be written");
    said.push(office.run("verify").to_string());
    let office = Office::small();
    let journal = office.ledger().join("journal/000001.jsonl");
    let text = fs::read_to_string(&journal).expect("there is a journal");
    let kept: Vec<&str> = text.lines().collect();
    let shorter = kept[..kept.len() - 1].join("\n") + "\n";
    fs::write(&journal, shorter).expect("it can be written");
    said.push(office.run("verify").to_string());
    insta::assert_snapshot!(said.join("\n"));
}

/// Payments after which the index is written to the disk.
const ENOUGH_FOR_AN_INDEX: usize = 1200;

/// The index, the note of the last acknowledgement, and quoted hashes: each fault in its own words.
#[test]
fn faults_beside_the_journal_are_named() {
    let mut said = Vec::new();
    let mut tell = |office: &Office, code| {
        said.push(office.run("verify").ended(code));
        let json = office.run("verify --json");
        assert_eq!(json.code, code, "{json}");
    };
    let office = Office::small();
    let mut payments = "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n".to_owned();
    for number in 0..ENOUGH_FOR_AN_INDEX {
        let row = format!("2022-01-04,批-{number},30201,0.01,县文具店,办公用品,2022-001\n");
        payments.push_str(&row);
    }
    office.file("支付.csv", payments);
    office.run("import payments 支付.csv --yes").done();
    damage_index(&office);
    tell(&office, ExitCode::Success);
    let office = Office::small();
    fs::remove_file(office.ledger().join("journal/acknowledged")).expect("the note is there");
    tell(&office, ExitCode::Findings);
    let office = Office::small();
    office.on("2023-01-05");
    let mut ledger = office.open();
    let head_hash = "0".repeat(64);
    let closing = Command::CloseYear { head_hash, disposals: BTreeMap::new() };
    let on = "2022-12-31".parse().expect("it is a date");
    ledger.record(&Request::new(on, closing)).expect("the year is over");
    drop(ledger);
    tell(&office, ExitCode::Findings);
    let office = Office::small();
    office.on("2023-01-05");
    office.run("open --before-closing").done();
    let mut ledger = office.open();
    let quote = PreviousClosing {
        year: "2022".parse().expect("it is a year"),
        closing_hash: "0".repeat(64),
        carry_over: Vec::new(),
    };
    let on = "2023-01-05".parse().expect("it is a date");
    ledger.record(&Request::new(on, Command::QuoteClosing(quote))).expect("the year is open");
    drop(ledger);
    tell(&office, ExitCode::Findings);
    insta::assert_snapshot!(said.join("\n"));
}

/// Writes something else into every file of the index.
fn damage_index(office: &Office) {
    let folder = office.ledger().join("index.sled");
    let files = files_in(&folder);
    assert!(!files.is_empty(), "the ledger has an index");
    for path in files.keys() {
        fs::write(folder.join(path), "not what was written").expect("it can be written");
    }
}
