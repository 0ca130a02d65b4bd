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
    let words = Block::Paragraph(vec![Inline::Text("以上两表逐项列出。".to_owned())]);
    report.blocks.extend([wide.clone(), wide.clone(), words]);
    report.annexes = vec![Annex { title: "宽表".to_owned(), blocks: vec![wide] }];
    let document = part(&export(report, &[("contents", "never")]).unwrap(), "word/document.xml");
    assert_eq!(sections(&document), ["upright", "wide", "upright", "wide", "upright"]);
}

#[test]
fn a_body_that_ends_with_a_wide_table_is_signed_under_it() {
    let mut report = sample::report();
    let mut wide = report.annexes[0].blocks[0].clone();
    if let Block::Table(table) = &mut wide {
        let row = table.rows.last_mut().expect("it has rows");
        row[0].content = vec![Inline::Text("末行".to_owned())];
    }
    report.blocks.push(wide);
    for annexes in [2, 0] {
        report.annexes.truncate(annexes);
        let artifact = export(report.clone(), &[("contents", "never")]).unwrap();
        let document = part(&artifact, "word/document.xml");
        assert_eq!(sections(&document), ["upright", "wide", "upright"]);
        let row = document.rfind(">末行<").expect("the row is printed");
        let date = document.find(">2023年1月15日<").expect("the date is printed");
        let date = document[..date].rfind("<w:p>").expect("it is in a paragraph");
        let between = &document[row..date];
        assert!(!between.contains("<w:sectPr>") && !between.contains("<w:br "), "{between}");
        let (_, end) = document[date..].split_once("<w:sectPr>").expect("the section ends");
        assert_eq!(sections(end)[0], "wide");
    }
}

#[test]
fn a_report_without_wide_tables_is_one_section() {
    let mut report = sample::report();
    report.annexes.remove(0);
    let upright = |block: &Block| match block {
        Block::Table(table) => table.orientation == Orientation::Portrait,
        Block::Heading(_) | Block::Paragraph(_) | Block::Quotation(_) | Block::Chart(_) => true,
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
