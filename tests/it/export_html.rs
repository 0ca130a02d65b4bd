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
    for link in links {
        let place = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads outside"));
        assert!(places.contains(place), "{link} leads nowhere");
    }
    assert_eq!(page.matches("<svg ").count(), 3, "the three charts are drawn");
    assert!(!page.contains("<script"), "the page needs no script");
    assert!(page.len() < 4_000_000, "the page has {} bytes", page.len());
}

/// Columns whose cells may hold digits without a link, and why.
const UNLINKED: &[(&str, &str)] = &[
    ("序号", "counts the rows"),
    ("日期", "is a day"),
    ("时间", "is a day, or a span of days"),
    ("月份", "is a month"),
    ("时间进度", "comes from the calendar"),
    ("科目编码", "is a code of the national list"),
    ("文号", "names a document"),
    ("取数键", "names a figure"),
    ("取数口径", "explains a figure that is linked beside it"),
    ("数据", "names a figure that is linked beside it"),
    ("计分规则", "explains points that are linked beside it"),
    ("评分办法", "explains points that are linked beside it"),
    ("依据", "explains a value that is linked beside it"),
    ("实际完成值的来源", "explains a value that is linked beside it"),
    ("偏差原因分析及改进措施", "is what people wrote"),
    ("偏差原因与改进措施", "is what people wrote"),
    ("实际完成情况", "is a sentence about the year"),
    ("预期目标", "is what people wrote"),
    ("项目名称", "is a name"),
    ("预算指标", "is a name"),
    ("活动", "is a name"),
    ("地点", "is a name"),
    ("三级指标", "is a name"),
];

/// Cells whose numbers the form sets, or that say that there is nothing: row, column, why.
const SET_BY_THE_FORM: &[(&str, &str, &str)] = &[
    ("年度资金总额", "分值", "points that the form gives to execution"),
    ("预算执行率", "分值", "points that the form gives to execution"),
    ("其他资金", "年初预算数", NONE),
    ("其他资金", "预算调整", NONE),
    ("其他资金", "预算调整数", NONE),
    ("其他资金", "全年预算数", NONE),
    ("其他资金", "全年预算数（A）", NONE),
    ("其他资金", "全年执行数", NONE),
    ("其他资金", "全年执行数（B）", NONE),
];

/// Why a zero needs no link.
const NONE: &str = "no budget line has such money";

/// Text of a piece of the page, without its tags.
fn text(html: &str) -> String {
    let parts = html.split('<').enumerate().map(|(at, part)| match part.split_once('>') {
        Some((_, words)) if at > 0 => words,
        _ => part,
    });
    parts.collect::<String>().trim().to_owned()
}

/// What stands between each `<tag …>` and its end.
fn elements<'a>(html: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let pieces = html.split(open.as_str()).skip(1);
    let whole = pieces.filter(|piece| piece.starts_with([' ', '>']));
    whole
        .filter_map(|piece| piece.split(close.as_str()).next()?.split_once('>'))
        .map(|(_, inner)| inner)
        .collect()
}

/// Cells of a row in reading order, head cells and data cells alike.
fn cells(row: &str) -> Vec<String> {
    let alike = row.replace("<th ", "<td ").replace("<th>", "<td>").replace("</th>", "</td>");
    elements(&alike, "td").into_iter().map(str::to_owned).collect()
}

/// Names each cell of a table that holds a digit, has no link and is not excused.
fn unlinked(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for table in elements(page, "table") {
        let caption =
            elements(table, "caption").first().map(|words| text(words)).unwrap_or_default();
        let heads = elements(table, "thead").first().map_or_else(Vec::new, |head| cells(head));
        let heads: Vec<String> = heads.iter().map(|cell| text(cell)).collect();
        for row in elements(elements(table, "tbody").first().unwrap_or(&""), "tr") {
            let cells = cells(row);
            let name = cells.first().map(|cell| text(cell)).unwrap_or_default();
            // Spanned cells stand at the left, so columns are counted from the right.
            for (cell, head) in cells.iter().rev().zip(heads.iter().rev()) {
                let words = text(cell);
                let excused = UNLINKED.iter().any(|(column, _)| column == head)
                    || SET_BY_THE_FORM
                        .iter()
                        .any(|(row, column, _)| name == *row && column == head);
                if words.contains(|c: char| c.is_ascii_digit()) && !cell.contains("<a ") && !excused
                {
                    found.push(format!("{caption} | {name} | {head} | {words}"));
                }
            }
        }
    }
    found
}

#[test]
fn every_number_of_every_table_leads_to_what_it_rests_on() {
    let page = page("");
    assert!(elements(&page, "table").len() > 15, "the tables are seen");
    assert_eq!(unlinked(&page), Vec::<String>::new());
}

#[test]
fn a_number_without_a_link_is_found() {
    let table = |cell: &str| {
        format!(
            "<table><thead><tr><th scope=\"col\">项目</th><th scope=\"col\">时间进度</th><th scope=\"col\">分值</th></tr></thead>\
             <tbody><tr><th class=\"l\">甲</th><td class=\"r\">8%</td><td class=\"c\">{cell}</td></tr></tbody></table>"
        )
    };
    assert_eq!(unlinked(&table("5")), [" | 甲 | 分值 | 5"]);
    assert_eq!(unlinked(&table("<a href=\"#e-1\">5</a>")), Vec::<String>::new());
    assert_eq!(unlinked(&table("—")), Vec::<String>::new());
}

#[test]
fn the_same_ledger_gives_the_same_page() {
    assert_eq!(page("--option figures=all"), page("--option figures=all"));
}
