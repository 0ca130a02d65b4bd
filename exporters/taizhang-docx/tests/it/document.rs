//! What stands in the document.

use taizhang_export::report::{Block, Inline, Report, Table};

use crate::package::{outline, sample_body};
use crate::sample;

#[test]
fn the_whole_document_reads_as_the_report() {
    insta::assert_snapshot!("document", outline(&sample_body()));
}

#[test]
fn the_first_paragraphs_are_set_as_gb_t_9704_wants() {
    let body = sample_body();
    let start = body.find("<w:body>").unwrap();
    let end = body[start..].match_indices("</w:p>").nth(5).unwrap().0 + start;
    let lines = body[start..end].replace("><", ">\n<");
    insta::assert_snapshot!("opening", lines);
}

#[test]
fn every_figure_is_printed_as_given_and_in_order() {
    let report = sample::report();
    let figures = figures(&report);
    assert!(figures.len() > 150, "the sample holds too few figures: {}", figures.len());
    let body = sample_body();
    let mut rest = body.as_str();
    for (key, text) in figures {
        let place = rest.find(&format!(">{text}</w:t>"));
        let place = place.unwrap_or_else(|| panic!("{key}: {text} is missing or out of order"));
        rest = &rest[place + 1 + text.len()..];
    }
}

fn figures(report: &Report) -> Vec<(String, String)> {
    let annexes = report.annexes.iter().flat_map(|annex| annex.blocks.iter());
    let mut found = Vec::new();
    for block in report.blocks.iter().chain(annexes) {
        match block {
            Block::Paragraph(content) | Block::Quotation(content) => {
                found.extend(content.iter().filter_map(figure));
            }
            Block::Table(table) => found.extend(table_figures(table)),
            Block::Heading(_) | Block::Chart(_) => {}
        }
    }
    found
}

fn table_figures(table: &Table) -> impl Iterator<Item = (String, String)> {
    let rows = table.header.iter().chain(&table.rows);
    rows.flatten().flat_map(|cell| cell.content.iter()).filter_map(figure)
}

fn figure(inline: &Inline) -> Option<(String, String)> {
    match inline {
        Inline::Figure { key, text } => Some((key.to_string(), text.clone())),
        Inline::Text(_) | Inline::Strong(_) => None,
    }
}
