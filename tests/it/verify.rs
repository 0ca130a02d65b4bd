//! `verify` in every state of a ledger, word for word.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

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
