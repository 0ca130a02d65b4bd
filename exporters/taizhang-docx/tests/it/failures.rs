//! Reports that cannot be set, and text that XML cannot hold.

use std::error::Error;

use taizhang_export::ExportError;
use taizhang_export::report::{Block, Cell, Chart, Inline, Report, Table};

use crate::package::{export, part};
use crate::sample;

#[track_caller]
fn check(report: Report, reason: &str) {
    let error = export(report, &[]).expect_err("the report cannot be set");
    assert_eq!(error.source().map(ToString::to_string), Some(reason.to_owned()));
}

fn first_table(report: &mut Report) -> &mut Table {
    let tables = report.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Heading(_) | Block::Paragraph(_) | Block::Quotation(_) | Block::Chart(_) => None,
    });
    tables.into_iter().next().expect("the sample has a table")
}

fn first_chart(report: &mut Report) -> &mut Chart {
    let charts = report.blocks.iter_mut().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        Block::Heading(_) | Block::Paragraph(_) | Block::Quotation(_) | Block::Table(_) => None,
    });
    charts.into_iter().next().expect("the sample has a chart")
}

/// What is said of a row of the first table.
fn unfilled(row: usize) -> String {
    let caption = "表1\u{3000}2022年度支出预算执行情况表";
    format!("table {caption:?}, row {row}: the cells do not fill the 7 columns")
}

#[test]
fn a_row_with_a_cell_too_few_is_named() {
    let mut report = sample::report();
    first_table(&mut report).rows[1].pop();
    check(report, &unfilled(2));
}

#[test]
fn a_row_with_a_cell_too_many_is_named() {
    let mut report = sample::report();
    first_table(&mut report).rows[4].push(Cell::text("多"));
    check(report, &unfilled(5));
}

#[test]
fn a_cell_that_reaches_below_the_table_is_named() {
    let mut report = sample::report();
    first_table(&mut report).rows[4][0].rows = 2;
    check(report, &unfilled(5));
}

#[test]
fn a_cell_of_no_width_or_height_is_named() {
    for (columns, rows) in [(0, 1), (1, 0), (u32::MAX, 1)] {
        let mut report = sample::report();
        let cell = &mut first_table(&mut report).rows[0][1];
        (cell.columns, cell.rows) = (columns, rows);
        check(report, &unfilled(1));
    }
}

#[test]
fn a_series_that_does_not_match_its_categories_is_named() {
    let mut report = sample::report();
    first_chart(&mut report).series[1].values.pop();
    let caption = "图1\u{3000}各月支出占比与累计执行率";
    let expected =
        format!("chart {caption:?}: series \"累计执行率\" has 11 values for 12 categories");
    check(report, &expected);
}

#[test]
fn an_option_that_does_not_exist_is_refused() {
    let error = export(sample::report(), &[("toc", "always")]).unwrap_err();
    assert!(matches!(error, ExportError::UnknownOption { .. }), "{error:?}");
    let error = export(sample::report(), &[("contents", "yes")]).unwrap_err();
    assert!(matches!(error, ExportError::OptionValue { .. }), "{error:?}");
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    let mut report = sample::report();
    let words = "<w:p> & \"引号\" 'x' \u{0}\u{1f}\u{fffe}末";
    let mut table = first_table(&mut report).clone();
    table.rows[1][0].content = vec![
        Inline::Text(words.to_owned()),
        Inline::Strong("“<粗>”".to_owned()),
        Inline::Text("x".to_owned()),
    ];
    report.blocks =
        vec![Block::Paragraph(vec![Inline::Text(words.to_owned())]), Block::Table(table)];
    report.title = "<标题> & 部门".to_owned();
    let artifact = export(report, &[]).unwrap();
    let document = part(&artifact, "word/document.xml");
    let escaped = ">&lt;w:p&gt; &amp; &quot;引号&quot; &apos;x&apos; 末</w:t>";
    assert_eq!(document.matches(escaped).count(), 2, "in the text and in the table");
    let strong = "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:b/><w:bCs/></w:rPr>\
                  <w:t xml:space=\"preserve\">“&lt;粗&gt;”</w:t></w:r>\
                  <w:r><w:t xml:space=\"preserve\">x</w:t></w:r></w:p></w:tc>";
    assert!(document.contains(strong), "{document}");
    let core = part(&artifact, "docProps/core.xml");
    assert!(core.contains("<dc:title>&lt;标题&gt; &amp; 部门</dc:title>"), "{core}");
}

#[test]
fn an_empty_report_is_still_a_document() {
    let mut report = sample::report();
    report.blocks.clear();
    report.annexes.clear();
    report.addressee.clear();
    report.provenance.remarks.clear();
    let document = part(&export(report, &[("contents", "always")]).unwrap(), "word/document.xml");
    assert!(!document.contains("TOC \\o"), "there is nothing to list");
}

#[test]
fn a_table_without_rows_leaves_no_table() {
    let mut report = sample::report();
    let table = first_table(&mut report).clone();
    let empty = Table { header: Vec::new(), rows: Vec::new(), ..table };
    report.blocks = vec![Block::Table(empty)];
    report.annexes.clear();
    let document = part(&export(report, &[]).unwrap(), "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), 1, "only the provenance table is left");
}
