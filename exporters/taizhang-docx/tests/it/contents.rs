//! The table of contents and the page numbers.

use crate::package::{export, outline, part};
use crate::sample;

#[test]
fn a_long_report_gets_a_table_of_contents() {
    let document = part(&export(sample::report(), &[]).unwrap(), "word/document.xml");
    let outline = outline(&document);
    let contents: Vec<&str> =
        outline.lines().take_while(|line| !line.starts_with("Title")).collect();
    insta::assert_snapshot!("contents", contents.join("\n"));
}

#[test]
fn a_short_report_gets_none_unless_it_is_asked_for() {
    let mut report = sample::report();
    report.annexes.clear();
    report.blocks.truncate(4);
    let field = |options: &[(&str, &str)]| {
        let document = part(&export(report.clone(), options).unwrap(), "word/document.xml");
        document.contains("TOC \\o")
    };
    assert!(!field(&[]));
    assert!(!field(&[("contents", "never")]));
    assert!(field(&[("contents", "always")]));
}

#[test]
fn every_bookmark_has_one_entry_and_one_end() {
    let document = part(&export(sample::report(), &[]).unwrap(), "word/document.xml");
    let starts = document.matches("<w:bookmarkStart ").count();
    assert_eq!(starts, document.matches("<w:bookmarkEnd ").count());
    for number in 1..=starts {
        let name = format!("_Toc{number:08}");
        assert_eq!(document.matches(&format!("w:name=\"{name}\"")).count(), 1, "{name}");
        assert_eq!(document.matches(&format!("w:anchor=\"{name}\"")).count(), 1, "{name}");
        assert_eq!(document.matches(&format!("PAGEREF {name} ")).count(), 1, "{name}");
    }
}
