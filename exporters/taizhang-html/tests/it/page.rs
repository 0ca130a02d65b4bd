//! The page as a whole, and how its parts lead to each other.

use std::collections::BTreeSet;

use taizhang_export::sample::{empty_year, year};
use taizhang_export::{ExportContext, ExportError, ExportRequest, Exporter, GoalRow};
use taizhang_html::HtmlExporter;

/// Returns the page of `context`.
#[track_caller]
pub(crate) fn page(context: &ExportContext) -> String {
    page_with(context, "printed")
}

#[track_caller]
fn page_with(context: &ExportContext, figures: &str) -> String {
    let request = ExportRequest::new(context).with_options([("figures", figures)]);
    let artifacts = HtmlExporter.export(&request).expect("the sample can be exported");
    assert_eq!(artifacts.len(), 1, "the page is one file");
    assert_eq!(artifacts[0].name.as_str(), format!("{}.html", context.document_name()));
    String::from_utf8(artifacts[0].bytes.clone()).expect("the page is UTF-8")
}

/// Returns the values of an attribute in reading order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    let parts = page.split(start.as_str()).skip(1);
    parts.map(|part| part.split('"').next().unwrap_or_default()).collect()
}

/// Returns the page without its style sheet, which is a file of its own.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").expect("the page has a style sheet");
    let (_, after) = rest.split_once("</style>").expect("the style sheet ends");
    format!("{before}{after}")
}

#[test]
fn a_year() {
    insta::assert_snapshot!(without_style(&page(&year())));
}

#[test]
fn a_year_in_which_nothing_happened() {
    insta::assert_snapshot!(without_style(&page(&empty_year())));
}

/// A unit's own tables have no title where it gives none; the region around them has a name all the same.
#[test]
fn quotations_and_tables_without_a_title_are_set() {
    use taizhang_export::report::{Align, Block, Cell, Column, Inline, Orientation, Table};
    let mut context = year();
    let column = Column { width: 1, align: Align::Left };
    context.report.blocks = vec![
        Block::Quotation(vec![Inline::Text("科普是国之大者".to_owned())]),
        Block::Table(Table {
            caption: String::new(),
            unit: None,
            columns: vec![column],
            header: vec![vec![Cell::text("活动")]],
            rows: vec![vec![Cell::text("讲座")]],
            notes: Vec::new(),
            orientation: Orientation::Portrait,
        }),
    ];
    let page = page(&context);
    assert!(page.contains("<blockquote><p>科普是国之大者</p></blockquote>"), "{page}");
    let (_, table) = page.split_once("aria-label=\"表格\"").expect("the region has a name");
    let table = table.split("</table>").next().unwrap_or_default();
    assert!(!table.contains("<caption>") && table.contains("讲座"), "{table}");
}

#[test]
fn every_link_leads_to_one_place_and_none_leads_outside() {
    for figures in ["printed", "all"] {
        let page = page_with(&year(), figures);
        let places = values(&page, "id");
        let unique: BTreeSet<&str> = places.iter().copied().collect();
        assert_eq!(unique.len(), places.len(), "a place is named twice");
        let links = values(&page, "href");
        assert!(links.len() > 30, "the page has links");
        for link in links {
            let place = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads outside"));
            assert!(unique.contains(place), "{link} leads nowhere");
        }
        assert_eq!(values(&page, "src"), Vec::<&str>::new(), "something comes from elsewhere");
    }
}

#[test]
fn a_figure_leads_to_its_events_and_back() {
    let page = page(&year());
    let (_, entry) = page.split_once("<li id=\"f-outturn.total\">").expect("it has an entry");
    let (entry, _) = entry.split_once("<li id=\"f-").expect("another entry follows");
    assert!(entry.contains("1,205,299.99元"), "{entry}");
    assert!(entry.contains("Σ 支付、退回（总支出）"), "{entry}");
    assert!(entry.contains("href=\"#u-1\"") && entry.contains("href=\"#u-4\""), "{entry}");
    for sequence in 10..=16 {
        assert!(entry.contains(&format!("href=\"#e-{sequence}\"")), "event {sequence} is told");
    }
    assert!(entry.contains("（凭证号 0013）"), "{entry}");
    let (_, event) = page.split_once("<li id=\"e-13\">").expect("it has an entry");
    let (event, _) = event.split_once("</li>").expect("it ends");
    assert!(event.contains("href=\"#f-outturn.total\""), "{event}");
    assert!(event.contains("另有报告未印出的数 1 个"), "{event}");
}

#[test]
fn figures_that_the_report_does_not_print_are_listed_on_request() {
    let entry = "<li id=\"f-available.total\">";
    assert!(!page_with(&year(), "printed").contains(entry));
    let page = page_with(&year(), "all");
    let (_, all) = page.split_once(entry).expect("it has an entry");
    // Fifteen events are given as spans: 1–3 and 5–16 follow each other in the list.
    assert!(all.contains("<a href=\"#e-1\">1</a>–<a href=\"#e-16\">16</a>（15 条）"), "{all}");
}

#[test]
fn a_context_without_trail_still_gives_a_page() {
    let mut context = year();
    context.trail = None;
    let page = page(&context);
    assert!(page.contains("7 条事件"), "the number of events is told");
    assert!(!page.contains("href=\"#e-"), "no event has an entry to link to");
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    assert_eq!(page(&year()), page(&year()));
}

#[test]
fn a_table_that_does_not_fill_its_grid_is_named() {
    let mut context = year();
    for block in &mut context.report.blocks {
        if let taizhang_export::report::Block::Table(table) = block {
            table.rows[0].pop();
        }
    }
    let failed = HtmlExporter.export(&ExportRequest::new(&context));
    let Err(ExportError::Format { source, .. }) = failed else { panic!("{failed:?}") };
    assert_eq!(
        source.to_string(),
        "table \"2022年度预算执行情况表\", row 1: the cells do not fill the columns"
    );
}

/// Several goals stand in a table with their indicators, points and event; one is a sentence.
#[test]
fn goals_have_their_points() {
    let mut context = year();
    let indicators: Vec<_> =
        context.evaluation.indicators.iter().map(|row| row.id.clone()).collect();
    let goal = |number: u32, text: &str, outcome: &str| GoalRow {
        number,
        text: text.to_owned(),
        outcome: outcome.to_owned(),
        weight: 45.into(),
        score: 40.into(),
        indicators: indicators[..2].to_vec(),
        sequence: 10,
    };
    context.evaluation.goals = vec![goal(1, "办好科普日", "办了"), goal(2, "<二>", "")];
    let page = page(&context);
    let (_, table) = page.split_once("<caption>年度绩效目标</caption>").expect("it has a table");
    let (table, _) = table.split_once("</table>").expect("the table ends");
    insta::assert_snapshot!(table);
    assert!(!page.contains("年度总体目标："));
}
