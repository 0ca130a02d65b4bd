//! The web page of the sample year.

use std::collections::BTreeSet;
use std::fs;

use crate::harness::Office;

/// Exports the page and returns it.
#[track_caller]
fn page(options: &str) -> String {
    let office = Office::demo();
    let made = office.run(&format!("export html --signed 2023-2-15 --json {options}")).json();
    let file = made["files"][0].as_str().expect("one file is named").to_owned();
    assert!(file.ends_with("2022年度宁县科学技术协会部门整体支出绩效自评报告.html"), "{file}");
    fs::read_to_string(file).expect("the file was written")
}

#[test]
fn every_figure_of_the_page_leads_to_its_events() {
    let page = page("");
    let values = |attribute: &str| -> Vec<&str> {
        let start = format!(" {attribute}=\"");
        let parts = page.split(start.as_str()).skip(1);
        parts.map(|part| part.split('"').next().unwrap_or_default()).collect()
    };
    let places: BTreeSet<&str> = values("id").into_iter().collect();
    let links = values("href");
    let figures = links.iter().filter(|link| link.starts_with("#f-")).count();
    assert!(figures > 200, "only {figures} figures are linked");
    for link in links {
        let place = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads outside"));
        assert!(places.contains(place), "{link} leads nowhere");
    }
    assert_eq!(page.matches("<svg ").count(), 3, "the three charts are drawn");
    assert!(!page.contains("<script"), "the page needs no script");
    assert!(page.len() < 4_000_000, "the page has {} bytes", page.len());
}

#[test]
fn the_same_ledger_gives_the_same_page() {
    assert_eq!(page("--option figures=all"), page("--option figures=all"));
}
