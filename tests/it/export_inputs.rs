//! What exporters may ask for besides the figures.

use std::path::Path;

use taizhang_ledger::core::book::AsOf;
use taizhang_ledger::export::InputFile;

use crate::harness::{Office, demo_files};

#[test]
fn the_trail_names_as_many_events_as_each_figure_counts() {
    let office = Office::demo();
    let ledger = office.open();
    let book = ledger.book().expect("the year can be folded");
    let signed = "2023-02-15".parse().expect("it is a date");
    let context = ledger.export_context(book, AsOf::default(), signed).expect("it composes");
    let trail = ledger.trail(&context, book, AsOf::default()).expect("every figure can be traced");
    for entry in &context.figures {
        let sources = trail.sources(&entry.figure.key);
        assert_eq!(sources.len() as u64, entry.events, "{}", entry.figure.key);
        assert!(sources.iter().all(|sequence| trail.event(*sequence).is_some()));
    }
    let size = |value: &serde_json::Value| value.to_string().len();
    let whole = size(&serde_json::to_value(&context).expect("it has a JSON form"));
    let extra = size(&serde_json::to_value(&trail).expect("it has a JSON form"));
    assert!(extra < whole, "the trail ({extra} bytes) is larger than the context ({whole})");
}

#[test]
fn journal_and_evidence_come_byte_for_byte() {
    let office = Office::demo();
    let ledger = office.open();
    let book = ledger.book().expect("the year can be folded");
    let signed = "2023-02-15".parse().expect("it is a date");
    let context = ledger.export_context(book, AsOf::default(), signed).expect("it composes");
    let same = |folder: &str, files: Vec<InputFile>| {
        assert!(!files.is_empty(), "the sample has no {folder}");
        for file in files {
            let kept = demo_files().get(&Path::new(folder).join(file.name.as_str()));
            assert!(kept == Some(&file.bytes), "{folder}/{} is another file", file.name);
        }
    };
    same("journal", ledger.journal_files().expect("the journal can be read"));
    same("evidence", ledger.evidence_files(&context).expect("the evidence is sound"));
}
