//! Pages on their side.

use taizhang_export::report::{Annex, Block, Inline, Orientation, Report};

use crate::package::{export, outline, part, sample_body};
use crate::sample;

fn sections(document: &str) -> Vec<&str> {
    document
        .split("<w:pgSz ")
        .skip(1)
        .map(
            |rest| if rest.starts_with("w:w=\"16838\" w:h=\"11906\"") { "wide" } else { "upright" },
        )
        .collect()
}

#[test]
fn a_wide_table_has_a_section_of_its_own() {
    assert_eq!(sections(&sample_body()), ["upright", "wide", "upright"]);
}

#[test]
fn every_section_has_both_feet() {
    let body = sample_body();
    assert_eq!(body.matches("<w:footerReference w:type=\"default\"").count(), 3);
    assert_eq!(body.matches("<w:footerReference w:type=\"even\"").count(), 3);
}

#[test]
fn wide_tables_side_by_side_share_a_section_and_the_body_goes_on_upright() {
    let mut report = sample::report();
    let wide = report.annexes[0].blocks[0].clone();
    report.blocks.extend([wide.clone(), wide.clone()]);
    report.annexes = vec![Annex { title: "宽表".to_owned(), blocks: vec![wide] }];
    let document = part(&export(report, &[("contents", "never")]).unwrap(), "word/document.xml");
    assert_eq!(sections(&document), ["upright", "wide", "upright", "wide", "upright"]);
}

#[test]
fn a_report_without_wide_tables_is_one_section() {
    let mut report = sample::report();
    report.annexes.remove(0);
    let upright = |block: &Block| match block {
        Block::Table(table) => table.orientation == Orientation::Portrait,
        Block::Heading(_) | Block::Paragraph(_) | Block::Chart(_) => true,
    };
    assert!(report.blocks.iter().all(upright));
    let document = part(&export(report, &[("contents", "never")]).unwrap(), "word/document.xml");
    assert_eq!(sections(&document), ["upright"]);
}

#[test]
fn an_annex_of_wide_tables_takes_its_words_along() {
    let mut report = sample::report();
    let wide = report.annexes[0].blocks[0].clone();
    let words = Block::Paragraph(vec![Inline::Text("下表逐项列出。".to_owned())]);
    report.annexes = vec![Annex { title: "说明".to_owned(), blocks: vec![words.clone(), wide] }];
    let with = |report: &Report| {
        let artifact = export(report.clone(), &[("contents", "never")]).unwrap();
        part(&artifact, "word/document.xml")
    };
    let document = with(&report);
    assert_eq!(sections(&document), ["upright", "wide", "upright"]);
    let place = document.find("下表逐项列出。").unwrap();
    assert_eq!(document[..place].matches("<w:sectPr>").count(), 1);
    // With an upright table among them the words stay upright.
    let upright = report.blocks.iter().find(|block| matches!(block, Block::Table(_))).cloned();
    report.annexes[0].blocks.extend(upright);
    let document = with(&report);
    assert_eq!(sections(&document), ["upright", "wide", "upright"]);
    assert!(outline(&document).contains("BodyText: [节 11906×16838]下表逐项列出。"));
}
